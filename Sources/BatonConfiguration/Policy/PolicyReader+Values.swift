import BatonChannels
import BatonCore
import Yams

extension PolicyReader {
    /// Reads what a schema allows under a dotted key.
    mutating func read(
        _ node: Node, _ key: String, _ schema: PolicySchema,
        _ settings: inout [String: PolicyRow.Setting]
    ) {
        switch schema {
        case .map(let members):
            guard let map = yaml.mapping(node, "'\(key)'") else { return }
            yaml.check(map, knows: members.map(\.name))
            for (name, member) in members {
                if let value = map[name] { read(value, "\(key).\(name)", member, &settings) }
            }
        case .each(let names, let member):
            guard let map = yaml.mapping(node, "'\(key)'") else { return }
            yaml.check(map, knows: names)
            for name in names {
                if let value = map[name] { read(value, "\(key).\(name)", member, &settings) }
            }
        case .byCode(let member):
            guard let map = yaml.mapping(node, "'\(key)'") else { return }
            for (code, value) in map {
                guard let name = code.scalar?.string, name == "other" || Int(name) != nil else {
                    yaml.fault(code, "an error is its code, such as 131047, or 'other'")
                    continue
                }
                read(value, "\(key).\(name)", member, &settings)
            }
        default:
            guard let value = value(node, key, schema) else { return }
            settings[key] = PolicyRow.Setting(value: value, line: yaml.line(of: node))
        }
    }

    private mutating func value(_ node: Node, _ key: String, _ schema: PolicySchema)
        -> PolicyValue?
    {
        switch schema {
        case .flag:
            if let flag = node.bool, node.sequence == nil { return .flag(flag) }
            return wrong(node, "'\(key)' is true or false")
        case .count(let range):
            if let count = node.int, range.contains(count) { return .count(count) }
            return wrong(
                node, "'\(key)' is a whole number from \(range.lowerBound) to \(range.upperBound)")
        case .duration(let allowsNone):
            return duration(node, key, allowsNone: allowsNone)
        case .oneOf(let words):
            guard let text = yaml.string(node, key) else { return nil }
            return words.contains(text)
                ? .word(text) : wrong(node, yaml.unknown("'\(key)'", text, words))
        case .text:
            return yaml.string(node, key).map { .text($0) }
        case .words(let known):
            let items = list(node, key)
            if let known {
                for item in items where !known.contains(item.text) {
                    yaml.fault(item.node, yaml.unknown("word in '\(key)'", item.text, known))
                }
            }
            return .words(items.map(\.text))
        case .money:
            return money(node, key).map { .money($0) }
        case .template:
            return template(node, key).map { .template($0) }
        case .price:
            return price(node, key).map { .price($0) }
        case .action:
            guard let text = yaml.string(node, key) else { return nil }
            guard let action = ErrorAction(rawValue: text) else {
                return wrong(
                    node, yaml.unknown("action", text, ErrorAction.allCases.map(\.rawValue)))
            }
            return .action(action)
        case .rate(let scope):
            return rate(node, key, scope).map { .rate($0) }
        case .map, .each, .byCode:
            return nil
        }
    }

    private mutating func wrong(_ node: Node, _ message: String) -> PolicyValue? {
        yaml.fault(node, message)
        return nil
    }

    private mutating func duration(_ node: Node, _ key: String, allowsNone: Bool) -> PolicyValue? {
        let text = node.scalar?.string ?? ""
        if allowsNone, text == "none" { return .duration(nil) }
        if let milliseconds = Self.milliseconds(text) { return .duration(milliseconds) }
        return wrong(
            node, "'\(key)' is a time such as 24h, 90m, 30s or 7d" + (allowsNone ? ", or none" : "")
        )
    }

    /// Milliseconds of `24h`; up to a hundred years.
    static func milliseconds(_ text: String) -> Int64? {
        let units: [(String, Int64)] = [
            ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
        ]
        for (unit, size) in units where text.hasSuffix(unit) {
            guard let number = Int64(text.dropLast(unit.count)), number >= 0,
                number <= 3_153_600_000_000 / size
            else { continue }
            return number * size
        }
        return nil
    }

