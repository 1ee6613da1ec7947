import Foundation
import Yams

extension ConfigurationReader {
    private typealias Composing = Configuration.Composing

    private static let composingKeys = [
        "server", "model", "api_key", "region", "stream", "deadline", "daily_tokens",
        "daily_cost", "price", "use", "summary",
    ]

    /// Reads `composing:`; `nil` where it names no server that can be asked.
    mutating func composing(_ node: Node) -> Configuration.Composing? {
        guard let map = mapping(node, "composing") else { return nil }
        check(map, knows: Self.composingKeys)
        guard let address = required("server", in: map, of: node),
            let model = required("model", in: map, of: node)
        else { return nil }
        let place = map["server"] ?? node
        guard let url = URL(string: address), url.host?.isEmpty == false, url.user == nil,
            url.query == nil, url.scheme == "https" || url.scheme == "http"
        else {
            fault(
                place,
                "'server' is a web address that ends in /v1, such as http://127.0.0.1:8081/v1"
            )
            return nil
        }
        var server = address
        while server.hasSuffix("/") { server.removeLast() }
        if server.hasSuffix("/chat/completions") {
            fault(place, "'server' ends in /v1; /chat/completions is added by itself")
        }
        var composing = Composing(server: server, model: model)
        composing.apiKey = map["api_key"].flatMap {
            secret($0, "api_key", isNeeded: needsSecrets)
        }
        composing.region = map["region"].flatMap { string($0, "region") }
        checkPlace(composing, place, isPlain: url.scheme == "http")
        if let node = map["stream"] { composing.streams = truth(node, "stream") }
        if let node = map["summary"] { composing.summarises = truth(node, "summary") }
        if let node = map["deadline"] { deadline(node, &composing) }
        limits(map, node, &composing)
        if let node = map["use"], let word = string(node, "use") {
            if let use = Composing.Use(rawValue: word) {
                composing.use = use
            } else {
                fault(node, unknown("use", word, Composing.Use.allCases.map(\.rawValue)))
            }
        }
        return composing
    }

    /// Customers' words leave this machine only to where the configuration says.
    private mutating func checkPlace(_ composing: Composing, _ node: Node, isPlain: Bool) {
        guard !composing.isLocal else { return }
        if composing.region?.isEmpty ?? true {
            fault(
                node,
                "the server at \(Composing.host(of: composing.server)) is not on this machine; say "
                    + "where it stands: 'region: Singapore'")
        }
        if isPlain {
            warnings.append(
                finding(
                    line(of: node),
                    "'server' is http: what customers write, and the key, cross the network in the "
                        + "clear; use https"))
        }
    }

    private mutating func truth(_ node: Node, _ key: String) -> Bool {
        if let value = node.bool { return value }
        fault(node, "'\(key)' is true or false")
        return false
    }

    private mutating func deadline(_ node: Node, _ composing: inout Composing) {
        let limit = duration(node, "deadline")
        let most = ConfigurationDefaults.longestComposingDeadline
        if (1_000...most).contains(limit) {
            composing.deadlineMilliseconds = limit
        } else {
            fault(node, "'deadline' is from 1s to \(most / 1000)s: no customer waits longer")
        }
    }

    private mutating func limits(
        _ map: Node.Mapping, _ node: Node, _ composing: inout Composing
    ) {
        if let node = map["daily_tokens"] {
            if let tokens = node.int, tokens >= 0 {
                composing.dailyTokens = Int64(tokens)
            } else {
                fault(node, "'daily_tokens' is a whole number from 0")
            }
        }
        if let node = map["price"], let price = mapping(node, "price") {
            check(price, knows: ["input", "output"])
            composing.price = Composing.Price(
                input: amount("input", in: price, of: node),
                output: amount("output", in: price, of: node))
        }
        if let node = map["daily_cost"] {
            composing.dailyCost = amount("daily_cost", in: map, of: node)
            if composing.price == nil {
                fault(
                    node,
                    "'daily_cost' needs the price of a million tokens: "
                        + "'price: {input: 0.15, output: 0.60}'")
            }
        }
        if !composing.isLocal, composing.dailyTokens == nil, composing.dailyCost == nil {
            warnings.append(
                finding(
                    line(of: node),
                    "'composing' has no budget; set 'daily_tokens' or 'daily_cost'"))
        }
    }

    private mutating func amount(_ key: String, in map: Node.Mapping, of node: Node) -> Double {
        guard let value = map[key] else {
            fault(node, "'\(key)' is missing")
            return 0
        }
        let number = value.float ?? value.int.map(Double.init)
        guard let number, number >= 0, number.isFinite, number <= 1_000_000 else {
            fault(value, "'\(key)' is an amount from 0")
            return 0
        }
        return number
    }
}
