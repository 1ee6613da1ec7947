import BatonCore
import BatonDesk
import BatonStore
import ServiceLifecycle

/// Turns the store's live feed into bells for the services and events for the Desk.
struct ChangeDispatcher: Service {
    let store: any Store
    let inbox: WakeSignal
    let decisions: WakeSignal
    let outbox: WakeSignal
    let files: WakeSignal
    let meanings: WakeSignal
    let post: @Sendable (DeskEvent) async -> Void

    func run() async throws {
        var flagged: Set<ConversationID> = []
        for signal in [inbox, decisions, outbox, files] { signal.raise() }
        for await change in store.changes().cancelOnGracefulShutdown() {
            if change.hasInbox { inbox.raise() }
            if change.hasOutbox { outbox.raise() }
            if !change.knowledge.isEmpty {
                meanings.raise()
                await post(.knowledge(change.knowledge.sorted()))
            }
            guard !change.conversations.isEmpty else { continue }
            decisions.raise()
            outbox.raise()
            files.raise()
            await post(.changed(change.conversations.sorted()))
            for id in change.conversations.sorted() {
                if let row = try await store.conversation(id), row.owner == .queue,
                    row.state == .open
                {
                    guard flagged.insert(id).inserted else { continue }
                    await post(.flagged(id, inbox: row.inbox, isUrgent: row.priority == 0))
                } else {
                    flagged.remove(id)
                }
            }
        }
    }
}
