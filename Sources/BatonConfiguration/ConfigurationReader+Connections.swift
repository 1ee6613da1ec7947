import BatonChannels
import BatonCore
import Foundation
import Yams

extension ConfigurationReader {
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
        guard let map = mapping(node, "connection '\(id)'"),
            let channel = required("channel", in: map, of: node)
        else { return nil }
        guard let profile = ChannelRegistry.profile(channel) else {
            fault(
                map["channel"] ?? node,
                unknown("channel", channel, ChannelRegistry.profiles.map(\.name)))
            return nil
        }
        check(
            map,
            knows: ["channel", "receive", "api_base", "api_version", "inboxes"]
                + profile.needs.map(\.key))
        let receive = receive(map, profile, node)
        var secrets: [String: [Secret]] = [:]
        var options: [String: String] = [:]
        let canShakeHands = profile.needs.contains {
            $0.purpose == .handshake && map[$0.key] != nil
        }
        for need in profile.needs {
            guard let value = map[need.key] else {
                // Who asks for events has no webhook to prove, and nothing without the token.
                let isProof =
                    need.purpose == (receive == .poll ? .send : .verify) || need.purpose == .embed
                if isProof, canShakeHands {
                    warnings.append(
                        finding(
                            self.line(of: node),
                            "connection '\(id)' lacks '\(need.key)': the address can be verified, "
                                + "and every webhook is refused; set it"))
                } else if isProof {
                    fault(
                        node,
                        "connection '\(id)' lacks '\(need.key)'; \(need.consequence): it is "
                            + need.meaning)
                }
                continue
            }
            if need.isSecret {
                let items = value.sequence.map(Array.init) ?? [value]
                secrets[need.key] = items.compactMap {
                    secret(
                        $0, need.key,
                        isNeeded: needsSecrets
                            && need.purpose == (receive == .poll ? .send : .verify))
                }
            } else if need.isList {
                options[need.key] = words(value, need.key, of: channel)
            } else {
                options[need.key] = string(value, need.key)
            }
        }
        let base = map["api_base"].flatMap { string($0, "api_base") }
        if let base, URL(string: base)?.host == nil {
            fault(map["api_base"] ?? node, "'api_base' is a web address")
        }
        var connection = Configuration.Connection(
            id: id, channel: channel, secrets: secrets, options: options,
            apiBase: base.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 },
            apiVersion: map["api_version"].flatMap { string($0, "api_version") },
            inboxes: map["inboxes"].map { inboxes($0, of: channel) } ?? [], line: line)
        connection.receive = receive
        return connection
    }

    /// How events come in; polling only where the channel can be asked for them.
    private mutating func receive(
        _ map: Node.Mapping, _ profile: ChannelProfile, _ node: Node
    ) -> Configuration.Connection.Receive {
        guard let value = map["receive"] else { return .webhook }
        let text = string(value, "receive") ?? ""
        guard let receive = Configuration.Connection.Receive(rawValue: text) else {
            fault(
                value,
                unknown(
                    "receive", text, Configuration.Connection.Receive.allCases.map(\.rawValue)))
            return .webhook
        }
        if receive == .poll, !profile.canPoll {
            let able = ChannelRegistry.profiles.filter(\.canPoll).map(\.name)
            fault(
                value,
                "\(profile.name) cannot be polled; 'receive: poll' is for "
                    + able.joined(separator: ", "))
            return .webhook
        }
        return receive
    }

    /// Connections whose proof covers the public address need to know it.
    mutating func checkPublicURL(_ configuration: Configuration) {
        guard configuration.http.publicURL == nil else { return }
        for connection in configuration.connections
        where ChannelRegistry.profile(connection.channel)?.signsAddress == true {
            fault(
                connection.line,
                "connection '\(connection.id)': \(connection.channel) signs the address of its "
                    + "webhook; set http.public_url to the address that the provider calls")
        }
    }

    private mutating func inboxes(_ node: Node, of channel: String) -> [Configuration.Inbox] {
        guard let map = node.mapping else {
            if !isNull(node) { fault(node, "'inboxes' is a map from account to inbox") }
            return []
        }
        return map.compactMap { key, value in
            guard let account = key.scalar?.string, let inbox = mapping(value, "an inbox") else {
                fault(key, "an inbox's account is a text; put it in quotes")
                return nil
            }
            if let wrong = ChannelRegistry.objection(to: account, of: "inboxes", in: channel) {
                fault(key, "inbox '\(account)': \(wrong)")
            }
            check(inbox, knows: ["name", "knowledge", "mode", "continues"])
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
            var read = Configuration.Inbox(
                account: account, name: inbox["name"].flatMap { string($0, "name") } ?? account,
                knowledge: knowledge, mode: mode)
            read.continues = inbox["continues"].map { continued($0) } ?? []
            return read
        }
    }

    /// `${NAME}`, `file:PATH`, or the value itself.
    mutating func secret(_ node: Node, _ name: String, isNeeded: Bool) -> Secret? {
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
