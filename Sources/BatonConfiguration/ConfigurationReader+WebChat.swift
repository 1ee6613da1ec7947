import BatonChannels
import Yams

extension ConfigurationReader {
    /// One word or a list of words, each as its channel wants it, with spaces between.
    mutating func words(_ node: Node, _ key: String, of channel: String) -> String? {
        var words: [String] = []
        for item in node.sequence.map(Array.init) ?? [node] {
            guard let word = string(item, key) else { continue }
            if let wrong = ChannelRegistry.objection(to: word, of: key, in: channel) {
                fault(item, "'\(key)': '\(word)' \(wrong)")
            }
            words.append(word)
        }
        if words.isEmpty { fault(node, "'\(key)' is empty") }
        return words.joined(separator: " ")
    }

    /// A page tells its site key alone, so that each names one connection.
    mutating func checkSites(_ configuration: Configuration) {
        var known: [String: String] = [:]
        for connection in configuration.connections
        where ChannelRegistry.profile(connection.channel)?.isServedHere == true {
            for inbox in connection.inboxes {
                if let other = known.updateValue(connection.id, forKey: inbox.account) {
                    fault(
                        connection.line,
                        "connection '\(connection.id)': the site key '\(inbox.account)' is also "
                            + "one of '\(other)'; a page tells nothing else, so give it another")
                }
            }
        }
    }
}
