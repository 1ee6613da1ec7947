import BatonChannels
import BatonCore
import Yams

/// Turns the YAML of one policy file into rows, gathering every fault.
struct PolicyReader {
    /// Has the file's name, the faults, and the readings that every file shares.
    var yaml: ConfigurationReader
    let isShipped: Bool
    /// Channels that a rule may name.
    let providers: [String]

    init(file: String, isShipped: Bool, providers: [String]) {
        yaml = ConfigurationReader(file: file, environment: [:], needsSecrets: false)
        self.isShipped = isShipped
        self.providers = providers
    }

    /// The rows of a file: `rules:`, a list.
    mutating func read(_ root: Node?) -> [PolicyRow] {
        guard let root else {
            yaml.fault(1, "is empty; a policy file has 'rules:', a list")
            return []
        }
        guard let map = yaml.mapping(root, "a policy file") else { return [] }
        yaml.check(map, knows: ["rules"])
        guard let rules = map["rules"] else {
            yaml.fault(root, "'rules' is missing: the list of dated rows")
            return []
        }
        guard let items = rules.sequence else {
            yaml.fault(rules, "'rules' is a list of rows, each beginning with '- id: …'")
            return []
        }
        return items.compactMap { row($0) }
    }

    private static let heads = [
        "id", "effective_from", "effective_to", "applies", "source", "note",
    ]

    private mutating func row(_ node: Node) -> PolicyRow? {
        guard let map = yaml.mapping(node, "a rule") else { return nil }
        yaml.check(map, knows: Self.heads + PolicySchema.row.map(\.name))
        let id = yaml.required("id", in: map, of: node)
        let source = yaml.required("source", in: map, of: node)
        let from: Timestamp? =
            if let value = map["effective_from"] {
                moment(value, "effective_from")
            } else {
                missing("effective_from", node)
            }
        var until: Timestamp?
        if let value = map["effective_to"] {
            until = moment(value, "effective_to")
            if let from, let until, until <= from {
                yaml.fault(value, "'effective_to' is not after 'effective_from': it never holds")
            }
        }
        var settings: [String: PolicyRow.Setting] = [:]
        for (name, schema) in PolicySchema.row {
            if let value = map[name] { read(value, name, schema, &settings) }
        }
        let applies = map["applies"].map { scope($0) } ?? PolicyRow.Scope()
        guard let id, let source, let from else { return nil }
        if !PolicySchema.row.contains(where: { map[$0.name] != nil }) {
            yaml.fault(node, "the rule '\(id)' says nothing")
        }
        return PolicyRow(
            id: id, from: from, until: until, applies: applies, source: source,
            note: map["note"].flatMap { yaml.string($0, "note") }, file: yaml.file,
            line: yaml.line(of: node), isShipped: isShipped, settings: settings)
    }

    private mutating func missing(_ key: String, _ node: Node) -> Timestamp? {
        yaml.fault(node, "'\(key)' is missing: the day from which the rule holds, yyyy-mm-dd")
        return nil
    }

    private mutating func moment(_ node: Node, _ key: String) -> Timestamp? {
        guard let text = node.scalar?.string, let moment = PolicyMoment.read(text) else {
            yaml.fault(node, "'\(key)' is a day, yyyy-mm-dd, or a time such as 2026-10-01T08:00Z")
            return nil
        }
        return moment
    }

    private mutating func scope(_ node: Node) -> PolicyRow.Scope {
        guard let map = yaml.mapping(node, "applies") else { return PolicyRow.Scope() }
        yaml.check(map, knows: ["provider", "country", "number"])
        var scope = PolicyRow.Scope()
        for item in list(map["provider"], "provider") {
            if providers.contains(item.text) {
                scope.providers.append(item.text)
            } else {
                yaml.fault(item.node, yaml.unknown("provider", item.text, providers))
            }
        }
        for item in list(map["country"], "country") {
            if let country = PolicyCountry(written: item.text) {
                scope.countries.append(country)
            } else {
                yaml.fault(
                    item.node,
                    "'\(item.text)' is no country: write its two letters, such as HK, or the "
                        + "digits that its phones begin with, such as 852")
            }
        }
        scope.numbers = list(map["number"], "number").map(\.text)
        for (key, isEmpty) in [
            ("provider", scope.providers.isEmpty), ("country", scope.countries.isEmpty),
            ("number", scope.numbers.isEmpty),
        ] {
            // An empty list must not come to mean everybody.
            if let value = map[key], isEmpty, value.sequence?.isEmpty == true {
                yaml.fault(value, "'\(key)' is an empty list; leave it out to mean all")
            }
        }
        return scope
    }

    /// One text or a list of them.
    mutating func list(_ node: Node?, _ key: String) -> [(text: String, node: Node)] {
        guard let node else { return [] }
        return (node.sequence.map(Array.init) ?? [node]).compactMap { item in
            yaml.string(item, key).map { ($0, item) }
        }
    }
}
