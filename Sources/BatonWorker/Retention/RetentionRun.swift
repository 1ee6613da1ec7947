import BatonChannels
import BatonConfiguration
import BatonCore
import BatonDesk
import BatonStore

/// Looks through the record for what is older than the policy keeps it, and erases that.
///
/// Two may run at once: whatever is erased is looked at again in the transaction that erases it.
struct RetentionRun: Sendable {
    let store: any Store
    let keeper: PolicyKeeper
    let folder: MediaFolder
    let configuration: Configuration
    let clock: any WallClock
    /// What pauses are slept by.
    let sleeper: any Clock<Duration>

    /// What is due.
    func survey() async throws(StoreError) -> RetentionReport {
        try await walk(as: nil, isThorough: false)
    }

    /// Erases what is due.
    /// - Parameters:
    ///   - actor: who the log says had it done.
    ///   - isThorough: also writes a large store anew.
    func erase(by actor: Actor, isThorough: Bool) async throws(StoreError) -> RetentionReport {
        try await walk(as: actor, isThorough: isThorough)
    }

    private func walk(as actor: Actor?, isThorough: Bool) async throws(StoreError)
        -> RetentionReport
    {
        let policy = RetentionPolicy(keeper: keeper, now: clock.now())
        var report = RetentionReport(isDone: actor != nil)
        let inboxes = try await inboxes()
        for inbox in inboxes {
            report.inboxes.append(
                try await conversations(of: inbox, policy, as: actor))
        }
        try await files(of: inboxes, policy, as: actor, &report)
        try await looseEvents(of: inboxes, policy, as: actor, &report)
        if actor != nil { report.isScrubbed = try await scrub(isThorough: isThorough) }
        return report
    }

    /// The configured inboxes, and those that the record has besides.
    private func inboxes() async throws(StoreError) -> [RecordedInbox] {
        var found = configuration.connections.flatMap { connection in
            connection.inboxes.map {
                RecordedInbox(
                    id: InboxID(connection: connection.id, account: $0.account),
                    channel: connection.channel)
            }
        }
        for inbox in try await store.recordedInboxes()
        where !found.contains(where: { $0.id == inbox.id }) {
            found.append(inbox)
        }
        return found
    }

    private func conversations(
        of inbox: RecordedInbox, _ policy: RetentionPolicy, as actor: Actor?
    ) async throws(StoreError) -> RetentionReport.Inbox {
        var result = RetentionReport.Inbox(id: inbox.id, terms: policy.terms(of: inbox))
        let least = policy.least(EffectivePolicy.retentionKey, of: inbox)
        guard let before = RetentionRule.limit(least, at: policy.now) else { return result }
        var last: QuietConversation?
        while !Task.isCancelled {
            let page = try await store.quietConversations(
                of: inbox.id, before: before, after: last, limit: Limits.retentionPage)
            var due: [DueConversation] = []
            for one in page {
                switch RetentionRule.verdict(
                    on: one, kept: policy.policy(of: one).retention, at: policy.now)
                {
                case .keep: break
                case .wait: result.waiting += 1
                case .erase(let before): due.append(DueConversation(id: one.id, before: before))
                }
            }
            result.conversations += try await erase(due, as: actor)
            guard page.count == Limits.retentionPage else { break }
            last = page.last
        }
        return result
    }

    /// Erases conversations, a bounded number of rows a transaction, so that others get their turn.
    /// - Returns: how many are due, or were erased.
    private func erase(_ due: [DueConversation], as actor: Actor?) async throws(StoreError) -> Int {
        guard let actor else { return due.count }
        var left = due
        var count = 0
        while !left.isEmpty, !Task.isCancelled {
            let batch = try await store.erase(
                left, rows: Limits.erasedRows, by: actor, now: clock.now())
            remove(batch.released)
            count += batch.finished.count
            let ended = Set(batch.finished + batch.kept)
            left.removeAll { ended.contains($0.id) }
        }
        return count
    }

