/// Who caused something in a conversation.
package enum Actor: Sendable, Codable, Hashable {
    case customer
    case bot
    case person(PersonID)
    case provider
    case system
}

/// One row of the append-only event log: something that happened.
package struct EventLogRow: Sendable, Codable, Hashable {
    /// What happened, as a stored word.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case opened, received, edited, deleted, reacted, echoed, decided, queued, claimed
        case returned, assigned, resolved, replied, noted, sent, delivery, identity, consent
        case drafted, knowledge, account, fault, labelled, gate, policy, erased
    }

    /// Place in the log, from 1 without gaps.
    package var sequence: Int64
    /// The conversation, where it is of one.
    package var conversation: ConversationID?
    /// When.
    package var at: Timestamp
    /// Who caused it.
    package var actor: Actor
    /// What happened.
    package var kind: Kind
    /// Particulars, as the JSON text that the hash covers.
    package var payload: String

    /// Makes a row.
    package init(
        sequence: Int64, conversation: ConversationID?, at: Timestamp, actor: Actor, kind: Kind,
        payload: String
    ) {
        self.sequence = sequence
        self.conversation = conversation
        self.at = at
        self.actor = actor
        self.kind = kind
        self.payload = payload
    }
}
