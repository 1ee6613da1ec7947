import BatonCore
import BatonDesk
import BatonStore
import BatonWorker
import Testing

@Suite("How conversations went")
struct ResolutionCountTests {
    private static let hour: Int64 = 3_600_000
    private static let inbox = InboxID(connection: "shop", account: "852")

    /// A conversation with decisions at hours after it opened.
    private static func course(
        _ name: String, _ outcomes: [(Outcome, ReasonCode, hour: Int64)], opened: Int64 = 0,
        contact: String? = nil, state: Conversation.State = .open, owner: Owner = .bot
    ) -> (Conversation, [Decision]) {
        let id = ConversationID(name)
        let start = Timestamp(milliseconds: opened * hour)
        var conversation = Conversation(
            id: id, inbox: inbox, channel: "whatsapp_cloud",
            contact: ContactID(contact ?? name), openedAt: start, owner: owner)
        conversation.state = state
        conversation.updatedAt = start.adding(milliseconds: (outcomes.last?.hour ?? 0) * hour)
        let decisions = outcomes.enumerated().map { number, made in
            Decision(
                id: DecisionID("\(name)\(number)"), conversation: id, messages: [], epoch: 0,
                turn: Int64(number), outcome: made.0, confidence: 0.9, reasons: [made.1],
                evidence: Evidence(text: "", language: .cantonese, candidates: []),
                knowledge: nil, knowledgeRevision: 0, gateVersion: "threshold-1", gateTerms: "",
                mode: .auto, reply: nil, at: start.adding(milliseconds: made.hour * hour),
                timing: .init(retrieveMicroseconds: 0, totalMicroseconds: 0))
        }
        return (conversation, decisions)
    }

    private static func count(
        _ courses: [(Conversation, [Decision])], ratings: [RatingRow] = [], at hours: Int64 = 1000
    ) -> ResolutionCount {
        ResolutionCount(
            conversations: courses.map(\.0), decisions: courses.flatMap(\.1), ratings: ratings,
            now: Timestamp(milliseconds: hours * hour))
    }

    @Test("silence for 72 hours after an answer is assumed, and before that too new to tell")
    func silence() {
        let course = Self.course("a", [(.answer, .confident, hour: 0)])

        #expect(Self.count([course]).assumed == 1)
        #expect(Self.count([course], at: 71).pending == 1)
    }

    @Test("thanks confirms, and so do four stars; two stars do not")
    func confirmed() {
        let thanked = Self.course(
            "a", [(.answer, .confident, hour: 0), (.acknowledge, .smallTalk, hour: 0)])
        let rated = Self.course("b", [(.answer, .confident, hour: 0)], state: .resolved)
        func rating(_ score: Int) -> [RatingRow] {
            let id = ConversationID("b")
            return [RatingRow(conversation: id, askedAt: .init(milliseconds: 1), score: score)]
        }

        #expect(Self.count([thanked]).confirmed == 1)
        #expect(Self.count([rated], ratings: rating(4)).confirmed == 1)
        #expect(Self.count([rated], ratings: rating(2)).assumed == 1)
    }

    @Test("whoever comes back within 72 hours reopened it, in it or anew, and later did not")
    func reopened() {
        let again = Self.course(
            "a", [(.answer, .confident, hour: 0), (.answer, .confident, hour: 5)])
        let late = Self.course(
            "b", [(.answer, .confident, hour: 0), (.answer, .confident, hour: 80)])
        let soon = Self.course(
            "c", [(.answer, .confident, hour: 0), (.answer, .confident, hour: 0)])
        let first = Self.course(
            "d", [(.answer, .confident, hour: 0)], contact: "x", state: .resolved)
        let next = Self.course("e", [(.acknowledge, .smallTalk, hour: 0)], opened: 10, contact: "x")

        let count = Self.count([again, late, soon, first, next])
        #expect(count.reopened == 2)
        #expect(count.assumed == 2)
        #expect(count.conversations == 4)
    }

    @Test("what a person had is never the bot's, and who waited in vain is told apart")
    func people() {
        let handed = Self.course("a", [(.handover, .noAnswer, hour: 0)], state: .resolved)
        var waiting = Self.course("b", [(.draft, .lowConfidence, hour: 0)], owner: .queue)
        waiting.0.lastAuthor = .customer
        let asked = Self.course("c", [(.clarify, .ambiguous, hour: 0)])

        let count = Self.count([handed, waiting, asked])
        #expect(count.handedOver == 1)
        #expect(count.abandoned == 2)
    }

    @Test("the words give every part, and the mean of the ratings")
    func words() {
        var count = ResolutionCount()
        count.confirmed = 2
        count.assumed = 3
        count.asked = 4
        count.ratings = [1, 0, 0, 0, 2]

        #expect(
            count.words.english
                == "5 conversations: 2 resolved by the bot and confirmed, 3 assumed, 0 too new to "
                + "tell, 0 reopened within 72 h, 0 with a person, 0 abandoned; 3 of 4 asked rated, "
                + "mean 3.7 of 5")
    }
}
