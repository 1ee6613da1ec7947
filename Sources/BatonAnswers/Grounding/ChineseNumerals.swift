/// Writes Chinese numerals as digits where they count something, in folded text.
enum ChineseNumerals {
    private static let digits: [Character: Int] = [
        "〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7,
        "八": 8, "九": 9,
    ]
    private static let units: [Character: Int] = [
        "十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000, "廿": 20, "卅": 30,
    ]
    /// What one of makes a figure of `一`; of other words it is an article.
    private static let strictMeasures = [
        "天", "日", "月", "年", "点", "时", "小时", "个月", "个星期", "个礼拜", "个钟", "个小时", "周", "星期",
        "分钟", "蚊", "元", "块", "折", "成", "楼", "个工作", "工作", "倍", "%",
    ]
    /// What makes a figure of one numeral.
    private static let measures =
        strictMeasures + [
            "个", "件", "人", "位", "款", "只", "张", "间", "次", "份", "套", "盒", "包", "箱", "公斤", "斤",
            "磅", "米", "尺", "寸", "层", "期", "项", "步", "部", "台", "条", "号", "支", "粒", "瓶", "至",
            "到", "-", "或",
        ]
    /// Words that only look like numbers.
    private static let words = ["万一", "千万", "一一", "十足", "百分百", "三三两两", "四方八面"]

    /// The text with numerals as digits.
    static func read(_ text: String) -> String {
        let characters = Array(text)
        var result = ""
        var index = 0
        while index < characters.count {
            if let word = words.first(where: { starts($0, at: index, of: characters) }) {
                result += word
                index += word.count
                continue
            }
            guard isNumeral(characters[index]) else {
                result.append(characters[index])
                index += 1
                continue
            }
            var end = index
            while end < characters.count, isNumeral(characters[end]) { end += 1 }
            let before = result.last
            result += number(characters, index..<end, before: before)
            index = end
        }
        return result
    }

    private static func isNumeral(_ character: Character) -> Bool {
        digits[character] != nil || units[character] != nil
    }

    private static func starts(_ word: String, at index: Int, of text: [Character]) -> Bool {
        text[index...].starts(with: word)
    }

    private static func isFollowed(_ by: [String], at end: Int, of text: [Character]) -> Bool {
        by.contains { starts($0, at: end, of: text) }
    }

    private static func number(
        _ text: [Character], _ range: Range<Int>, before: Character?
    ) -> String {
        let run = text[range]
        let plain = String(run)
        if let before, before.isASCII, before.isNumber {
            // 1.2万, 3千: a multiplier after digits stays for the reader of figures.
            return plain
        }
        // 十分 is "very" unless it is ten minutes.
        if plain == "十", starts("分", at: range.upperBound, of: text),
            !starts("分钟", at: range.upperBound, of: text), before != "点", before != "时"
        {
            return plain
        }
        if run.count == 1, let digit = run.first.flatMap({ digits[$0] }) {
            let needed = digit == 1 ? strictMeasures : measures
            // 星期一至五 is no number; 3至五 and 朝10晚七 are.
            let isRangeEnd = before.map { "至到-朝晚".contains($0) } ?? false
            let isWeekday = before == "期" || before == "拜" || before == "周"
            guard isFollowed(needed, at: range.upperBound, of: text) || isRangeEnd, !isWeekday
            else { return plain }
            return "\(digit)"
        }
        if run.allSatisfy({ digits[$0] != nil }) {
            let values = run.compactMap { digits[$0] }
            if values.count == 2, values[1] == values[0] + 1,
                !starts("折", at: range.upperBound, of: text)
            {
                return "\(values[0])-\(values[1])"
            }
            return values.map(String.init).joined()
        }
        return "\(value(of: run))"
    }

    /// `三千五百`, `十二`, `一百二` (120), `廿四`.
    private static func value(of run: ArraySlice<Character>) -> Int {
        var total = 0
        var section = 0
        var digit: Int?
        var last = 1
        for character in run {
            if let value = digits[character] {
                digit = value
                if value == 0 { last = 1 }
                continue
            }
            guard let unit = units[character] else { continue }
            if character == "廿" || character == "卅" {
                section += unit
                last = 1
            } else if unit >= 10_000 {
                let whole = section + (digit ?? 0)
                total = min(max(whole, 1), 1_000_000) * unit + total
                section = 0
                last = unit
            } else {
                section += (digit ?? 1) * unit
                last = unit
            }
            digit = nil
        }
        if let digit { section += last >= 100 ? digit * last / 10 : digit }
        return total + section
    }
}
