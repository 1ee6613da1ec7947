package import BatonCore
import BatonDesk

/// What was typed, by conversation: kept here until the worker has confirmed it.
package struct DraftBox: Sendable, Hashable {
    private var texts: [ConversationID: LatestWins<String>] = [:]

    /// The text as typed; `nil` where this console knows of none.
    package func text(of id: ConversationID) -> String? { texts[id]?.wanted }

    /// Whether a reply was begun there and not sent.
    package func isBegun(in id: ConversationID) -> Bool { !(text(of: id) ?? "").isEmpty }

    /// Whether the worker has all of them.
    package var isSettled: Bool { texts.values.allSatisfy(\.isSettled) }

    /// Notes what the worker has kept for a conversation.
    mutating func learn(_ text: String, of id: ConversationID) {
        guard texts[id]?.isSettled ?? true else { return }
        texts[id] = LatestWins(confirmed: text)
    }

    mutating func keep(_ text: String, of id: ConversationID) -> [ConsoleEffect] {
        effects(texts[id, default: LatestWins(confirmed: "")].want(text), id)
    }

    /// A sent reply took its draft with it in the worker's record.
    mutating func clear(_ id: ConversationID) -> [ConsoleEffect] {
        guard let known = texts[id] else { return [] }
        if known.isSettled || known.inFlight == nil {
            texts[id] = LatestWins(confirmed: "")
            return []
        }
        // A draft that is still on its way would come back: it is followed by an empty one.
        return keep("", of: id)
    }

    mutating func arrived(_ id: ConversationID) -> [ConsoleEffect] {
        effects(texts[id]?.arrived(), id)
    }

    mutating func failed(_ id: ConversationID) { texts[id]?.failed() }

    /// Everything that the worker may not have, in the order of the conversations.
    mutating func resend() -> [ConsoleEffect] {
        texts.keys.sorted().flatMap { effects(texts[$0]?.again(), $0) }
    }

    private func effects(_ text: String?, _ id: ConversationID) -> [ConsoleEffect] {
        text.map { [.ask(.saveDraft(id, text: $0))] } ?? []
    }
}
