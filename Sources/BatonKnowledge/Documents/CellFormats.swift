/// How a workbook shows its numbers: days, times, shares and money.
struct CellFormats {
    private enum Kind {
        case plain
        case date
        case time
        case percent
        case money(String)
    }

    private var styles: [Kind] = []
    private let isFrom1904: Bool

    init(_ xml: [UInt8], isFrom1904: Bool) {
        self.isFrom1904 = isFrom1904
        var codes: [Int: String] = [:]
        var isInFormats = false
        var tokens = MarkupTokenizer(String(decoding: xml, as: UTF8.self), .xml)
        while let token = tokens.next() {
            switch token {
            case .start(let tag):
                let format = tag.attributes["numFmtId"].flatMap { Int($0) } ?? 0
                if tag.name == "numFmt" { codes[format] = tag.attributes["formatCode"] }
                if tag.name == "cellXfs" { isInFormats = !tag.isEmpty }
                if tag.name == "xf", isInFormats, styles.count < 65_536 {
                    styles.append(Self.kind(format, codes[format]))
                }
            case .end("cellXfs"): isInFormats = false
            default: break
            }
        }
    }

    /// A number as the sheet would show it.
    func text(_ value: String, style: Int?) -> String {
        let kind = style.flatMap { styles.indices.contains($0) ? styles[$0] : nil } ?? .plain
        guard let number = Double(value), number.isFinite else { return ImportText.trimmed(value) }
        switch kind {
        case .plain: return Self.decimal(number)
        case .percent: return Self.decimal(number * 100) + "%"
        case .money(let sign): return sign + Self.decimal(number)
        case .date: return date(number) ?? Self.decimal(number)
        case .time: return number < 1 ? Self.time(number) : date(number) ?? Self.decimal(number)
        }
    }

    /// Source: ECMA-376 part 1, section 18.8.30, the built-in formats.
    private static func kind(_ id: Int, _ code: String?) -> Kind {
        switch id {
        case 9, 10: return .percent
        case 14...17, 22: return .date
        case 18...21, 45...47: return .time
        default: break
        }
        guard let code else { return .plain }
        for sign in ["HK$", "US$", "NT$", "€", "£", "¥", "$"] where code.contains(sign) {
            return .money(sign)
        }
        if code.contains("%") { return .percent }
        var isQuoted = false
        var letters: Set<Character> = []
        for character in code.lowercased() {
            if character == "\"" { isQuoted.toggle() }
            if !isQuoted { letters.insert(character) }
        }
        if letters.contains("y") || letters.contains("d") { return .date }
        return letters.contains("h") || letters.contains("s") ? .time : .plain
    }

    /// A number without an exponent and without the noise of binary fractions.
    static func decimal(_ number: Double) -> String {
        if number.rounded() == number, abs(number) < 1e15 { return String(Int64(number)) }
        guard abs(number) < 1e9 else { return String(number) }
        let scaled = (number * 1e6).rounded()
        let whole = Int64(scaled.magnitude) / 1_000_000
        var fraction = String(Int64(scaled.magnitude) % 1_000_000 + 1_000_000).dropFirst()
        while fraction.last == "0" { fraction = fraction.dropLast() }
        let sign = scaled < 0 ? "-" : ""
        return sign + String(whole) + (fraction.isEmpty ? "" : "." + fraction)
    }

    private static func time(_ share: Double) -> String {
        let minutes = Int((max(0, share) * 1440).rounded())
        return pad(minutes / 60 % 24) + ":" + pad(minutes % 60)
    }

    private func date(_ serial: Double) -> String? {
        guard serial >= 1, serial < 2_958_466 else { return nil }
        let day = Int(serial.rounded(.down))
        // Day 1 is 1 January 1900, and the day 29 February 1900, which there was not, is counted.
        let fromEpoch = isFrom1904 ? day - 24_107 : (day < 60 ? day - 25_568 : day - 25_569)
        let text = Self.civil(fromEpoch)
        let part = serial - Double(day)
        return part > 0.000_01 ? text + " " + Self.time(part) : text
    }

    /// The day of the calendar, `yyyy-mm-dd`, of a day counted from 1970-01-01.
    ///
    /// Source: Howard Hinnant, chrono-compatible low-level date algorithms, civil_from_days.
    private static func civil(_ days: Int) -> String {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let part = (5 * dayOfYear + 2) / 153
        let month = part < 10 ? part + 3 : part - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return "\(year)-\(pad(month))-\(pad(dayOfYear - (153 * part + 2) / 5 + 1))"
    }

    private static func pad(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
}
