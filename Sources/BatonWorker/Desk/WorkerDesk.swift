import BatonAnswers
import BatonChannels
import BatonConfiguration
import BatonCore
import BatonDesk
import BatonGate
import BatonKnowledge
import BatonStore
import Logging

/// What the worker does when people ask; rights were checked by the Desk's server.
struct WorkerDesk: DeskHandler {
    let store: any Store
    let library: KnowledgeLibrary
    let routings: InboxRoutings
    let pipeline: DecisionPipeline
    let gates: GateBook
    let configuration: Configuration
    let adapters: [String: any ChannelAdapter]
    let breakers: BreakerPanel
    let presence: PresenceBoard
    let ids: IdentifierSource
    let clock: any WallClock
    let startedAt: Timestamp
    let policies: PolicyKeeper
    let reload: PolicyReload
    let processID: Int32
    let httpPort: @Sendable () -> Int
    let post: @Sendable (DeskEvent) async -> Void
    let stop: @Sendable () async -> Void
    let uploads: UploadShelf
    let retention: RetentionRun

    func reply(to request: DeskRequest, from session: DeskSession) async -> DeskReply {
        do throws(StoreError) {
            return try await answer(request, session)
        } catch {
            return .refused(DeskRefusal(error))
        }
    }

    func replied(to request: DeskRequest) async {
        if case .policy(.reload) = request { await reload.finish() }
    }

    func sessionOpened(_ session: DeskSession) async {
        let everybody = presence.set(
            Presence(person: session.person.id, conversation: nil, isTyping: false),
            session: session)
        await post(.presence(everybody))
    }

    func sessionClosed(_ session: DeskSession) async {
        await uploads.close(session)
        await post(.presence(presence.remove(session: session.id)))
    }

    private func answer(_ request: DeskRequest, _ session: DeskSession)
        async throws(StoreError) -> DeskReply
    {
        let person = session.person.id
        let now = clock.now()
        switch request {
        case .hello:
            return .refused(DeskRefusal(.malformed, "hello was said already"))
        case .status:
            return .status(try await status())
        case .queue(let query):
            var page = try await store.queuePage(query)
            page.rows = page.rows.map(policy.shown)
            return .queue(page)
        case .open(let id, let limit):
            return try await open(id, limit: limit, person: person)
        case .messages(let id, let before, let limit):
            let older = try await store.messages(
                in: id, before: before, limit: min(limit, 500))
            guard let conversation = try await store.conversation(id) else {
                return .messages(older)
            }
            return .messages(try await policy.advised(older, in: conversation))
        case .search(let text, let before, let limit, let inbox):
            let people =
                before == nil
                ? try await store.searchContacts(text, in: inbox, limit: Limits.contactHits) : []
            return .hits(
                try await people
                    + store.searchMessages(
                        text, in: inbox, before: before, limit: min(limit, 200)))
        case .dashboard:
            return .dashboard(try await store.dashboard(now: now))
        case .claim(let id, let force):
            return try await claim(id, by: session.person, force: force)
        case .reply(let send, let id, let text, let replyTo):
            return try await agentReply(send, id, text, replyTo, person: person)
        case .note(let id, let text):
            return .message(try await store.note(id, by: person, text: text, now: now))
        case .returnToBot(let id, let note):
            return .conversation(
                try await store.returnToBot(id, by: person, note: note, now: now))
        case .assign(let id, let to):
            return try await assign(id, to: to, by: person)
        case .resolve(let id):
            let resolved = try await store.resolve(id, by: person, now: now)
            try await askRating(resolved, now: now)
            return .conversation(resolved)
        case .saveDraft(let id, let text):
            try await store.saveDraft(id, by: person, text: text, now: now)
            return .done
        case .presence(let id, let isTyping):
            await post(
                .presence(
                    presence.set(
                        Presence(person: person, conversation: id, isTyping: isTyping),
                        session: session)))
            return .done
        case .explain(let message, let conversation):
            return .decision(try await decision(of: message, in: conversation))
        case .ask(let text, let knowledge):
            return .decision(try await ask(text, knowledge: knowledge))
        case .knowledge(let request):
            return .knowledge(try await knowledge.reply(to: request, by: person))
        case .gate(let request):
            return .gate(try await gate.reply(to: request, by: session.person))
        case .policy(let request):
            return try await policy.reply(to: request, by: person)
        case .events(let skip, let limit):
            return .events(
                try await store.inboundEvents(skipping: skip, limit: min(limit, 10_000)))
        case .backup(let path):
            return .verification(try await store.backup(to: path, now: now))
        case .files(let request): return try await files.reply(to: request, from: session)
        case .records(let request):
            return .records(try await retention.reply(to: request, by: person))
        case .verify:
            return .verification(try await store.verify())
        case .stop:
            await stop()
            return .done
        }
    }