    /// `HKD 0.12`.
    private mutating func money(_ node: Node, _ key: String) -> Money? {
        let parts = (node.scalar?.string ?? "").split(separator: " ")
        if parts.count == 2, parts[0].count == 3,
            parts[0].allSatisfy({ $0.isASCII && $0.isUppercase }),
            let micros = Self.micros(String(parts[1]))
        {
            return Money(micros: micros, currency: String(parts[0]))
        }
        yaml.fault(node, "'\(key)' is a currency and an amount, such as HKD 0.12")
        return nil
    }

    /// Millionths of a plain decimal number; `nil` for others, and for over a thousand million.
    static func micros(_ text: String) -> Int64? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count),
            parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }),
            let whole = Int64(parts[0]), whole <= 1_000_000_000
        else { return nil }
        let digits = parts.count == 2 ? String(parts[1]) : ""
        guard digits.count <= 6 else { return nil }
        let rest = Int64(digits + String(repeating: "0", count: 6 - digits.count)) ?? 0
        return whole * 1_000_000 + rest
    }

    private mutating func template(_ node: Node, _ key: String) -> PolicyTemplate? {
        guard let map = yaml.mapping(node, "'\(key)'") else { return nil }
        yaml.check(map, knows: ["name", "languages", "params", "category", "text"])
        guard let name = yaml.required("name", in: map, of: node) else { return nil }
        let languages = list(map["languages"], "languages").map(\.text)
        if languages.isEmpty {
            yaml.fault(node, "'languages' is missing: those that the template was approved in")
        }
        var template = PolicyTemplate(
            name: name, languages: languages, params: list(map["params"], "params").map(\.text))
        if let value = map["category"], let text = yaml.string(value, "category") {
            template.category = text
            if !PolicySchema.categories.contains(text) {
                yaml.fault(value, yaml.unknown("category", text, PolicySchema.categories))
            }
        }
        template.text = map["text"].flatMap { yaml.string($0, "text") }
        return template
    }

    private mutating func price(_ node: Node, _ key: String) -> PolicyPrice? {
        guard let map = yaml.mapping(node, "'\(key)'") else { return nil }
        yaml.check(map, knows: ["billable", "rate", "rate_ref", "free_per_month"])
        var price = PolicyPrice()
        if let value = map["billable"] {
            if let flag = value.bool {
                price.isBillable = flag
            } else {
                yaml.fault(value, "'billable' is true or false")
            }
        }
        price.rate = map["rate"].flatMap { money($0, "rate") }
        if let value = map["rate_ref"], let text = yaml.string(value, "rate_ref") {
            if !PolicySchema.categories.contains(text) {
                yaml.fault(value, yaml.unknown("category", text, PolicySchema.categories))
            } else if map["rate"] != nil || key == "prices.\(text)" {
                yaml.fault(value, "'rate_ref' names another category, and stands without 'rate'")
            }
            price.rateOf = text
        }
        if let value = map["free_per_month"] {
            if let count = value.int, (0...1_000_000_000).contains(count) {
                price.freePerMonth = count
            } else {
                yaml.fault(value, "'free_per_month' is a whole number")
            }
        }
        return price
    }

    private mutating func rate(_ node: Node, _ key: String, _ scope: RateBucket.Scope)
        -> RateBucket?
    {
        guard let map = yaml.mapping(node, "'\(key)'") else { return nil }
        yaml.check(map, knows: ["sends", "every", "burst"])
        let sends = map["sends"]?.int ?? 0
        let every = Self.milliseconds(map["every"]?.scalar?.string ?? "") ?? 0
        let burst = map["burst"]?.int ?? 0
        guard (1...1_000_000).contains(sends), (1...86_400_000).contains(every),
            (1...1_000_000).contains(burst)
        else {
            yaml.fault(node, "'\(key)' is written {sends: 80, every: 1s, burst: 80}")
            return nil
        }
        return RateBucket(scope: scope, sends: sends, milliseconds: every, burst: burst)
    }
}
