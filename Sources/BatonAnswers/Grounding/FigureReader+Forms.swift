/// One form for each way of writing a figure.
extension FigureReader {
    /// `1,280` and `1 280` as `1280`.
    static func joined(_ text: String) -> String {
        var result = ""
        let characters = Array(text)
        for (index, character) in characters.enumerated() {
            let isSeparator =
                character == "," && index > 0 && isDigit(characters[index - 1])
                && index + 3 < characters.count
                && characters[(index + 1)...(index + 3)].allSatisfy(isDigit)
                && (index + 4 >= characters.count || !isDigit(characters[index + 4]))
            if !isSeparator { result.append(character) }
        }
        return result
    }

    private static func isDigit(_ character: Character) -> Bool {
        character.isASCII && character.isNumber
    }

    /// Without zeros that say nothing: `08` and `8.00` are `8`.
    static func plain(_ text: String) -> String {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        var whole = String(parts[0].drop { $0 == "0" })
        if whole.isEmpty { whole = "0" }
        guard parts.count > 1 else { return whole }
        var fraction = parts[1]
        while fraction.last == "0" { fraction.removeLast() }
        return fraction.isEmpty ? whole : "\(whole).\(fraction)"
    }

    /// `1.2` and 万 are `12000`.
    static func scaled(_ text: String, _ unit: String?) -> String? {
        let factors = ["百": 2, "千": 3, "k": 3, "万": 4, "亿": 8]
        guard let unit, !unit.isEmpty else { return plain(text) }
        guard let zeros = factors[unit] else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        let shifted = fraction.padding(to: zeros)
        let head = String(parts[0]) + shifted.prefix(zeros)
        let tail = shifted.dropFirst(zeros)
        return plain(tail.isEmpty ? head : "\(head).\(tail)")
    }

    static func amount(_ text: String?, _ unit: String?, _ currency: String?) -> [Figure] {
        guard let text, let value = scaled(text, unit) else { return [] }
        return [.money(value, currency: Self.currency(currency ?? ""))]
    }

    private static func currency(_ word: String) -> String {
        let word = word.filter { $0 != " " && $0 != "$" && $0 != "¥" || word.count == 1 }
        switch word {
        case "us", "usd", "美金", "美元", "usdollar", "usdollars": return "USD"
        case "rmb", "cny", "人民币": return "CNY"
        case "¥": return "YEN"
        case "gbp", "£": return "GBP"
        case "eur", "€": return "EUR"
        case "jpy": return "YEN"
        case "nt", "twd": return "TWD"
        case "s": return "SGD"
        case "a": return "AUD"
        case "cent", "cents": return "CENT"
        default: return "HKD"
        }
    }

    static func date(month: String?, day: String?, year: String?) -> [Figure] {
        date(month: month.flatMap { Int($0) }, day: day, year: year)
    }

    static func date(month: Int?, day: String?, year: String?) -> [Figure] {
        guard let month, (1...12).contains(month), let day = day.flatMap({ Int($0) }),
            (1...31).contains(day)
        else { return [] }
        return [.date(month: month, day: day, year: year.flatMap { Int($0) })]
    }

    static func month(_ name: String) -> Int? {
        let names = [
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        ]
        return names.firstIndex(of: name).map { $0 + 1 }
    }

    static func weekday(_ name: String) -> Int? {
        if let latin = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].firstIndex(of: name) {
            return latin
        }
        if name == "天" { return 6 }
        if let digit = Int(name), (1...6).contains(digit) { return digit - 1 }
        return ["一", "二", "三", "四", "五", "六", "日"].firstIndex(of: name)
    }

    /// Every day of `Monday to Friday`.
    static func span(_ first: Int?, _ last: Int?) -> [Figure] {
        guard let first, let last else { return [] }
        let count = (last - first + 7) % 7
        return (0...count).map { .weekday((first + $0) % 7) }
    }

    static func time(_ hour: String?, _ minute: String?, isAfternoon: Bool?) -> [Figure] {
        guard var hour = hour.flatMap({ Int($0) }), (0...24).contains(hour) else { return [] }
        let minute = minute.flatMap { Int($0) } ?? 0
        guard minute < 60 else { return [] }
        let isMarked = isAfternoon != nil || hour > 12 || hour == 0
        if isAfternoon == true, hour < 12 { hour += 12 }
        if isAfternoon == false, hour == 12 { hour = 0 }
        return [.time(hour * 60 + minute, isMarked: isMarked)]
    }

    /// Groups: half, hour, minutes, 半, minutes after a colon; and the same of a range's end.
    static func chineseTimes(_ groups: [String?]) -> [Figure] {
        func minutes(_ start: Int) -> String? {
            groups[start + 3] != nil ? "30" : groups[start + 2] ?? groups[start + 4]
        }
        func isLate(_ word: String?) -> Bool? {
            guard let word else { return nil }
            return !["上午", "早上", "朝早", "晨早", "上昼", "凌晨"].contains(word)
        }
        let first = time(groups[1], minutes(0), isAfternoon: isLate(groups[0]))
        guard let end = groups[6].flatMap({ Int($0) }),
            let begin = groups[1].flatMap({ Int($0) })
        else { return first }
        var half = isLate(groups[5])
        // 下午1時至5時: the half goes on; 上午11時至8時: it has turned.
        if half == nil, let before = isLate(groups[0]), end <= 12 {
            half = end > begin % 12 ? before : !before
        }
        return first + time(groups[6], minutes(5), isAfternoon: half)
    }

    /// Groups: hour, minutes, half, hour, minutes, half.
    static func englishTimes(_ groups: [String?]) -> [Figure] {
        let end = groups[5].map { $0 == "p" }
        var begin = groups[2].map { $0 == "p" }
        if begin == nil, let first = groups[0].flatMap({ Int($0) }),
            let last = groups[3].flatMap({ Int($0) }), let end, first <= 12
        {
            begin = first % 12 < last % 12 || last == 12 ? end : !end
        }
        return time(groups[0], groups[1], isAfternoon: begin)
            + time(groups[3], groups[4], isAfternoon: end)
    }

    /// Longer names first, so that a working day is no day.
    static let units: [(Figure.Unit, String)] = [
        (.workday, "个?工作天|个?工作日|(?:working|business|work) ?days?"),
        (.month, "个月|months?"), (.week, "个?星期|个?礼拜|周|weeks?"),
        (.hour, "个?小时|个?钟头?|hours?|hrs?"), (.minute, "分钟|minutes?|mins?"),
        (.day, "天|日|days?"), (.year, "年|years?|yrs?"),
        (.kilogram, "公斤|千克|kgs?|kilos?"), (.centimetre, "厘米|公分|cms?"),
        (.millilitre, "毫升|mls?"), (.litre, "公升|litres?|liters?"),
        (.gram, "克|grams?|g(?![a-z])"), (.metre, "米|metres?|meters?"), (.floor, "楼|/f"),
    ]

    static let relativeDays: [(Int, String)] = [
        (2, "后天|后日|day after tomorrow"), (1, "听日|明天|明日|听晚|听朝|tomorrow"),
        (-1, "寻日|昨天|昨日|㖊日|yesterday"), (0, "今日|今天|今晚|今朝|即日|当日|today|tonight|same day|same-day"),
    ]
}

extension String {
    /// With zeros after it, up to a length.
    fileprivate func padding(to count: Int) -> String {
        self.count >= count ? self : self + String(repeating: "0", count: count - self.count)
    }
}
