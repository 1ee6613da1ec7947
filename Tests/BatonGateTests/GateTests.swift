import BatonCore
import BatonGate
import Testing

@Suite("The verdict")
struct GateTests {
    private static let open = Gate(
        thresholds: GateThresholds(answer: 0, draft: 0, margin: 0.03))
    private static let strict = Gate(
        thresholds: GateThresholds(answer: 1, draft: 0, margin: 0.03))

    private static func candidate(_ id: String, _ score: Double, isValid: Bool = true) -> Candidate
    {
        Candidate(
            entry: EntryID(id), revision: 1, score: score, engines: ["lexical": score],
            question: "\(id)?", answer: "\(id)!", answerLanguage: "en", isValid: isValid)
    }

    private static func evidence(
        _ candidates: Candidate..., signals: [ReasonCode] = []
    ) -> Evidence {
        Evidence(
            text: "幾時開門", language: .cantonese, candidates: candidates, signals: signals)
    }

    @Test("signals come before everything, weightiest first, the business's own after the fixed")
    func signals() {
        let evidence = Self.evidence(
            Self.candidate("a", 0.9),
            signals: [.legal, ReasonCode("wholesale"), .complaint, .askedForPerson, .offTopic])
        let verdict = Self.open.decide(evidence, Gate.Circumstances(isThanks: true))

        #expect(verdict.outcome == .handover)
        #expect(
            verdict.reasons == [
                .askedForPerson, .complaint, .legal, ReasonCode("wholesale"),
            ])
        #expect(verdict.candidate == nil)
    }

    @Test("a rating that was asked for wants no answer, whatever else it may seem")
    func rating() {
        let evidence = Self.evidence(Self.candidate("a", 0.9), signals: [.complaint])
        let verdict = Self.open.decide(evidence, Gate.Circumstances(isRating: true))

        #expect(verdict.outcome == .acknowledge)
        #expect(verdict.reasons == [.rated])
    }

    @Test("a question that came before goes to a person, after anger and before personal data")
    func course() {
        let evidence = Self.evidence(
            Self.candidate("a", 0.9), signals: [.personalData, .repeated, .anger])

        #expect(
            Self.open.decide(evidence, Gate.Circumstances()).reasons
                == [.anger, .repeated, .personalData])
    }

    @Test("what is not about the business is handed over, but people only comes first")
    func offTopic() {
        let evidence = Self.evidence(Self.candidate("a", 0.9), signals: [.offTopic])

        #expect(Self.open.decide(evidence, Gate.Circumstances()).reasons == [.offTopic])
        #expect(
            Self.open.decide(evidence, Gate.Circumstances(mode: .humanOnly)).reasons
                == [.humanOnly])
    }

    @Test("the rules about the best entry, in their order")
    func entryRules() {
        let valid = Self.evidence(Self.candidate("a", 0.9))
        let all = Gate.Circumstances(
            previousAnswer: EntryID("a"), isReserved: true, isStale: true)

        #expect(Self.open.decide(Self.evidence(), all).reasons == [.noAnswer])
        #expect(
            Self.open.decide(Self.evidence(Self.candidate("a", 0.9, isValid: false)), all).reasons
                == [.expiredEntry])
        #expect(Self.open.decide(valid, all).reasons == [.staleKnowledge])
        #expect(
            Self.open.decide(
                valid, Gate.Circumstances(previousAnswer: EntryID("a"), isReserved: true)
            ).reasons == [.reserved])
        #expect(
            Self.open.decide(valid, Gate.Circumstances(previousAnswer: EntryID("a"))).reasons
                == [.repeated])
    }

    @Test(
        "each mode lets the bot do what it may, and says what it would have done",
        arguments: [
            (InboxMode.auto, Outcome.answer, [ReasonCode.confident]),
            (.shadow, .draft, [.shadow, .confident]),
            (.draftOnly, .draft, [.draftOnly, .confident]),
            (.humanOnly, .handover, [.humanOnly]),
        ])
    func modes(mode: InboxMode, outcome: Outcome, reasons: [ReasonCode]) {
        let verdict = Self.open.decide(
            Self.evidence(Self.candidate("a", 0.9)), Gate.Circumstances(mode: mode))

        #expect(verdict.outcome == outcome)
        #expect(verdict.reasons == reasons)
    }

    @Test("two close entries are asked about once, where the second may be used")
    func clarify() {
        let close = Self.evidence(Self.candidate("a", 0.50), Self.candidate("b", 0.49))
        let expired = Self.evidence(
            Self.candidate("a", 0.50), Self.candidate("b", 0.49, isValid: false))
        let asked = Self.open.decide(close, Gate.Circumstances(mayClarify: true))

        #expect(asked.outcome == .clarify)
        #expect(asked.reasons == [.ambiguous])
        #expect(asked.candidate?.entry == EntryID("a"))
        #expect(asked.alternative?.entry == EntryID("b"))
        #expect(Self.open.decide(close, Gate.Circumstances()).outcome == .draft)
        #expect(Self.open.decide(close, Gate.Circumstances()).reasons == [.ambiguous])
        #expect(
            Self.open.decide(expired, Gate.Circumstances(mayClarify: true)).outcome == .draft)
        #expect(
            Self.open.decide(close, Gate.Circumstances(mode: .shadow, mayClarify: true)).reasons
                == [.shadow, .ambiguous])
        #expect(
            Self.strict.decide(
                Self.evidence(Self.candidate("a", 0.9)), Gate.Circumstances(mayClarify: true)
            ).reasons == [.lowConfidence])
    }

    @Test("a stopped bot is silent, a tightened one drafts, and both say why")
    func states() {
        let evidence = Self.evidence(Self.candidate("a", 0.9))
        let now = Timestamp(seconds: 1_780_000_000)
        let stopped = GateState.stopped(by: PersonID("ling"), since: now, before: .closed)
        func verdict(_ state: GateState) -> GateVerdict {
            Self.open.decide(evidence, Gate.Circumstances(state: state))
        }

        #expect(verdict(stopped).outcome == .handover)
        #expect(verdict(stopped).reasons == [.stopped])
        #expect(verdict(.tightened(since: now)).outcome == .draft)
        #expect(verdict(.tightened(since: now)).reasons == [.budgetSpent])
        #expect(verdict(.closed).reasons == [.unproven])
        #expect(verdict(.open).outcome == .answer)
    }

    @Test("a gate that nothing proved drafts, whatever it scores, and says that it has no proof")
    func unproven() {
        let calibrated = GateCalibration(
            promise: RiskPromise(risk: 0.05, confidence: 0.9), draft: 0
        ).gate(from: [], knowledge: "kb", day: "2026-11-25")
        let gate = Gate(
            thresholds: GateThresholds(answer: 0, draft: 0, margin: 0), calibrated: calibrated)
        let verdict = gate.decide(
            Self.evidence(Self.candidate("a", 1)), Gate.Circumstances(mayClarify: true))

        #expect(verdict.outcome == .draft)
        #expect(verdict.reasons == [.unproven])
        #expect(verdict.gateVersion == calibrated.version)
        #expect(verdict.terms == .labelsNeeded(more: 45, labels: 0))
    }

    @Test("the proven threshold alone decides: no lead is asked for that the proof did not have")
    func proven() {
        let labels = (0..<400).map { Labels.one($0, 0.01, isRight: true) }
        let calibrated = GateCalibration(
            promise: RiskPromise(risk: 0.05, confidence: 0.9), draft: 0
        ).gate(from: labels, knowledge: "kb", day: "2026-11-25")
        let gate = Gate(
            thresholds: GateThresholds(answer: 1, draft: 1, margin: 1), calibrated: calibrated)
        let close = Self.evidence(Self.candidate("a", 0.50), Self.candidate("b", 0.50))

        #expect(calibrated.answer == 0.01)
        #expect(gate.decide(close, Gate.Circumstances()).outcome == .answer)
        let words = gate.decide(close, Gate.Circumstances()).terms.words
        #expect(words.english.hasPrefix("guaranteed: at most 5 %"))
        #expect(words.chinese.hasPrefix("有保證：機械人自行回覆的答案最多有 5 % 出錯"))
    }
}
