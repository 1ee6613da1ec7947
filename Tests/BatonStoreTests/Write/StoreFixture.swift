import BatonCore
import BatonStore
import Foundation
import Testing

/// An engine that must keep the store's contract.
struct StoreEngine: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let open: @Sendable (_ folder: String) throws -> any Store

    /// Every engine that the contract's tests run on.
    static let all = [
        StoreEngine(testDescription: "SQLite") { folder in
            try SQLiteStore.open(folder: folder, ids: IdentifierSource(clock: FixedClock()))
        }
    ]
}

/// A clock that stands still, so that ids differ by their random bits only.
struct FixedClock: WallClock {
    func now() -> Timestamp { StoreFixture.start }
}

/// A store in a folder of its own, and the steps that tests share.
struct StoreFixture: Sendable {
    let store: any Store
    let folder: String

    /// When the tests' days begin.
    static let start = Timestamp(milliseconds: 1_780_000_000_000)
    /// An inbox where the bot may answer.
    static let routing = Routing(
        channel: "whatsapp_cloud", mode: .auto, debounceMilliseconds: 2_000,
        debounceCapMilliseconds: 8_000)
    static let chan = ContactAddress(phone: "+85291234567", bsuid: "HK.101", name: "陳小姐")
    static let wong = ContactAddress(phone: "+85298765432", bsuid: "HK.202", name: "Mr Wong")

    static func newFolder() -> String {
        FileManager.default.temporaryDirectory.path + "/baton-store-" + UUID().uuidString
    }

    /// Opens a store, hands it to `body`, closes it and removes its folder.
    static func with<Value>(
        _ engine: StoreEngine, _ body: (StoreFixture) async throws -> Value
    ) async throws -> Value {
        let folder = newFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try engine.open(folder)
        do {
            let value = try await body(StoreFixture(store: store, folder: folder))
            await store.close()
            return value
        } catch {
            await store.close()
            throw error
        }
    }

    /// A moment `milliseconds` after the start.
    func at(_ milliseconds: Int64) -> Timestamp { Self.start.adding(milliseconds: milliseconds) }

    /// A customer's text.
    static func text(
        _ words: String, id: String, from contact: ContactAddress = chan, after seconds: Int64 = 0
    ) -> InboundEvent {
        var event = InboundEvent(kind: .message, provider: "whatsapp_cloud", account: "852")
        event.id = id
        event.at = start.seconds + seconds
        event.contact = contact
        event.content = .text(words)
        return event
    }

    /// A provider's report on a message of ours.
    static func status(_ state: DeliveryState, id: String, opaque: String? = nil) -> InboundEvent {
        var event = InboundEvent(kind: .status, provider: "whatsapp_cloud", account: "852")
        event.id = id
        event.status = DeliveryStatus(state: state)
        event.status?.opaque = opaque
        if state == .failed { event.status?.error = ProviderError(code: 131_026) }
        return event
    }

    /// An edit, deletion or reaction.
    static func amendment(
        _ kind: InboundEvent.Kind, of target: String, id: String, content: MessageContent? = nil
    ) -> InboundEvent {
        var event = InboundEvent(kind: kind, provider: "whatsapp_cloud", account: "852")
        event.id = id
        event.target = target
        event.contact = chan
        event.content = content
        return event
    }

    /// Takes events in as one request.
    func ingest(_ events: [InboundEvent], at now: Timestamp = start) async throws -> [Int64] {
        try await store.ingest(
            ReceivedWebhook(connection: "shop", body: Array("{}".utf8), receivedAt: now),
            events: events)
    }

    /// Takes an event in and applies it.
    @discardableResult
    func receive(
        _ event: InboundEvent, routing: Routing = routing, after milliseconds: Int64 = 0
    ) async throws -> AppliedEvent {
        let sequence = try #require(try await ingest([event], at: at(milliseconds)).first)
        return try await store.apply(inbox: sequence, routing: routing, now: at(milliseconds))
    }

    /// Receives a text and gives the conversation as it stands then.
    @discardableResult
    func receiveText(
        _ words: String, id: String, from contact: ContactAddress = chan,
        routing: Routing = routing, after milliseconds: Int64 = 0
    ) async throws -> Conversation {
        let applied = try await receive(
            Self.text(words, id: id, from: contact, after: milliseconds / 1000), routing: routing,
            after: milliseconds)
        return try await conversation(#require(applied.conversation))
    }

    func conversation(_ id: ConversationID) async throws -> Conversation {
        try #require(try await store.conversation(id))
    }

    /// The messages of a conversation, oldest first.
    func thread(_ id: ConversationID) async throws -> [Message] {
        try await store.messages(in: id, before: nil, limit: 200)
    }

    /// A decision on a conversation's present turn.
    func decision(
        on conversation: Conversation, messages: [MessageID] = [], outcome: Outcome = .answer
    ) -> Decision {
        Decision(
            id: DecisionID(UUID().uuidString), conversation: conversation.id, messages: messages,
            epoch: conversation.epoch, turn: conversation.turn, outcome: outcome, confidence: 0.9,
            reasons: [outcome == .answer ? .confident : .lowConfidence],
            evidence: Evidence(text: "", language: .cantonese, candidates: []), knowledge: "shop",
            knowledgeRevision: 1, gateVersion: "threshold-1", gateTerms: "no guarantee",
            mode: .auto, reply: nil, at: Self.start,
            timing: Decision.Timing(retrieveMicroseconds: 1, totalMicroseconds: 2))
    }

    /// A verdict on a decision.
    func label(
        of decision: Decision, _ verdict: LabelVerdict, by person: PersonID = .mei,
        source: LabelSource = .chosen, at milliseconds: Int64 = 5
    ) -> DecisionLabel {
        DecisionLabel(
            decision: decision.id, conversation: decision.conversation,
            by: source == .implicit ? nil : person, at: at(milliseconds), verdict: verdict,
            source: source)
    }

    /// Records the answer of the bot to the present turn; gives the send's id.
    @discardableResult
    func answer(
        _ conversation: Conversation, with words: String = "可以退貨。", author: MessageAuthor = .bot,
        handOver: ReasonCode? = nil, at now: Timestamp = start
    ) async throws -> SendID {
        let send = SendID(UUID().uuidString)
        let context = try #require(try await store.turnContext(conversation.id))
        let planned = PlannedSend(
            id: send, message: MessageID(UUID().uuidString), author: author, content: .text(words))
        let isRecorded = try await store.record(
            decision(
                on: conversation, messages: context.undecided.map(\.id),
                outcome: handOver == nil ? .answer : .handover),
            effect: DecisionEffect(sends: [planned], handOver: handOver), now: now)
        try #require(isRecorded)
        return send
    }

    /// Claims what is due.
    func claimDue(
        after milliseconds: Int64 = 0, limit: Int = 100, halted: Set<String> = []
    ) async throws -> [OutboxItem] {
        try await store.claimOutbox(
            now: at(milliseconds), deadline: at(milliseconds + 30_000), limit: limit,
            halted: halted)
    }
}

extension PersonID {
    static let mei = PersonID("mei")
    static let david = PersonID("david")
}