    private var knowledge: KnowledgeDesk {
        KnowledgeDesk(
            store: store, library: library, clock: clock,
            utcOffsetMinutes: pipeline.hours.utcOffsetMinutes)
    }

    private var gate: GateDesk {
        GateDesk(
            store: store, library: library, book: gates, pipeline: pipeline,
            configuration: configuration, clock: clock, post: { [post] in await post(.gate($0)) })
    }

    private var policy: PolicyDesk {
        PolicyDesk(
            store: store, keeper: policies, reload: reload, configuration: configuration,
            adapters: adapters, clock: clock)
    }

    private var files: FileDesk {
        FileDesk(
            store: store, configuration: configuration, adapters: adapters, policy: policy,
            shelf: uploads, clock: clock)
    }

    private func status() async throws(StoreError) -> DeskStatus {
        let now = clock.now()
        var outbox: [String: Int] = [:]
        for (state, count) in try await store.outboxCounts() { outbox[state.rawValue] = count }
        let inboxes = configuration.connections.flatMap { connection in
            connection.inboxes.map { inbox in
                let id = InboxID(connection: connection.id, account: inbox.account)
                var shown = DeskStatus.Inbox(
                    id: id, name: inbox.name, channel: connection.channel,
                    knowledge: inbox.knowledge, mode: inbox.mode)
                shown.window = policy.window(of: id, at: now)
                return shown
            }
        }
        let halted = breakers.reasons(at: now)
        let notices = breakers.notices(at: now)
        var status = DeskStatus(
            processID: processID, startedAt: startedAt, httpPort: httpPort(), inboxes: inboxes,
            people: try await store.people(), haltedConnections: halted.mapValues(\.english),
            outbox: outbox, gateTerms: try await gate.terms(),
            isOpen: pipeline.hours.isOpen(at: now), dataFolder: configuration.dataFolder,
            lastBackupAt: try await store.lastBackup(), meaning: await library.meaning())
        status.notices = notices.mapValues(\.english)
        status.connectionWords = halted.merging(notices) { halt, _ in halt }
        return status
    }

    private func open(_ id: ConversationID, limit: Int, person: PersonID)
        async throws(StoreError) -> DeskReply
    {
        guard let conversation = try await store.conversation(id),
            let contact = try await store.contact(conversation.contact)
        else { throw StoreError.noConversation(id) }
        var view = ConversationView(
            conversation: policy.shown(conversation), contact: contact,
            messages: try await policy.advised(
                store.messages(in: id, before: nil, limit: min(limit, 500)), in: conversation),
            decision: try await store.latestDecision(in: id),
            draft: try await store.draft(id, by: person),
            presence: presence.all.filter { $0.conversation == id })
        if conversation.owner != .bot, let decision = view.decision {
            view.summary = HandoverSummary(
                decision, messages: view.messages, reason: conversation.reason)
        }
        view.terms = policy.terms(of: conversation, with: contact)
        view.marketing = try await store.consent(
            of: contact.id, category: ConsentCategory.marketing)
        view.others = try await store.otherConversations(
            than: id, of: contact.id, limit: Limits.otherConversations)
        return .opened(view)
    }

    /// A claim is confirmed only when no bot request of the conversation is on its way any more:
    /// its new epoch is committed first, so none can begin after it.
    private func claim(_ id: ConversationID, by person: Person, force: Bool)
        async throws(StoreError) -> DeskReply
    {
        if force, !person.role.may(.takeFromAnother) {
            return .refused(
                DeskRefusal(
                    .notPermitted, "taking a conversation from a colleague is a supervisor's right",
                    chinese: "只有主管可從同事手上接走對話")
            )
        }
        let result = try await store.claim(id, by: person.id, force: force, now: clock.now())
        guard case .won = result else { return .claimed(result, botSendWasInFlight: false) }
        let waited = try await waitForSends(of: id)
        if waited, let now = try await store.conversation(id) {
            return .claimed(.won(now), botSendWasInFlight: true)
        }
        return .claimed(result, botSendWasInFlight: waited)
    }

    /// Waits until no send of the conversation is in flight; every send has a deadline of its own.
    /// - Returns: whether there was one.
    private func waitForSends(of id: ConversationID) async throws(StoreError) -> Bool {
        let changes = store.changes()
        guard try await !store.sendsInFlight(id).isEmpty else { return false }
        for await change in changes where change.conversations.contains(id) {
            if try await store.sendsInFlight(id).isEmpty { break }
        }
        return true
    }

