import BatonChannels
import BatonConfiguration
import BatonCore
import BatonStore
import Logging

/// Hands on what inboxes have that another takes the place of: `continues` in the configuration.
struct InboxMover: Sendable {
    let configuration: Configuration
    let store: any Store
    let adapters: [String: any ChannelAdapter]
    let policies: PolicyKeeper
    let logger: Logger

    /// Moves everything that is still with an old inbox; says in the log what went and what did not.
    func move(at now: Timestamp) async throws(StoreError) {
        for old in configuration.connections.flatMap(\.inboxes).flatMap(\.continues) {
            guard let heir = configuration.successor(of: old),
                let adapter = adapters[heir.inbox.connection]
            else { continue }
            let able = policies.policy(of: heir.inbox, country: PolicyCountry(), at: now)
                .capabilities(adapter.capabilities)
            let moved = try await store.move(
                old, to: heir.inbox, channel: heir.channel,
                refit: { MessageFitter.fit($0, to: able) }, now: now)
            say(moved, from: old, to: heir.inbox)
        }
    }

    private func say(_ moved: InboxMove, from old: InboxID, to new: InboxID) {
        guard !moved.isEmpty else { return }
        logger.notice(
            "an inbox goes on in another: conversations, windows, queue, gate and unsent messages",
            metadata: [
                "from": "\(old)", "to": "\(new)", "conversations": "\(moved.conversations)",
                "unsent": "\(moved.sends)",
            ])
        if moved.withoutPhone > 0 {
            logger.warning(
                """
                open conversations are with customers known by a WhatsApp user id alone; such ids \
                belong to a business portfolio: if the new account is in another one, these customers \
                begin anew when they write
                """, metadata: ["to": "\(new)", "conversations": "\(moved.withoutPhone)"])
        }
        if moved.left > 0 {
            logger.warning(
                "open conversations stay in the old inbox: their customers have one in the new too",
                metadata: ["from": "\(old)", "conversations": "\(moved.left)"])
        }
    }
}
