/// Reads the figures of a folded text, each once: what one reader took the next does not see.
///
/// Widths, thousands, Chinese numerals, 上晝/下晝 and am/pm, and the ways to write money are one
/// form each, so that a passage and a reply compare whichever way either is written.
struct FigureReader {
    private let patterns: PatternBook
    private var rest: String
    private(set) var figures: Set<Figure> = []
    /// Each figure as it was written, for the model to mend.
    private(set) var written: [Figure: String] = [:]

    /// Reads a text.
    /// - Parameter folded: by ``ComposingText/folded(_:)``, links and telephone numbers taken out.
    init(_ folded: String, _ patterns: PatternBook) {
        self.patterns = patterns
        rest = NumberWords.read(ChineseNumerals.read(Self.joined(folded)))
        dates()
        times()
        money()
        shares()
        quantities()
        days()
        codes()
        numbers()
    }

    private mutating func take(_ pattern: String, _ read: ([String?]) -> [Figure]) {
        guard let pattern = patterns.regex(pattern) else { return }
        var left = ""
        var from = rest.startIndex
        for match in rest.matches(of: pattern) {
            let groups = (1..<match.output.count).map { index in
                match.output[index].substring.map(String.init)
            }
            let found = read(groups)
            guard !found.isEmpty else { continue }
            left += rest[from..<match.range.lowerBound] + "¦"
            from = match.range.upperBound
            for figure in found {
                figures.insert(figure)
                written[figure] = String(rest[match.range])
            }
        }
        rest = left + rest[from...]
    }

