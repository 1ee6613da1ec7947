import BatonCore
import BatonDesk

extension Model {
    /// How long free text may be sent in a conversation after the customer's last message, by the
    /// policy for that customer, else by their inbox's; `nil` for ever.
    func serviceWindow(of row: Conversation) -> Int64? {
        // The worker asked the policy about this very customer, for lists as for the open one.
        if let window = row.window { return window.milliseconds }
        if let open = conversation?.view, open.conversation.id == row.id, let terms = open.terms {
            return terms.window.milliseconds
        }
        let inbox = status?.inboxes.first { $0.id == row.inbox }
        return inbox?.window.map(\.milliseconds) ?? Conversation.serviceWindowMilliseconds
    }

    /// What is left of it, below 0 once it is closed; `nil` where it never closes.
    func windowLeft(of row: Conversation) -> Int64? {
        guard let last = row.lastCustomerAt, let window = serviceWindow(of: row) else { return nil }
        return window - now.milliseconds(since: last)
    }

    /// Whether the provider refuses free text: the customer last wrote too long ago.
    func isWindowClosed(_ row: Conversation) -> Bool { windowLeft(of: row).map { $0 < 0 } ?? false }
}
