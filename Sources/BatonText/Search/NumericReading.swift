/// Reads amounts, times of day and dates, written in English or Chinese, to one form each.
struct NumericReading {
    /// `number`, `time` or `date`.
    var kind: Token.Kind
    /// The one form.
    var text: String
    /// The first piece after it.
    var end: Int

    /// What starts at `start` with a digit or a month's name; `nil` where it is none of these.
    static func read(_ pieces: [Tokenizer.Piece], from start: Int) -> NumericReading? {
        let scanner = Scanner(pieces: pieces, index: start)
        if pieces[start].kind == .letter { return scanner.monthFirst() }
        return scanner.date() ?? scanner.time() ?? scanner.dayFirst() ?? scanner.amount()
    }

    /// Digits without leading zeros.
    static func plain(_ digits: [UInt32]) -> String {
        let trimmed = digits.drop { $0 == 0x30 }
        // A run that starts with zeros and is long is a phone or member number, not an amount.
        if trimmed.isEmpty { return "0" }
        return Tokenizer.text(digits.count > 4 ? digits[...] : trimmed)
    }
}

/// Readers of what stands at one place.
private struct Scanner {
    let pieces: [Tokenizer.Piece]
    let index: Int

    private func value(_ at: Int) -> UInt32 { at < pieces.count ? pieces[at].value : 0 }
    private func isDigit(_ at: Int) -> Bool { at < pieces.count && pieces[at].kind == .digit }
    private func isLetter(_ at: Int) -> Bool { at < pieces.count && pieces[at].kind == .letter }

    /// Up to `most` digits at `at`, which no further digit follows.
    private func digits(_ at: Int, most: Int) -> (number: Int, end: Int)? {
        var end = at
        var number = 0
        while isDigit(end), end - at <= most {
            number = number * 10 + Int(value(end)) - 0x30
            end += 1
        }
        return end > at && end - at <= most ? (number, end) : nil
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private func reading(date month: Int, _ day: Int, year: Int? = nil, end: Int) -> NumericReading?
    {
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        let text = "\(Self.two(month))-\(Self.two(day))"
        return NumericReading(kind: .date, text: year.map { "\($0)-\(text)" } ?? text, end: end)
    }

    /// `2026-12-24`, `24/12/2026`, `24/12`, `12月24日`, `2026年12月24日`.
    func date() -> NumericReading? {
        guard let first = digits(index, most: 4) else { return nil }
        let mark = value(first.end)
        if mark == 0x5E74, first.number > 1900 {  // 年
            guard let rest = chineseDate(from: first.end + 1) else { return nil }
            return reading(date: rest.month, rest.day, year: first.number, end: rest.end)
        }
        if mark == 0x6708, let rest = chineseDate(from: index) {  // 月
            return reading(date: rest.month, rest.day, end: rest.end)
        }
        guard mark == 0x2F || mark == 0x2D, let second = digits(first.end + 1, most: 2) else {
            return nil
        }
        let third = value(second.end) == mark ? digits(second.end + 1, most: 4) : nil
        if isLetter(third?.end ?? second.end) { return nil }
        if first.number > 1900 {
            guard let third else { return nil }
            return reading(date: second.number, third.number, year: first.number, end: third.end)
        }
        if let third {
            let year = third.number < 100 ? 2000 + third.number : third.number
            return reading(date: second.number, first.number, year: year, end: third.end)
        }
        // A hyphen between two small numbers is a range (2-3 days), not a date.
        return mark == 0x2F ? reading(date: second.number, first.number, end: second.end) : nil
    }

    private func chineseDate(from start: Int) -> (month: Int, day: Int, end: Int)? {
        guard let month = digits(start, most: 2), value(month.end) == 0x6708,
            let day = digits(month.end + 1, most: 2)
        else { return nil }
        let suffix = value(day.end)
        let hasSuffix = suffix == 0x65E5 || suffix == 0x53F7  // 日 号
        return (month.number, day.number, hasSuffix ? day.end + 1 : day.end)
    }

    /// `9:30pm`, `9.30pm`, `9pm`, `9 p.m.`, `21:30`, `晚上9時30分`, `9點半`.
    func time() -> NumericReading? {
        guard let hour = digits(index, most: 2), hour.number <= 24 else { return nil }
        var minutes = 0
        var end = hour.end
        let mark = value(end)
        let isChinese = mark == 0x65F6 || mark == 0x70B9  // 时 点
        if isChinese {
            // 9 點 and 9 時 are times; 3 小時 has another character before and never comes here.
            end += 1
            if let read = digits(end, most: 2), read.number < 60, value(read.end) == 0x5206 {
                minutes = read.number
                end = read.end + 1
            } else if value(end) == 0x534A {  // 半
                minutes = 30
                end += 1
            }
            return reading(hour: hour.number, minutes, half: chineseHalf(), end: end)
        }
        let colon = mark == 0x3A
        if colon || mark == 0x2E, let read = digits(end + 1, most: 2), read.number < 60,
            read.end - end == 3
        {
            minutes = read.number
            end = read.end
        } else if colon {
            return nil
        }
        let half = englishHalf(at: end)
        if half == nil, !colon { return nil }
        return reading(
            hour: hour.number, minutes, half: half?.isAfternoon ?? chineseHalf(),
            end: half?.end ?? end)
    }

    private func reading(hour: Int, _ minutes: Int, half: Bool?, end: Int) -> NumericReading {
        var hour = hour
        if half == true, hour < 12 { hour += 12 }
        if half == false, hour == 12 { hour = 0 }
        return NumericReading(
            kind: .time, text: "\(Self.two(hour)):\(Self.two(minutes))", end: end)
    }

    /// `am`, `pm`, `a.m.`, `p.m.` at `at`, after at most one space.
    private func englishHalf(at: Int) -> (isAfternoon: Bool, end: Int)? {
        var at = at
        if at < pieces.count, pieces[at].kind == .space { at += 1 }
        let first = value(at)
        guard first == 0x61 || first == 0x70 else { return nil }
        at += 1
        let dotted = value(at) == 0x2E
        if dotted { at += 1 }
        guard value(at) == 0x6D else { return nil }
        at += 1
        if dotted, value(at) == 0x2E { at += 1 }
        return isLetter(at) || isDigit(at) ? nil : (first == 0x70, at)
    }

    /// Whether 上午, 下午, 晚上, 夜晚, 中午… stands before the number: true for the later half.
    private func chineseHalf() -> Bool? {
        var at = index - 1
        while at >= 0, pieces[at].kind == .space { at -= 1 }
        guard at >= 1 else { return nil }
        switch (value(at - 1), value(at)) {
        case (0x4E0A, 0x5348), (0x65E9, 0x4E0A), (0x671D, 0x65E9), (0x6668, 0x65E9):
            return false  // 上午 早上 朝早 晨早
        case (0x4E0B, 0x5348), (0x665A, 0x4E0A), (0x591C, 0x665A), (0x508D, 0x665A):
            return true  // 下午 晚上 夜晚 傍晚
        case (0x4E2D, 0x5348), (0x5348, 0x540E), (0x665A, 0x95F4):
            return true  // 中午 午后 晚间
        default:
            return nil
        }
    }

    private static let months: [[UInt8]] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ].map { Array($0.utf8) }

