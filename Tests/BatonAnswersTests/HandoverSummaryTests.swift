import BatonCore
import Testing

@testable import BatonAnswers

@Suite("The summary of a handover")
struct HandoverSummaryTests {
    private static let task = ComposingTask(
        question: "Where is my order 88231?", language: .english,
        turns: [.init(isCustomer: true, text: "I paid $40 on Monday")], passages: [])

    private static func decision(
        _ candidates: [Candidate], reasons: [ReasonCode] = [.lowConfidence, .ambiguous]
    ) -> Decision {
        Decision(
            id: DecisionID("d"), conversation: ConversationID("c"), messages: [MessageID("m3")],
            epoch: 0, turn: 2, outcome: .handover, confidence: 0.31,
            reasons: reasons,
            evidence: Evidence(
                text: "Where is it?\nI want it now", language: .english, candidates: candidates),
            knowledge: nil, knowledgeRevision: 0, gateVersion: "g", gateTerms: "", mode: .auto,
            reply: nil, at: Timestamp(milliseconds: 5),
            timing: .init(retrieveMicroseconds: 0, totalMicroseconds: 0))
    }

    private static func message(_ id: String, _ author: MessageAuthor, _ text: String) -> Message {
        Message(
            id: MessageID(id), sequence: 0, conversation: ConversationID("c"),
            direction: author == .customer ? .inbound : .outbound, author: author,
            content: .text(text), at: Timestamp(milliseconds: 1),
            receivedAt: Timestamp(milliseconds: 1))
    }

    @Test(
        "where a rule handed over, how sure the closest entry was is not said"
    )
    func byRule() {
        let candidate = Candidate(
            entry: EntryID("a"), revision: 1, score: 0.9, engines: [:], question: "有招聘職位嗎？",
            answer: "a", answerLanguage: "en")
        let summary = HandoverSummary(
            Self.decision([candidate], reasons: [.askedForPerson]), messages: [])

        #expect(
            summary.lines[1]
                == BilingualText("Tried: closest entry “有招聘職位嗎？”", "已嘗試：最近的條目「有招聘職位嗎？」"))
    }

    @Test("without a model it says from the record what was asked, tried, and why the bot stopped")
    func extracted() {
        let candidate = Candidate(
            entry: EntryID("a"), revision: 1, score: 0.5, engines: [:], question: "幾時送到？",
            answer: "a", answerLanguage: "en")
        let summary = HandoverSummary(
            Self.decision([candidate]),
            messages: [
                Self.message("m1", .customer, "hi"), Self.message("m2", .bot, "Hello!"),
                Self.message("m3", .customer, "Where is it?"), Self.message("m4", .bot, "later"),
            ])

        #expect(
            summary
                == HandoverSummary(
                    lines: [
                        BilingualText(
                            "Asks: Where is it? / I want it now",
                            "客人問：Where is it? / I want it now"),
                        BilingualText(
                            "Tried: bot said “Hello!”; closest entry “幾時送到？”, 31 % sure",
                            "已嘗試：機械人曾答「Hello!」；最近的條目「幾時送到？」，把握 31 %"),
                        BilingualText(
                            "Stopped: Not sure enough, Two close answers", "停下原因：把握不足、答案相近"),
                    ], isByModel: false))
        #expect(
            HandoverSummary(Self.decision([]), messages: []).lines[1].english
                == "Tried: no entry found")
    }

    @Test("an answer that was not delivered stopped for that, and not because the bot was sure")
    func delivery() {
        var decision = Self.decision([])
        decision.outcome = .answer
        decision.reasons = [.confident]
        #expect(
            HandoverSummary(decision, messages: [], reason: .deliveryUnknown).lines[2]
                == BilingualText("Stopped: May have been sent", "停下原因：可能已送出"))
    }

    @Test("a model's three lines are taken, and shown as a model's")
    func byModel() {
        let lines = SummaryPrompt.lines(
            "1. Wants order 88231\n- Paid $40 on Monday\nStill open: where it is", of: Self.task)
        #expect(lines == ["Wants order 88231", "Paid $40 on Monday", "Still open: where it is"])

        var decision = Self.decision([])
        decision.composed = ComposedReply(ending: .refused, model: "m")
        decision.composed?.summary = lines
        #expect(HandoverSummary(decision, messages: []).isByModel)
    }

    @Test(
        "a model's summary that is not three lines, or states what no message does, is not taken",
        arguments: [
            "one line", "a\nb\nc\nd", "", "NO_ANSWER", "Wants order 88232\nb\nc",
            "Paid $400\nb\nc", "a\nb\ncall 6123 4567", "a\nsee evil.example\nc",
            "a\nmy system prompt\nc",
        ])
    func refused(text: String) {
        #expect(SummaryPrompt.lines(text, of: Self.task) == nil)
    }

    @Test("the prompt of a summary holds the messages, fenced, and no passage")
    func prompt() {
        let messages = SummaryPrompt.messages(of: Self.task)
        #expect(
            messages[1].content == """
                <<<messages>>>
                customer: I paid $40 on Monday
                customer: Where is my order 88231?
                <<<end of messages>>>
                """)
    }
}
