import BatonCore
import BatonKnowledge
import BatonStore

/// The customer's turn before the present one, which a follow-up is read with.
enum TurnBefore {
    /// How long a message can be followed up: people who come back later start anew.
    static let windowMilliseconds: Int64 = 600_000

    /// What the customer wrote in the turn before, where that was a moment ago; of a row of
    /// follow-ups, the words that they all follow.
    static func words(in context: TurnContext) -> String? {
        guard let last = context.lastDecision, let first = context.undecided.first,
            first.receivedAt.milliseconds(since: last.at) <= windowMilliseconds
        else { return nil }
        let text = last.evidence.text
        if let earlier = last.evidence.after, FollowUp.isOne(text) { return earlier }
        return text.isEmpty ? nil : text
    }
}
