/// Folds Chinese characters for search: Traditional to Simplified, and Hong Kong, Taiwan and
/// everyday variants to one form, so that 裏 and 裡, 綫 and 線 and 线 are found by each other.
///
/// The original text is kept for display; folding is only ever applied to search tokens.
/// The table is OpenCC's `TSCharacters.txt` (https://github.com/BYVoid/OpenCC, Apache-2.0, whose
/// header the embedded file keeps), of which the first choice is taken, and `variants` below.
package enum HanFolding {
    /// The scalar to which every variant of `scalar` folds; itself where it has none.
    package static func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let value = scalar.value
        guard value >= first else { return scalar }
        let folded = value < 0x1_0000 ? table[Int(value - first)] : supplementary[value] ?? value
        return Unicode.Scalar(folded) ?? scalar
    }

    /// Folds every scalar of `text`.
    package static func fold(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(fold(scalar)) }
        return String(result)
    }

    /// Where the table of the basic plane starts: the CJK radicals.
    private static let first: UInt32 = 0x2E80

    /// Variants that OpenCC keeps apart in Simplified: the first of each group is the form that
    /// the others fold to.
    ///
    /// Hong Kong's (枱, 咭, 衞), Taiwan's (妳), old print's (靑), a few Japanese ones seen in product
    /// names, and spellings of Cantonese words.
    private static let variants: [String] = [
        "只衹", "妆粧", "叙敍", "台枱", "粽糭", "卫衞", "檐簷", "痹痺", "着著", "并竝倂", "铺舗",
        "瓶甁", "饼餠", "你妳", "卡咭", "咁噉", "俾畀", "嚟黎", "锁鎻", "填塡", "清淸", "青靑",
        "户戸", "阔濶", "麻蔴", "果菓", "煮煑", "邻隣", "值値", "兔兎", "录録", "绿緑", "黑黒",
        "咒呪", "产産", "查査", "铁鐡鉄", "绣綉", "私俬", "够夠", "晒曬", "凉涼", "冲沖", "况況",
        "杯盃", "毡氈", "暖煖", "针鍼", "伞傘", "泄洩", "注註", "托託", "游遊", "烟煙菸", "沾霑",
        "戏戯", "图図", "气気", "药薬", "围囲", "乐楽", "发髪", "关関", "单単", "团団", "卖売",
    ]

    private static let tables = makeTables()
    private static let table = tables.basic
    private static let supplementary = tables.supplementary

    private static func makeTables() -> (basic: [UInt32], supplementary: [UInt32: UInt32]) {
        var basic = [UInt32](first..<0x1_0000)
        var supplementary: [UInt32: UInt32] = [:]
        func put(_ from: UInt32, _ to: UInt32) {
            if from >= 0x1_0000 {
                supplementary[from] = to
            } else if from >= first {
                basic[Int(from - first)] = to
            }
        }
        let text = String(decoding: PackageResources.TSCharacters_txt, as: UTF8.self)
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let scalars = line.unicodeScalars
            guard let from = scalars.first, let tab = scalars.firstIndex(of: "\t") else { continue }
            guard let to = scalars[scalars.index(after: tab)...].first else { continue }
            put(from.value, to.value)
        }
        var merged: [UInt32: UInt32] = [:]
        for group in variants {
            guard let head = group.unicodeScalars.first else { continue }
            for member in group.unicodeScalars.dropFirst() { merged[member.value] = head.value }
        }
        for index in basic.indices {
            if let head = merged[basic[index]] { basic[index] = head }
        }
        for (from, to) in supplementary {
            if let head = merged[to] { supplementary[from] = head }
        }
        return (basic, supplementary)
    }
}
