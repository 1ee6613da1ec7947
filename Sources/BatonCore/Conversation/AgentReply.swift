/// What came of a claim.
package enum ClaimResult: Sendable, Codable, Hashable {
    /// It is theirs (or already was).
    case won(Conversation)
    /// Another person has it.
    case heldBy(PersonID, Conversation)
    /// It is resolved.
    case closed(Conversation)
}

/// What an agent sends.
package struct AgentReply: Sendable, Codable, Hashable {
    /// Made by the client, so that a repeat over a bad line is the same reply.
    package var send: SendID
    /// Where.
    package var conversation: ConversationID
    /// Who.
    package var person: PersonID
    /// The words.
    package var text: String
    /// The provider id of the message to quote.
    package var replyTo: String?
    /// What is sent in place of the words, such as a template.
    package var content: MessageContent?
    /// The file that the content is, as it lies in the data folder.
    package var file: KeptFile?

    /// Makes a reply.
    package init(
        send: SendID, conversation: ConversationID, person: PersonID, text: String,
        replyTo: String? = nil
    ) {
        self.send = send
        self.conversation = conversation
        self.person = person
        self.text = text
        self.replyTo = replyTo
    }
}

/// A file in the data folder.
package struct KeptFile: Sendable, Codable, Hashable {
    /// SHA-256 of its bytes in hexadecimal, by which it lies there.
    package var hash: String
    /// Its type.
    package var mime: String
    /// Its size.
    package var bytes: Int

    /// Makes a file.
    package init(hash: String, mime: String, bytes: Int) {
        self.hash = hash
        self.mime = mime
        self.bytes = bytes
    }
}
