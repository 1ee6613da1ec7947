package import BatonCore
import Yams

extension ConfigurationReader {
    /// The inboxes that an inbox goes on for: `[CONNECTION/ACCOUNT, …]`.
    mutating func continued(_ node: Node) -> [InboxID] {
        let items = node.sequence.map(Array.init) ?? [node]
        return items.compactMap { item in
            guard let text = string(item, "continues") else { return nil }
            let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                fault(item, "'continues' names inboxes as CONNECTION/ACCOUNT, not '\(text)'")
                return nil
            }
            return InboxID(connection: parts[0], account: parts[1])
        }
    }

    /// An inbox can be gone on for by one other only, and by no circle.
    mutating func checkContinued(_ configuration: Configuration) {
        var heirs: [InboxID: InboxID] = [:]
        for connection in configuration.connections {
            for inbox in connection.inboxes {
                let id = InboxID(connection: connection.id, account: inbox.account)
                for old in inbox.continues {
                    if old == id {
                        fault(connection.line, "inbox '\(id)' cannot continue itself")
                    } else if let other = heirs[old] {
                        fault(
                            connection.line,
                            "inbox '\(id)' continues '\(old)', which '\(other)' continues already")
                    } else {
                        heirs[old] = id
                    }
                }
            }
        }
        for start in heirs.keys.sorted(by: { $0.description < $1.description }) {
            var at = heirs[start]
            for _ in heirs.indices where at != nil && at != start { at = at.flatMap { heirs[$0] } }
            if at == start {
                fault(1, "'continues' goes in a circle at '\(start)'; name the newest inbox last")
                return
            }
        }
    }
}

extension Configuration {
    /// The inbox that goes on where another ended, the last of a line of them, with its channel;
    /// `nil` where none does.
    package func successor(of old: InboxID) -> (inbox: InboxID, channel: String)? {
        var heirs: [InboxID: (InboxID, String)] = [:]
        for connection in connections {
            for inbox in connection.inboxes {
                for old in inbox.continues {
                    heirs[old] = (
                        InboxID(connection: connection.id, account: inbox.account),
                        connection.channel
                    )
                }
            }
        }
        var found = heirs[old]
        for _ in heirs.indices {
            guard let next = found.flatMap({ heirs[$0.0] }) else { break }
            found = next
        }
        return found.map { (inbox: $0.0, channel: $0.1) }
    }
}