    private func agentReply(
        _ send: SendID, _ id: ConversationID, _ text: String, _ replyTo: String?,
        person: PersonID
    ) async throws(StoreError) -> DeskReply {
        let now = clock.now()
        guard let conversation = try await store.conversation(id) else {
            throw StoreError.noConversation(id)
        }
        let words = text.trimmed
        guard !words.isEmpty, words.utf16.count <= Limits.replyLength else {
            return .refused(
                DeskRefusal(
                    .malformed, "a reply has from 1 to \(Limits.replyLength) characters",
                    chinese: "回覆須有 1 至 \(Limits.replyLength) 個字元"))
        }
        if let why = try await policy.refusal(of: conversation, at: now) {
            return .refused(DeskRefusal(.conflict, why.english, chinese: why.chinese))
        }
        let parts = ChannelFit(
            adapters: adapters, policy: try await policy.policy(of: conversation)
        )
        .parts(of: .text(words), on: conversation.inbox).compactMap(\.text)
        var first: Message?
        for (index, part) in parts.enumerated() {
            let message = try await store.reply(
                AgentReply(
                    send: ChannelFit.send(send, part: index), conversation: id, person: person,
                    text: part, replyTo: index == 0 ? replyTo : nil),
                now: now)
            first = first ?? message
        }
        guard let first else { return .refused(DeskRefusal.nothingToSend) }
        return .message(first)
    }

    /// Asks the customer how it was, where the configuration says so and they may be written to.
    private func askRating(_ conversation: Conversation, now: Timestamp)
        async throws(StoreError)
    {
        guard configuration.gate.asksRating, let last = conversation.lastCustomerAt,
            let inbox = routings.inbox(conversation.inbox)
        else { return }
        let rules = try await policy.policy(of: conversation)
        let own = adapters[conversation.inbox.connection]?.capabilities
        guard rules.mode(within: inbox.mode) != .shadow, rules.allows(.handover),
            try await !store.hasStopped(
                conversation.contact, category: ConsentCategory.automatic)
        else { return }
        if let window = rules.window(of: own), rules.outside != .allow,
            now.milliseconds(since: last) > window
        {
            return
        }
        let fit = ChannelFit(adapters: adapters, policy: rules)
        let capabilities = fit.capabilities(of: conversation.inbox)
        _ = try await store.askRating(
            conversation.id,
            sends: RatingMenu.messages(of: conversation, capabilities: capabilities).flatMap {
                fit.planned(
                    $0, for: [.handover], author: .system, on: conversation.inbox, ids: ids)
            }, now: now)
    }

    private func assign(_ id: ConversationID, to: PersonID, by person: PersonID)
        async throws(StoreError) -> DeskReply
    {
        guard try await store.people().contains(where: { $0.id == to }) else {
            return .refused(
                DeskRefusal(
                    .notFound, "no person with the Unix user \(to)", chinese: "沒有這位同事（\(to)）"))
        }
        let conversation = try await store.assign(id, to: to, by: person, now: clock.now())
        _ = try await waitForSends(of: id)
        return .conversation(conversation)
    }

    private func decision(of message: MessageID?, in conversation: ConversationID?)
        async throws(StoreError) -> Decision?
    {
        if let message { return try await store.decision(of: message) }
        if let conversation { return try await store.latestDecision(in: conversation) }
        return nil
    }

    private func ask(_ text: String, knowledge: String?) async throws(StoreError) -> Decision {
        var name = knowledge ?? configuration.firstKnowledge
        if name == nil {
            // No inbox names a base: the only one there is, is meant.
            let bases = try await store.knowledgeBases()
            if bases.count == 1 { name = bases[0].name }
        }
        let view: KnowledgeView? =
            if let name { try await library.view(of: name, for: text) } else { nil }
        let inbox = gate.inboxes.first { $0.settings.knowledge == name }
        guard let inbox else {
            return pipeline.hypothetical(
                text, knowledge: name, index: view?.index, ids: ids,
                vectors: view?.vectors ?? MessageVectors(),
                now: clock.now())
        }
        let standing = try await gates.standing(of: inbox.id)
        var pipeline = pipeline
        pipeline.calibrated = standing.calibrated
        return pipeline.hypothetical(
            text, knowledge: name, index: view?.index, ids: ids,
            vectors: view?.vectors ?? MessageVectors(),
            now: clock.now(), state: standing.state)
    }
}

extension DeskRefusal {
    /// The Desk's word for a failure of the store.
    fileprivate init(_ error: StoreError) {
        let code: Code =
            switch error.code {
            case .notFound: .notFound
            case .refused: .conflict
            case .locked, .storage, .newerSchema, .damaged, .closed: .storage
            }
        self.init(code, error.description, chinese: error.chinese)
    }
}

extension DeskRefusal {
    /// A reply without words, once the channel's rules have had their way with it.
    static let nothingToSend = DeskRefusal(
        .malformed, "nothing is left to send; write some words", chinese: "沒有可送出的內容；請輸入文字")
}

extension Configuration {
    /// The knowledge base of the first inbox that has one.
    package var firstKnowledge: String? {
        connections.lazy.flatMap(\.inboxes).compactMap(\.knowledge).first
    }
}

extension String {
    /// Without white space and line ends around it.
    fileprivate var trimmed: String {
        guard let start = firstIndex(where: { !$0.isWhitespace }),
            let end = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[start...end])
    }
}