    /// The month whose English name, whole or its first three letters, is at `at`.
    private func month(at: Int) -> (number: Int, end: Int)? {
        var end = at
        var letters: [UInt8] = []
        while isLetter(end), letters.count < 10 {
            letters.append(UInt8(truncatingIfNeeded: value(end)))
            end += 1
        }
        guard letters.count >= 3, !isDigit(end),
            let found = Self.months.firstIndex(of: Array(letters.prefix(3)))
        else { return nil }
        let whole = Self.wholeMonths[found]
        return whole.starts(with: letters) && (letters.count == 3 || letters.count == whole.count)
            ? (found + 1, end) : letters == Array("sept".utf8) ? (9, end) : nil
    }

    private static let wholeMonths: [[UInt8]] = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    ].map { Array($0.utf8) }

    /// `24 Dec`, `24th December`.
    func dayFirst() -> NumericReading? {
        guard let day = digits(index, most: 2) else { return nil }
        var at = skipOrdinal(day.end)
        while at < pieces.count, pieces[at].kind == .space { at += 1 }
        guard let month = month(at: at) else { return nil }
        return reading(date: month.number, day.number, end: month.end)
    }

    /// `Dec 24`, `December 24th`.
    func monthFirst() -> NumericReading? {
        guard let month = month(at: index) else { return nil }
        var at = month.end
        while at < pieces.count, pieces[at].kind == .space { at += 1 }
        guard at > month.end, let day = digits(at, most: 2) else { return nil }
        let end = skipOrdinal(day.end)
        if isLetter(end) || value(end) == 0x3A { return nil }
        return reading(date: month.number, day.number, end: end)
    }

    private func skipOrdinal(_ at: Int) -> Int {
        switch (value(at), value(at + 1)) {
        case (0x73, 0x74), (0x6E, 0x64), (0x72, 0x64), (0x74, 0x68): at + 2
        default: at
        }
    }

    /// `1,280.50` and other numbers with separators; plain digits are left to the caller.
    func amount() -> NumericReading? {
        var end = index
        var whole: [UInt32] = []
        while isDigit(end) {
            whole.append(value(end))
            end += 1
        }
        var isGrouped = false
        while whole.count <= 15, value(end) == 0x2C, isDigit(end + 1), isDigit(end + 2),
            isDigit(end + 3), !isDigit(end + 4)
        {
            whole += [value(end + 1), value(end + 2), value(end + 3)]
            end += 4
            isGrouped = true
        }
        var fraction: [UInt32] = []
        if value(end) == 0x2E, isDigit(end + 1) {
            var at = end + 1
            while isDigit(at) {
                fraction.append(value(at))
                at += 1
            }
            end = at
        }
        guard isGrouped || !fraction.isEmpty, !isLetter(end) else { return nil }
        while fraction.last == 0x30 { fraction.removeLast() }
        let text = NumericReading.plain(whole)
        return NumericReading(
            kind: .number, text: fraction.isEmpty ? text : "\(text).\(Tokenizer.text(fraction))",
            end: end)
    }
}
