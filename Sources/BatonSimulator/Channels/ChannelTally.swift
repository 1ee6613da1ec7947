package import BatonCore

/// What a trial of a channel came to: the provider's ledger held against the store's.
package struct ChannelTally: Sendable, Codable, Hashable {
    /// The channel.
    package var channel: String
    /// Messages that customers sent.
    package var messages: Int
    /// Those that the store has; each once.
    package var stored: Int
    /// Open conversations, which should be one a customer.
    package var conversations: Int
    /// Customers.
    package var customers: Int
    /// Sends that the provider took.
    package var taken: Int
    /// Sends that the store says were sent and the provider never saw.
    package var lost: Int
    /// Sends that the provider took more often than the store says.
    package var doubled: Int
    /// Sends shown as ones that may have been sent, because no answer came.
    package var unknown: Int
    /// Sends that the provider refused for good.
    package var refused: Int
    /// Sends that the store shows as failed.
    package var failed: Int
    /// Messages whose state is not what their statuses came to.
    package var wrongStatuses: Int
    /// The most sends by which any moment exceeded the provider's rates.
    package var excess: Int

    /// Whether all is as it must be.
    package var isRight: Bool {
        stored == messages && conversations == customers && lost == 0 && doubled == 0
            && failed == refused && wrongStatuses == 0 && excess == 0
    }

    /// Holds the ledgers against each other.
    /// - Parameters:
    ///   - events: message events in the store.
    ///   - conversations: open conversations.
    ///   - sends: every message of ours with its provider id.
    ///   - excess: by ``ChannelTrial/excess(over:)``.
    package init(
        _ trial: ChannelTrial, messages: Int, events: Int, conversations: Int, sends: [Message],
        excess: Int
    ) {
        channel = trial.dialect.rawValue
        self.messages = messages
        stored = events
        self.conversations = conversations
        customers = trial.customers
        let ledger = trial.taken
        taken = ledger.count
        let accepted: Set<DeliveryState> = [.sent, .delivered, .read, .played]
        let sent = sends.filter { $0.delivery.map(accepted.contains) ?? false }
        unknown = sends.count { $0.delivery == .unknown }
        refused = trial.refused
        failed = sends.count { $0.delivery == .failed }
        let byID = Dictionary(ledger.map { ($0.id, $0) }) { first, _ in first }
        let known = sent.compactMap(\.providerID)
        // WATI's statuses give a message its final id; it keeps the one that accepting gave inside.
        func entry(_ id: String) -> ChannelTrial.Taken? {
            byID[id] ?? byID[String(id.dropFirst(id.hasPrefix("wa-") ? 3 : 0))]
        }
        lost = sent.count - known.count { entry($0) != nil }
        // What was taken is known by its id, or its answer was cut and it is shown as unknown.
        let unseen = ledger.count { !$0.isAnswered }
        doubled = max(0, ledger.count - unseen - Set(known).count)
        wrongStatuses = sent.count { message in
            guard let reported = message.providerID.flatMap({ entry($0) })?.reported
            else { return false }
            return message.delivery != reported
        }
        self.excess = excess
    }
}
