import BatonCore
import BatonText
import Yams

extension ConfigurationReader {
    func line(of node: Node) -> Int { node.mark?.line ?? 1 }

    func finding(_ line: Int, _ message: String) -> ConfigurationFinding {
        ConfigurationFinding(file: file, line: line, message: message)
    }

    mutating func fault(_ line: Int, _ message: String) {
        findings.append(finding(line, message))
    }

    mutating func fault(_ node: Node, _ message: String) { fault(line(of: node), message) }

    func isNull(_ node: Node) -> Bool { node.null != nil }

    mutating func mapping(_ node: Node, _ what: String) -> Node.Mapping? {
        if let mapping = node.mapping { return mapping }
        fault(node, "\(what) is a map of keys and values")
        return nil
    }

    mutating func string(_ node: Node, _ key: String) -> String? {
        if let text = node.scalar?.string, !isNull(node) { return text }
        fault(node, "'\(key)' is a text")
        return nil
    }

    mutating func required(_ key: String, in map: Node.Mapping, of node: Node) -> String? {
        guard let value = map[Node(key)] else {
            fault(node, "'\(key)' is missing")
            return nil
        }
        return string(value, key)
    }

    mutating func share(_ node: Node, _ key: String) -> Double {
        if let value = node.float, (0...1).contains(value) { return value }
        if let value = node.int, (0...1).contains(value) { return Double(value) }
        fault(node, "'\(key)' is a number from 0 to 1")
        return 0
    }

    /// Milliseconds of `1.5s`, `800ms`, or a number of seconds.
    mutating func duration(_ node: Node, _ key: String) -> Int64 {
        let text = node.scalar?.string ?? ""
        let isMilliseconds = text.hasSuffix("ms")
        let digits =
            isMilliseconds ? text.dropLast(2) : text.hasSuffix("s") ? text.dropLast() : text[...]
        guard let number = Double(digits), number >= 0, number <= 3600 else {
            fault(node, "'\(key)' is a time, such as 1.5s or 800ms")
            return 0
        }
        return Int64(isMilliseconds ? number : number * 1000)
    }

    mutating func check(_ map: Node.Mapping, knows known: [String]) {
        for (key, _) in map {
            guard let name = key.scalar?.string, !known.contains(name) else { continue }
            fault(key, unknown("key", name, known))
        }
    }

    func unknown(_ what: String, _ name: String, _ known: [String]) -> String {
        let near = known.map { ($0, EditDistance.between(name, $0)) }.filter { $0.1 <= 2 }
            .min { $0.1 < $1.1 }?.0
        if let near { return "unknown \(what) '\(name)' (did you mean '\(near)'?)" }
        return "unknown \(what) '\(name)'; there is \(known.joined(separator: ", "))"
    }
}

extension Node.Mapping {
    /// The value of a key.
    subscript(key: String) -> Node? { self[Node(key)] }
}
