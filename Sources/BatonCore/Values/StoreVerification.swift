/// What a check of the record found.
package struct StoreVerification: Sendable, Codable, Hashable {
    /// Whether all is well.
    package var isSound: Bool
    /// Rows of the event log whose chain was checked.
    package var eventsChecked: Int
    /// The chain's last hash, in hex.
    package var headHash: String
    /// Messages held.
    package var messages: Int
    /// What is wrong, in words.
    package var findings: [String]

    /// Makes a result.
    package init(
        isSound: Bool, eventsChecked: Int, headHash: String, messages: Int, findings: [String]
    ) {
        self.isSound = isSound
        self.eventsChecked = eventsChecked
        self.headHash = headHash
        self.messages = messages
        self.findings = findings
    }
}
