import BatonText

/// Tells a message that makes sense only with the one before it.
package enum FollowUp {
    /// Whether `text` is one: short, and it starts or ends as such messages do.
    package static func isOne(_ text: String) -> Bool {
        let plain = HanFolding.fold(text).lowercased()
        let scalars = plain.unicodeScalars.filter { !$0.properties.isWhitespace }
        guard !scalars.isEmpty, scalars.count <= 24 else { return false }
        let words = plain.split { !$0.isLetter && !$0.isNumber && $0 != "'" }.map(String.init)
        if Script.hasHan(plain) {
            let bare = String(plain.filter { !$0.isWhitespace && !$0.isPunctuation })
            return bare.count <= 12
                && (openings.contains { bare.hasPrefix($0) }
                    || (bare.count <= 7 && closings.contains { bare.hasSuffix($0) }))
        }
        guard words.count <= 7 else { return false }
        return englishOpenings.contains { opening in
            words.starts(with: opening)
        }
    }

    /// Folded, as the text is.
    private static let openings = [
        "咁", "甘", "噉", "那", "那么", "如果系", "假如系", "要是", "或者", "仲有", "另外", "同埋", "即系", "包括",
        "星期日呢", "佢", "它", "呢个呢",
    ].map(HanFolding.fold)
    private static let closings = ["呢", "又点", "又如何", "呢边呢", "都得", "都系", "一样"].map(HanFolding.fold)

    private static let englishOpenings: [[String]] = [
        ["and"], ["what", "about"], ["how", "about"], ["what", "if"], ["or"], ["also"], ["then"],
        ["but"], ["so"], ["even"], ["same", "for"], ["is", "it"], ["does", "it"], ["is", "that"],
        ["does", "that"], ["which", "one"], ["on"], ["for"],
    ]
}