    // `[0-9]` and never the class of digits, which holds 万 and other numerals.
    private mutating func dates() {
        take(#"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})[日号]?"#) {
            Self.date(month: $0[1], day: $0[2], year: $0[0])
        }
        take(#"([0-9]{1,2})月([0-9]{1,2})[日号]?"#) { Self.date(month: $0[0], day: $0[1], year: nil) }
        take(#"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})"#) {
            Self.date(month: $0[1], day: $0[0], year: $0[2])
        }
        take(#"([0-9]{1,2})/([0-9]{1,2})"#) { Self.date(month: $0[1], day: $0[0], year: nil) }
        let month = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
        take("([0-9]{1,2})(?:st|nd|rd|th)? (?:of )?\(month)(?:,? ([0-9]{4}))?") {
            Self.date(month: $0[1].flatMap(Self.month), day: $0[0], year: $0[2])
        }
        take("\(month) ([0-9]{1,2})(?:st|nd|rd|th)?(?![0-9])(?:,? ([0-9]{4}))?") {
            Self.date(month: $0[0].flatMap(Self.month), day: $0[1], year: $0[2])
        }
    }

    private mutating func times() {
        take(#"朝(?:早)?([0-9]{1,2})[点时]?(?:至|到)?晚(?:上)?([0-9]{1,2})[点时]?"#) {
            guard let open = $0[0].flatMap({ Int($0) }), let close = $0[1].flatMap({ Int($0) })
            else { return [] }
            return [
                .time(open * 60, isMarked: true),
                .time((close < 12 ? close + 12 : close) * 60, isMarked: true),
            ]
        }
        let half = "(上午|早上|朝早|晨早|上昼|下午|晚上|夜晚|下昼|傍晚|中午|凌晨|今晚|晚)?"
        let hour = "([0-9]{1,2})(?:[点时](?:钟|正)?(?:([0-9]{1,2})分?|(半))?|:([0-9]{2}))"
        take("\(half) ?\(hour)(?: ?(?:至|到|-|–|~) ?\(half) ?\(hour))?") {
            Self.chineseTimes($0)
        }
        let mark = "([ap])\\.?m\\.?(?![a-z])"
        let clock = "([0-9]{1,2})(?:[:.]([0-9]{2}))?"
        take("\(clock) ?(?:\(mark))? ?(?:-|–|~|to|until|till) ?\(clock) ?\(mark)") {
            Self.englishTimes($0)
        }
        take("\(clock) ?\(mark)") { groups in
            Self.time(groups[0], groups[1], isAfternoon: groups[2].map { $0 == "p" })
        }
        take(#"(noon|正午|midday)"#) { _ in [.time(720, isMarked: true)] }
    }

    private mutating func money() {
        let amount = "([0-9]+(?:\\.[0-9]+)?)([万千百k]?)(?![a-z0-9])"
        let before =
            "(hk\\$|hkd ?\\$?|us\\$|usd ?\\$?|rmb ?¥?|cny|gbp|eur|jpy|twd|nt\\$|s\\$|a\\$|港币|港元|人民币|美金|"
            + "美元|[$¥£€])"
        let after =
            "(港元|港币|hkd|hk dollars?|usd|us dollars?|dollars?|人民币|rmb|美金|美元|元|圆|块|蚊|bucks|cents?)"
        take("\(before) ?\(amount) ?(?:至|到|-|–|~|to) ?\(before)? ?\(amount)") {
            Self.amount($0[1], $0[2], $0[0]) + Self.amount($0[4], $0[5], $0[3] ?? $0[0])
        }
        take("\(before) ?\(amount)(?: ?(?:元|圆|蚊|块))?") {
            Self.amount($0[1], $0[2], $0[0])
        }
        take(
            "([0-9]+(?:\\.[0-9]+)?)([万千百k]?) ?(?:至|到|-|–|~|to) ?([0-9]+(?:\\.[0-9]+)?)([万千百k]?) ?\(after)"
        ) { Self.amount($0[0], $0[1], $0[4]) + Self.amount($0[2], $0[3], $0[4]) }
        take("([0-9]+(?:\\.[0-9]+)?)([万千百k]?) ?\(after)") {
            Self.amount($0[0], $0[1], $0[2])
        }
        take(#"(免费|免运|包邮|不收费|不另收费|唔使钱|唔收钱|唔使俾|free of charge|for free|no charge|free)(?![a-z])"#) {
            _ in [.free]
        }
    }

    private mutating func shares() {
        take(#"百分之([0-9]+(?:\.[0-9]+)?)"#) { $0[0].map { [.percent(Self.plain($0))] } ?? [] }
        take(#"([0-9]+(?:\.[0-9]+)?) ?(?:%|percent|per cent)"#) {
            $0[0].map { [.percent(Self.plain($0))] } ?? []
        }
        // 八折 leaves 80 %, which English writes as 20 % off.
        take(#"([0-9]{1,2}(?:\.[0-9])?)折"#) {
            guard let text = $0[0], let value = Double(text) else { return [] }
            let share = value < 10 ? value * 10 : value
            return [.percent(Self.plain("\(share)")), .percent(Self.plain("\(100 - share)"))]
        }
        take(#"(半价|half price|half off)"#) { _ in [.percent("50")] }
    }

    private mutating func quantities() {
        for (unit, words) in Self.units {
            let number = "([0-9]+(?:\\.[0-9]+)?)"
            take("\(number) ?(?:至|到|-|–|~|to|or|或) ?\(number)[ -]?(?:\(words))") {
                $0.compactMap { $0.map { .quantity(Self.plain($0), unit) } }
            }
            take("\(number)[ -]?(?:\(words))") {
                $0[0].map { [.quantity(Self.plain($0), unit)] } ?? []
            }
        }
        take(#"(?:^|[^0-9.])([0-9]+(?:\.[0-9]+)?)([万千百亿])"#) {
            guard let text = $0[0], let value = Self.scaled(text, $0[1]) else { return [] }
            return [.number(value)]
        }
    }

    private mutating func days() {
        let name = "(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?s?"
        take("(?:^|[^a-z])\(name) ?(?:-|–|to|through) ?\(name)(?![a-z])") {
            Self.span($0[0].flatMap(Self.weekday), $0[1].flatMap(Self.weekday))
        }
        take("(?:^|[^a-z])\(name)(?![a-z])") { groups in
            groups[0].flatMap(Self.weekday).map { [.weekday($0)] } ?? []
        }
        let day = "([1-6一二三四五六日天])"
        take("(?:星期|礼拜|周)\(day)(?:至|到|-|–|~)(?:星期|礼拜|周)?\(day)") {
            Self.span($0[0].flatMap(Self.weekday), $0[1].flatMap(Self.weekday))
        }
        take("(?:星期|礼拜|周)\(day)") { groups in
            groups[0].flatMap(Self.weekday).map { [.weekday($0)] } ?? []
        }
        for (offset, words) in Self.relativeDays {
            take("(\(words))") { _ in [.relativeDay(offset)] }
        }
    }

    private mutating func codes() {
        take(#"([a-z]+-?[0-9][a-z0-9-]*|[0-9]+-?[a-z][a-z0-9-]*)"#) {
            $0[0].map { [.code($0.filter { $0 != "-" })] } ?? []
        }
    }

    private mutating func numbers() {
        take(#"([0-9]+(?:\.[0-9]+)?)"#) { $0[0].map { [.number(Self.plain($0))] } ?? [] }
    }
}
