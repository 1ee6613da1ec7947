import BatonConfiguration
import BatonCore
import BatonDesk
import BatonGate
import BatonStore

/// What the worker does when people ask about gates, labels and the review list.
struct GateDesk: Sendable {
    let store: any Store
    let library: KnowledgeLibrary
    let book: GateBook
    let pipeline: DecisionPipeline
    let configuration: Configuration
    let clock: any WallClock
    let post: @Sendable ([InboxID]) async -> Void

    /// An inbox that the configuration names.
    struct Inbox {
        var id: InboxID
        var settings: Configuration.Inbox
    }

    func reply(to request: GateRequest, by person: Person) async throws(StoreError) -> GateReply {
        switch request {
        case .label(let decision, let verdict, let reason, let note):
            return .labelled(
                try await keeper.label(
                    decision, verdict, reason: reason, note: note, by: person.id))
        case .review(let inbox, let limit):
            return .review(
                try await store.reviewList(of: inbox, limit: min(limit, Limits.reviewPage)),
                waiting: try await store.reviewCount(of: inbox))
        case .report(let days): return .report(try await reports(days: days))
        case .versions(let inbox):
            return .versions(try await versions(of: known(inbox).id))
        case .fit(let inbox):
            let inbox = try known(inbox)
            let made = try await keeper.fit(
                inbox.id, knowledge: inbox.settings.knowledge ?? "", by: person.id)
            let versions = try await versions(of: inbox.id)
            guard let version = versions.first(where: { $0.version == made.gate.version }) else {
                throw StoreError(
                    .notFound, "the new version was not kept; make it again",
                    chinese: "新版本未能保存；請再製作一次")
            }
            return .fitted(version, comparison: made.comparison)
        case .activate(let inbox, let version):
            try await keeper.activate(version, of: known(inbox).id, by: person)
        case .rollback(let inbox):
            try await keeper.rollback(known(inbox).id, by: person)
        case .compare(let inbox, let before, let after):
            return .compared(try await keeper.compare(before, after, of: known(inbox).id))
        case .reviewRate(let inbox, let rate):
            try await keeper.setReviewRate(rate, of: known(inbox).id, by: person)
        case .stop(let inbox):
            for inbox in try chosen(inbox) { try await keeper.stop(inbox.id, by: person) }
        case .resume(let inbox):
            for inbox in try chosen(inbox) { try await keeper.resume(inbox.id, by: person) }
        case .reopen(let inbox):
            try await keeper.reopen(known(inbox).id, by: person)
        case .replay(let query):
            return .replayed(
                try await Replayer(
                    store: store, book: book, pipeline: pipeline,
                    inboxes: try chosen(query.inbox), library: library
                ).run(query))
        }
        return .report(try await reports(days: 1))
    }

    private var keeper: GateKeeper {
        GateKeeper(
            store: store, book: book, settings: configuration.gate, clock: clock, post: post)
    }

    /// What the gates promise together: the thresholds' words, or the first inbox's.
    func terms() async throws(StoreError) -> String {
        for inbox in inboxes where book.promise != nil {
            return try await book.standing(of: inbox.id).promised?.words.english ?? ""
        }
        return GateTerms.thresholds(pipeline.thresholds).words.english
    }

    /// Every inbox of the configuration, in its order.
    var inboxes: [Inbox] {
        configuration.connections.flatMap { connection in
            connection.inboxes.map {
                Inbox(
                    id: InboxID(connection: connection.id, account: $0.account), settings: $0)
            }
        }
    }

    private func known(_ id: InboxID) throws(StoreError) -> Inbox {
        guard let inbox = inboxes.first(where: { $0.id == id }) else {
            throw StoreError(
                .notFound,
                "there is no inbox '\(id)'; there is "
                    + inboxes.map(\.id.description).joined(separator: ", "),
                chinese: "沒有收件匣「\(id)」；現有："
                    + inboxes.map(\.id.description).joined(separator: "、"))
        }
        return inbox
    }

    private func chosen(_ id: InboxID?) throws(StoreError) -> [Inbox] {
        guard let id else { return inboxes }
        return [try known(id)]
    }

    private func versions(of inbox: InboxID) async throws(StoreError) -> [GateVersion] {
        let active = try await book.standing(of: inbox).version
        var versions: [GateVersion] = []
        for row in try await store.gateVersions(of: inbox) {
            let gate = try await book.gate(row.version, of: inbox)
            versions.append(
                GateVersion(
                    version: row.version, madeAt: row.madeAt, by: row.by,
                    isActive: row.version == active, terms: gate.terms.words,
                    fitLabels: gate.sizes.fit, boundLabels: gate.sizes.bound))
        }
        return versions
    }

    private func reports(days: Int) async throws(StoreError) -> [GateReport] {
        var reports: [GateReport] = []
        let reporter = GateReporter(
            store: store, book: book, keeper: keeper, pipeline: pipeline, gate: configuration.gate,
            now: clock.now())
        for inbox in inboxes { reports.append(try await reporter.report(inbox, days: days)) }
        return reports
    }
}
