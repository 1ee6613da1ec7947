import BatonCore
import Foundation
import Yams

extension ConfigurationReader {
    /// Channels and the secrets that verifying their webhooks needs.
    static let channels: [String: [String]] = ["whatsapp_cloud": ["app_secret"]]
    /// Every name that a secret may have.
    static let secretNames = [
        "app_secret", "verify_token", "access_token", "auth_token", "header_token", "signing_key",
        "secret_token", "url_token", "webhook_secret",
    ]

    mutating func connections(_ node: Node) -> [Configuration.Connection] {
        guard let map = node.mapping else {
            if !isNull(node) { fault(node, "'connections' is a map from id to connection") }
            return []
        }
        return map.compactMap { key, value in
            guard let id = key.string, isPathSafe(id) else {
                fault(key, "a connection's id has letters, digits, '-' and '_': it is its path")
                return nil
            }
            return connection(id, value, line: line(of: key))
        }
    }

    private mutating func connection(_ id: String, _ node: Node, line: Int)
        -> Configuration.Connection?
    {
        guard let map = mapping(node, "connection '\(id)'") else { return nil }
        check(map, knows: ["channel", "api_base", "api_version", "inboxes"] + Self.secretNames)
        guard let channel = required("channel", in: map, of: node) else { return nil }
        guard let needed = Self.channels[channel] else {
            fault(map["channel"] ?? node, unknown("channel", channel, Self.channels.keys.sorted()))
            return nil
        }
        var secrets: [String: [Secret]] = [:]
        for name in Self.secretNames {
            guard let value = map[name] else {
                if needed.contains(name), map["verify_token"] == nil {
                    fault(
                        node,
                        "connection '\(id)' lacks '\(name)'; without it no webhook can be proved")
                } else if needed.contains(name) {
                    warnings.append(
                        finding(
                            self.line(of: node),
                            "connection '\(id)' lacks '\(name)': the address can be verified, "
                                + "and every webhook is refused; set it"))
                }
                continue
            }
            let items = value.sequence.map(Array.init) ?? [value]
            secrets[name] = items.compactMap {
                secret($0, name, isNeeded: needsSecrets && needed.contains(name))
            }
        }
        let base = map["api_base"].flatMap { string($0, "api_base") }
        if let base, URL(string: base)?.host == nil {
            fault(map["api_base"] ?? node, "'api_base' is a web address")
        }
        return Configuration.Connection(
            id: id, channel: channel, secrets: secrets,
            apiBase: base.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 },
            apiVersion: map["api_version"].flatMap { string($0, "api_version") },
            inboxes: map["inboxes"].map { inboxes($0) } ?? [], line: line)
    }

    private mutating func inboxes(_ node: Node) -> [Configuration.Inbox] {
        guard let map = node.mapping else {
            if !isNull(node) { fault(node, "'inboxes' is a map from account to inbox") }
            return []
        }
        return map.compactMap { key, value in
            guard let account = key.scalar?.string, let inbox = mapping(value, "an inbox") else {
                fault(key, "an inbox's account is a text; put it in quotes")
                return nil
            }
            check(inbox, knows: ["name", "knowledge", "mode"])
            let modeText = inbox["mode"].flatMap { string($0, "mode") } ?? "auto"
            guard let mode = InboxMode(rawValue: modeText) else {
                fault(
                    inbox["mode"] ?? value,
                    unknown("mode", modeText, InboxMode.allCases.map(\.rawValue)))
                return nil
            }
            let knowledge = inbox["knowledge"].flatMap { string($0, "knowledge") }
            if mode != .humanOnly, knowledge == nil {
                fault(
                    value,
                    "inbox '\(account)' is \(mode.rawValue) and names no knowledge; set "
                        + "'knowledge', or 'mode: human_only'")
            }
            return Configuration.Inbox(
                account: account, name: inbox["name"].flatMap { string($0, "name") } ?? account,
                knowledge: knowledge, mode: mode)
        }
    }

    /// `${NAME}`, `file:PATH`, or the value itself.
    private mutating func secret(_ node: Node, _ name: String, isNeeded: Bool) -> Secret? {
        guard let text = string(node, name) else { return nil }
        if text.hasPrefix("${"), text.hasSuffix("}") {
            let variable = String(text.dropFirst(2).dropLast())
            if let value = environment[variable], !value.isEmpty {
                return Secret(value: value, source: .environment(variable))
            }
            report(
                node, isFault: isNeeded,
                "'\(name)': the environment variable \(variable) is not set")
            return nil
        }
        if text.hasPrefix("file:") {
            let path = ConfigurationFile.absolute(
                String(text.dropFirst("file:".count)), from: folder)
            guard let data = FileManager.default.contents(atPath: path) else {
                report(node, isFault: isNeeded, "'\(name)': cannot read the file \(path)")
                return nil
            }
            let value = String(decoding: data, as: UTF8.self)
                .trimmingCharacters(in: .newlines)
            let mode =
                (try? FileManager.default.attributesOfItem(atPath: path))?[.posixPermissions]
                as? Int ?? 0
            if mode & 0o077 != 0 {
                warnings.append(
                    finding(line(of: node), "'\(name)': others may read \(path); chmod 600 it"))
            }
            return Secret(value: value, source: .file(path))
        }
        warnings.append(
            finding(
                line(of: node),
                "'\(name)' stands in the file itself; keep it in ${ENV_NAME} or file:PATH"))
        return Secret(value: text, source: .literal)
    }

    private mutating func report(_ node: Node, isFault: Bool, _ message: String) {
        if isFault {
            fault(node, message)
        } else {
            warnings.append(finding(line(of: node), message))
        }
    }

    private func isPathSafe(_ id: String) -> Bool {
        !id.isEmpty && id.utf8.count <= 64
            && id.allSatisfy {
                $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_")
            }
    }
}
