import BatonConfiguration
import BatonCore
import BatonDesk
import BatonSimulator
import BatonStore
import Testing

@testable import BatonWorker

/// The one confirming question, and what becomes of its answer.
@Suite("Asking which is meant", .timeLimit(.minutes(2)))
struct ClarifyTests {
    private static func close(_ configuration: inout Configuration) {
        configuration.gate.thresholds = GateThresholds(answer: 0.999, draft: 0, margin: 0.9)
    }

    /// Two entries that one question is close to.
    private static func keepTwins(_ rig: WorkerRig) async throws {
        let entries = ["網店會員積分", "門市會員積分"].enumerated().map { index, question in
            Entry(
                id: EntryID("points-\(index + 1)"), knowledge: "shop", language: "zh-Hant",
                questions: [Phrasing(question, language: "zh-Hant")],
                answers: ["zh-Hant": "積分答案\(index + 1)。"], tags: [])
        }
        _ = try await rig.store.save(entries, by: .system, now: Timestamp(milliseconds: 1))
    }

    /// A conversation in which the bot has just asked.
    private static func asked(_ rig: WorkerRig) async throws -> Decision {
        try await keepTwins(rig)
        try await rig.write("會員積分", id: "q")
        try await rig.untilSettled()
        let decision = try #require(try await rig.opened().decision)
        try #require(decision.outcome == .clarify, "\(decision.reasons) \(decision.confidence)")
        return decision
    }

    @Test("two close entries are asked about with buttons, and a numeral is answered")
    func numeral() async throws {
        try await WorkerRig.with(configured: Self.close) { rig in
            let question = try await Self.asked(rig)
            let menu = try #require(try await rig.opened().messages.last?.content.menu)
            #expect(
                menu.options.map(\.title) == question.evidence.candidates.prefix(2).map(\.question))
            #expect(menu.isListed != true)

            try await rig.write("２", id: "n")
            try await rig.untilSettled()

            let view = try await rig.opened()
            let second = question.evidence.candidates[1]
            #expect(view.decision?.outcome == .answer)
            #expect(view.decision?.reasons == [.confirmed])
            #expect(view.decision?.circumstances?.confirmed == second.entry)
            #expect(rig.standIn.received.last?.text == second.answer)
            #expect(view.conversation.owner == .bot)
        }
    }

    @Test("it asks once: what is not clear after that goes to a person")
    func once() async throws {
        try await WorkerRig.with(configured: Self.close) { rig in
            _ = try await Self.asked(rig)

            try await rig.write("會員積分呀", id: "n")
            try await rig.untilSettled()

            let view = try await rig.opened()
            #expect(view.decision?.outcome == .draft)
            #expect(view.conversation.owner == .queue)
        }
    }

    @Test("a choice is made again bit for bit by a replay")
    func replayed() async throws {
        try await WorkerRig.with(configured: Self.close) { rig in
            _ = try await Self.asked(rig)
            try await rig.write("1", id: "n")
            try await rig.untilSettled()

            let reply = try await rig.gate(.replay(ReplayQuery(since: Timestamp(milliseconds: 0))))

            guard case .replayed(let report) = reply else {
                Issue.record("\(reply)")
                return
            }
            #expect(report.decisions == 2)
            #expect(report.changes == [])
        }
    }

    private static let decision = Decision(
        id: DecisionID("d1"), conversation: ConversationID("c"), messages: [], epoch: 0, turn: 1,
        outcome: .clarify, confidence: 0.5, reasons: [.ambiguous],
        evidence: Evidence(
            text: "積分", language: .cantonese,
            candidates: ["網店會員積分", "門市會員積分"].enumerated().map {
                Candidate(
                    entry: EntryID("points-\($0.offset + 1)"), revision: 1, score: 0.5,
                    engines: [:], question: $0.element, answer: "答", answerLanguage: "zh-Hant")
            }),
        knowledge: "shop", knowledgeRevision: 1, gateVersion: "threshold-1", gateTerms: "",
        mode: .auto, reply: "?", at: Timestamp(milliseconds: 1),
        timing: .init(retrieveMicroseconds: 0, totalMicroseconds: 0))

    private static func message(_ content: MessageContent, decision: DecisionID? = nil) -> Message {
        var message = Message(
            id: MessageID("m"), sequence: 1, conversation: ConversationID("c"),
            direction: decision == nil ? .inbound : .outbound,
            author: decision == nil ? .customer : .bot, content: content,
            at: Timestamp(milliseconds: 1), receivedAt: Timestamp(milliseconds: 1))
        message.decision = decision
        return message
    }

    private static func chosen(_ content: MessageContent) throws -> EntryID? {
        let question = try #require(
            ClarifyingMenu.messages(for: decision, question: "?", capabilities: nil).last)
        return ClarifyingMenu.choice(
            [message(content)], after: decision,
            asked: [message(question, decision: decision.id)])?.entry
    }

    @Test("a button of this question chooses, one of an older question does not")
    func buttons() throws {
        func button(_ id: String) -> MessageContent {
            var content = MessageContent(type: .choice)
            content.choice = MessageContent.Choice(source: "button", id: id, title: "門市會員積分")
            return content
        }

        #expect(try Self.chosen(button("d1-2")) == EntryID("points-2"))
        #expect(try Self.chosen(button("d0-2")) == nil)
    }

    @Test(
        "a numeral or the title chooses, anything else does not",
        arguments: [
            ("1", "points-1"), ("二", "points-2"), ("2️⃣", "points-2"), ("門市會員積分", "points-2"),
            ("3", nil), ("唔係呢兩樣", nil),
        ] as [(String, String?)])
    func numerals(_ text: String, _ entry: String?) throws {
        #expect(try Self.chosen(.text(text)) == entry.map(EntryID.init(_:)))
    }

    @Test("where the channel has no buttons the question lists its choices with numbers")
    func listed() throws {
        let messages = ClarifyingMenu.messages(
            for: Self.decision, question: "你想問邊樣？\n1. a\n2. b", capabilities: nil)

        #expect(messages.map(\.text) == ["你想問邊樣？\n1. a\n2. b"])
        #expect(messages.map(\.menu?.isListed) == [true])
    }
}
