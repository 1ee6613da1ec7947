import BatonCore
import Foundation
import Yams

/// Turns YAML nodes into a configuration, gathering every fault instead of stopping at the first.
struct ConfigurationReader {
    let file: String
    let environment: [String: String]
    /// Whether a secret that is not at hand is a fault.
    let needsSecrets: Bool
    var findings: [ConfigurationFinding] = []
    var warnings: [ConfigurationFinding] = []

    init(file: String, environment: [String: String], needsSecrets: Bool) {
        self.needsSecrets = needsSecrets
        self.file = file
        self.environment = environment
    }

    var folder: String { (file as NSString).deletingLastPathComponent }

    mutating func read(_ root: Node?) -> Configuration? {
        guard let root, let map = mapping(root, "the file") else {
            if root == nil { fault(1, "is empty; 'baton init' writes a commented one") }
            return nil
        }
        check(
            map,
            knows: [
                "data", "http", "connections", "people", "desk", "gate", "hours", "debounce",
                "embeddings", "policies", "composing",
            ])
        let data = map["data"].flatMap { string($0, "data") }
        if map["data"] == nil { fault(1, "'data' is missing: the folder that keeps the record") }
        var configuration = Configuration(
            file: file, dataFolder: ConfigurationFile.absolute(data ?? ".", from: folder),
            http: ConfigurationDefaults.http, connections: [], people: [],
            desk: Configuration.Desk(group: nil),
            gate: Configuration.Gate(thresholds: ConfigurationDefaults.thresholds),
            hours: .always, debounce: ConfigurationDefaults.debounce)
        if let node = map["http"] { configuration.http = http(node) }
        if let node = map["connections"] { configuration.connections = connections(node) }
        if let node = map["people"] { configuration.people = people(node) }
        if let node = map["desk"] { configuration.desk = desk(node) }
        if let node = map["gate"] { configuration.gate = gate(node) }
        if let node = map["hours"] { configuration.hours = OpeningHoursReader.read(node, &self) }
        if let node = map["debounce"] { configuration.debounce = debounce(node) }
        if let node = map["embeddings"] { configuration.embeddings = embeddings(node) }
        if let node = map["policies"] { configuration.policies = policies(node) }
        if let node = map["composing"] { configuration.composing = composing(node) }
        checkPublicURL(configuration)
        checkContinued(configuration)
        checkSites(configuration)
        configuration.warnings = warnings
        return configuration
    }

    private mutating func http(_ node: Node) -> Configuration.HTTP {
        var http = ConfigurationDefaults.http
        guard let map = mapping(node, "http") else { return http }
        check(map, knows: ["listen", "public_url"])
        if let listen = map["listen"], let text = string(listen, "listen") {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            if let last = parts.last, let port = Int(last), (0...65535).contains(port),
                parts.count >= 2
            {
                http.port = port
                http.host = parts.dropLast().joined(separator: ":")
                    .trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
            } else {
                fault(listen, "'listen' is an address and a port, such as 127.0.0.1:8080")
            }
        }
        if let node = map["public_url"], let text = string(node, "public_url") {
            if let url = URL(string: text), url.host != nil,
                url.scheme == "https" || url.scheme == "http"
            {
                http.publicURL = text.hasSuffix("/") ? String(text.dropLast()) : text
            } else {
                fault(node, "'public_url' is a web address, such as https://desk.example.hk")
            }
        }
        return http
    }

    private mutating func people(_ node: Node) -> [Person] {
        guard let items = node.sequence else {
            if !isNull(node) { fault(node, "'people' is a list") }
            return []
        }
        var people: [Person] = []
        for item in items {
            guard let map = mapping(item, "a person") else { continue }
            check(map, knows: ["name", "unix_user", "role"])
            guard let user = required("unix_user", in: map, of: item),
                let roleText = required("role", in: map, of: item)
            else { continue }
            guard let role = Role(rawValue: roleText) else {
                fault(map["role"] ?? item, unknown("role", roleText, Role.allCases.map(\.rawValue)))
                continue
            }
            if people.contains(where: { $0.id.rawValue == user }) {
                fault(item, "the Unix user '\(user)' is named twice; one person, one user")
            }
            let name = map["name"].flatMap { string($0, "name") } ?? user
            people.append(Person(id: PersonID(user), name: name, role: role))
        }
        return people
    }

    /// Files of policies, one or a list, relative to the configuration's.
    private mutating func policies(_ node: Node) -> [String] {
        let items = node.sequence.map(Array.init) ?? (isNull(node) ? [] : [node])
        return items.compactMap { item in
            string(item, "policies").map { ConfigurationFile.absolute($0, from: folder) }
        }
    }

    private mutating func desk(_ node: Node) -> Configuration.Desk {
        guard let map = mapping(node, "desk") else { return Configuration.Desk(group: nil) }
        check(map, knows: ["group"])
        return Configuration.Desk(group: map["group"].flatMap { string($0, "group") })
    }

    private mutating func debounce(_ node: Node) -> Configuration.Debounce {
        var debounce = ConfigurationDefaults.debounce
        guard let map = mapping(node, "debounce") else { return debounce }
        check(map, knows: ["wait", "at_most"])
        if let value = map["wait"] { debounce.milliseconds = duration(value, "wait") }
        if let value = map["at_most"] { debounce.capMilliseconds = duration(value, "at_most") }
        if debounce.capMilliseconds < debounce.milliseconds {
            fault(map["at_most"] ?? node, "'at_most' is shorter than 'wait'")
        }
        return debounce
    }
}