    private func files(
        of inboxes: [RecordedInbox], _ policy: RetentionPolicy, as actor: Actor?,
        _ report: inout RetentionReport
    ) async throws(StoreError) {
        let least = inboxes.compactMap {
            policy.least(EffectivePolicy.mediaRetentionKey, of: $0)
        }.min()
        guard let before = RetentionRule.limit(least, at: policy.now) else { return }
        var last: AgedFile?
        while !Task.isCancelled {
            let page = try await store.agedFiles(
                before: before, after: last, limit: Limits.retentionPage)
            var due: [DueFile] = []
            for file in page {
                let held = policy.policy(of: file.conversation)
                let whole = RetentionRule.verdict(
                    on: file.conversation, kept: held.retention, at: policy.now)
                guard whole == .keep,
                    case .erase(let before) = RetentionRule.verdict(
                        on: file, kept: held.mediaRetention, at: policy.now)
                else { continue }
                due.append(DueFile(message: file.message, before: before))
                let id = file.conversation.inbox.id
                if let index = report.inboxes.firstIndex(where: { $0.id == id }) {
                    report.inboxes[index].files += 1
                }
            }
            if let actor, !due.isEmpty {
                let batch = try await store.removeFiles(due, by: actor, now: clock.now())
                remove(batch.released)
            }
            guard page.count == Limits.retentionPage else { break }
            last = page.last
        }
    }

    private func looseEvents(
        of inboxes: [RecordedInbox], _ policy: RetentionPolicy, as actor: Actor?,
        _ report: inout RetentionReport
    ) async throws(StoreError) {
        let key = EffectivePolicy.retentionKey
        let least = inboxes.compactMap { policy.least(key, of: $0) }.min()
        guard let before = RetentionRule.limit(least, at: policy.now) else { return }
        var last: LooseEvent?
        while !Task.isCancelled {
            let page = try await store.looseEvents(
                before: before, after: last, limit: Limits.retentionPage)
            let due = page.filter { event in
                RetentionRule.limit(policy.policy(of: event).retention, at: policy.now)
                    .map { event.receivedAt < $0 } ?? false
            }
            report.looseEvents += due.count
            if actor != nil, !due.isEmpty { try await store.erase(due, now: clock.now()) }
            guard page.count == Limits.retentionPage else { break }
            last = page.last
        }
        guard actor != nil else { return }
        try await store.forgetSessions(now: clock.now())
        // Requests name no customer, so the shortest time of their connection holds.
        for connection in try await store.looseRequestConnections() {
            let own = inboxes.filter { $0.id.connection == connection }
            let nameless = RecordedInbox(
                id: InboxID(connection: connection, account: ""), channel: connection)
            let least = (own + [nameless]).compactMap { policy.least(key, of: $0) }.min()
            guard let before = RetentionRule.limit(least, at: policy.now) else { continue }
            var count = Limits.retentionPage
            while count == Limits.retentionPage, !Task.isCancelled {
                count = try await store.eraseLooseRequests(
                    of: connection, before: before, limit: Limits.retentionPage, now: clock.now())
                report.looseEvents += count
            }
        }
    }

    /// Removes files from the data folder; one that was written lately is left to the sweeper, since
    /// its new message may not be recorded yet.
    private func remove(_ hashes: Set<String>) {
        let before = clock.now().adding(milliseconds: -Limits.unnamedFileMilliseconds)
        for hash in hashes {
            _ = folder.remove(
                MediaFolder.Lying(name: hash, path: folder.path(of: hash)), ifStillBefore: before)
        }
    }

    /// Takes the last bytes of what was erased out of file and log, step by step.
    /// - Returns: whether nothing is left of it; `nil` where nothing was erased.
    private func scrub(isThorough: Bool) async throws(StoreError) -> Bool? {
        guard try await store.holdsErased() else { return nil }
        var isMerged = try await store.mergeSearchIndex(isFirstStep: true)
        while !isMerged, !Task.isCancelled {
            isMerged = try await store.mergeSearchIndex(isFirstStep: false)
        }
        for _ in 0..<Limits.scrubAttempts where !Task.isCancelled {
            switch try await store.scrub(upTo: isThorough ? .max : Limits.scrubbedBytes) {
            case .clean: return true
            case .tooLarge: return false
            case .hindered: break
            }
            try? await sleeper.sleep(for: Limits.scrubPause)
        }
        return false
    }
}

extension Limits {
    /// Conversations, files or events that are looked at at once.
    static let retentionPage = 100
    /// Rows that one transaction takes out: what a webhook waits for at most.
    static let erasedRows = 200
    /// The largest store that is written anew each time something was erased: about a third of a
    /// second (measured: 32 MB in 0.14 s), in which webhooks wait.
    static let scrubbedBytes: Int64 = 64 * 1024 * 1024
    /// How often it is tried while readers are in the way.
    static let scrubAttempts = 5
    /// The pause between.
    static let scrubPause = Duration.seconds(1)
    /// How often what has grown old is erased.
    static let retentionPause = Duration.seconds(86_400)
}
