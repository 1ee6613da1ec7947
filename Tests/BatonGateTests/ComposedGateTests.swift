import BatonCore
import BatonGate
import Testing

@Suite("The gate and composed replies")
struct ComposedGateTests {
    private static let gate = Gate(
        thresholds: GateThresholds(answer: 0.9, draft: 0.4, margin: 0.03))
    private static let evidence = Evidence(
        text: "幾時開門", language: .cantonese,
        candidates: [
            Candidate(
                entry: EntryID("a"), revision: 1, score: 0.8, engines: [:], question: "a?",
                answer: "a!", answerLanguage: "en")
        ])

    private static func verdict(
        _ outcome: Outcome, _ reasons: [ReasonCode], confidence: Double = 0.5
    ) -> GateVerdict {
        GateVerdict.of(outcome, reasons, confidence: confidence)
    }

    private static func composed(
        _ ending: ComposedReply.Ending = .grounded, mayAnswer: Bool = true
    ) -> ComposedReply {
        ComposedReply(
            ending: ending, text: ending == .grounded ? "a." : nil, model: "m",
            mayAnswer: mayAnswer)
    }

    @Test(
        "a model is asked only where the score alone stopped the gate",
        arguments: [
            ([ReasonCode.lowConfidence], Outcome.handover, true), ([.lowConfidence], .draft, true),
            ([.ambiguous], .draft, true), ([.unproven], .draft, true),
            ([.budgetSpent, .lowConfidence], .handover, true), ([.confident], .answer, false),
            ([.ambiguous], .clarify, false), ([.draftOnly, .confident], .draft, false),
            ([.shadow, .confident], .draft, false), ([.smallTalk], .acknowledge, false),
        ])
    func asked(reasons: [ReasonCode], outcome: Outcome, expected: Bool) {
        #expect(
            Self.gate.mayCompose(
                Self.verdict(outcome, reasons), Self.evidence, Gate.Circumstances()) == expected)
    }

    @Test("a model is never asked where a rule gives the turn to a person")
    func ruled() {
        let verdict = Self.verdict(.handover, [.lowConfidence])
        for signal in GateRules.signals + [.offTopic, ReasonCode("wholesale")] {
            var evidence = Self.evidence
            evidence.signals = [signal]
            #expect(!Self.gate.mayCompose(verdict, evidence, Gate.Circumstances()), "\(signal)")
        }
        let circumstances = [
            Gate.Circumstances(mode: .humanOnly), Gate.Circumstances(hasUnreadable: true),
            Gate.Circumstances(isReserved: true), Gate.Circumstances(isStale: true),
            Gate.Circumstances(previousAnswer: EntryID("a")),
            Gate.Circumstances(
                state: .stopped(
                    by: PersonID("ken"), since: Timestamp(milliseconds: 0), before: .closed)),
        ]
        for circumstance in circumstances {
            #expect(!Self.gate.mayCompose(verdict, Self.evidence, circumstance))
        }
        let none = Evidence(text: "x", language: .english, candidates: [])
        #expect(!Self.gate.mayCompose(verdict, none, Gate.Circumstances()))
    }

    @Test("what the check refused changes nothing")
    func refused() {
        let verdict = Self.verdict(.handover, [.lowConfidence])
        for ending in ComposedReply.Ending.allCases where ending != .grounded {
            #expect(
                Self.gate.settled(verdict, with: Self.composed(ending), Gate.Circumstances())
                    == verdict)
        }
    }

    @Test("a reply that stands is a draft, and an answer only where everything lets it be")
    func settled() {
        let verdict = Self.verdict(.handover, [.lowConfidence])
        var proven = Self.gate
        proven.calibrated = GateCalibration(
            promise: RiskPromise(risk: 0.05, confidence: 0.9), draft: 0.1
        ).gate(from: [], knowledge: "", day: "")
        func outcome(
            by gate: Gate = Self.gate, confidence: Double = 0.5, mayAnswer: Bool = true,
            _ circumstances: Gate.Circumstances = Gate.Circumstances()
        ) -> Outcome {
            var verdict = verdict
            verdict.confidence = confidence
            return gate.settled(
                verdict, with: Self.composed(mayAnswer: mayAnswer), circumstances
            ).outcome
        }

        #expect(outcome() == .answer)
        #expect(outcome(mayAnswer: false) == .draft)
        #expect(outcome(by: proven) == .draft)
        #expect(outcome(confidence: 0.39) == .draft)
        for mode in [InboxMode.shadow, .draftOnly, .humanOnly] {
            #expect(outcome(Gate.Circumstances(mode: mode)) == .draft, "\(mode)")
        }
        for state in [GateState.closed, .tightened(since: Timestamp(milliseconds: 0))] {
            #expect(outcome(Gate.Circumstances(state: state)) == .draft)
        }
    }
}

extension GateVerdict {
    /// A verdict made by the gate itself, then changed to what a test is about.
    fileprivate static func of(
        _ outcome: Outcome, _ reasons: [ReasonCode], confidence: Double
    ) -> GateVerdict {
        var verdict = Gate(thresholds: GateThresholds(answer: 0, draft: 0, margin: 0)).decide(
            Evidence(text: "", language: .english, candidates: []), Gate.Circumstances())
        verdict.outcome = outcome
        verdict.reasons = reasons
        verdict.confidence = confidence
        return verdict
    }
}
