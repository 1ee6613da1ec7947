import BatonCore
import BatonGate
import Testing

@Suite("A gate's versions")
struct CalibratedGateTests {
    private static let promise = RiskPromise(risk: 0.05, confidence: 0.9)

    private static func gate(_ count: Int, basis: CalibratedGate.Basis = .guarantee)
        -> CalibratedGate
    {
        var random = SplitMix(31)
        let labels = (0..<count).map { number in
            let confidence = Double.random(in: 0..<1, using: &random)
            return Labels.one(number, confidence, isRight: confidence > 0.5)
        }
        return GateCalibration(promise: promise, basis: basis)
            .gate(from: labels, knowledge: "kb", day: "2026-11-25")
    }

    @Test("a file gives the same gate again, and the same gate the same bytes")
    func file() throws {
        let gate = Self.gate(600)
        let bytes = try gate.fileBytes()

        #expect(try CalibratedGate.read(bytes, name: "gate.json") == gate)
        #expect(try Self.gate(600).fileBytes() == bytes)
        #expect(gate.version.hasPrefix("gate-"))
        #expect(gate.version.count == 17)
    }

    @Test("a file that was changed, is of another layout, or is no gate's is refused with a reason")
    func refused() throws {
        let text = String(decoding: try Self.gate(600).fileBytes(), as: UTF8.self)
        func message(_ text: String) -> String {
            do throws(GateFileError) {
                _ = try CalibratedGate.read(Array(text.utf8), name: "gate.json")
                return ""
            } catch {
                return error.description
            }
        }

        let changed = text.replacing("\"risk\" : 0.05", with: "\"risk\" : 0.01")
        #expect(changed != text)
        #expect(message(changed).contains("was changed after it was made, so its promise is void"))
        #expect(
            message(text.replacing("\"formatVersion\" : 1", with: "\"formatVersion\" : 9"))
                == "gate.json: has layout 9, this program reads 1; write it anew with "
                + "'baton gate fit'")
        #expect(
            message("{}")
                == "gate.json: is not a gate's file (no \"format\": \"baton-gate\"); "
                + "'baton gate fit' writes one")
        #expect(message("[1, 2").hasPrefix("gate.json: is not a gate's file"))
        #expect(message("").hasPrefix("gate.json: is not a gate's file"))
        #expect(
            message("{\"format\": \"baton-gate\", \"formatVersion\": 1}")
                .hasPrefix("gate.json: lacks a part"))
    }

    @Test("a comparison counts what changes and what of it becomes wrong")
    func comparison() {
        let graded = [
            Labels.one(1, 0.9, isRight: true), Labels.one(2, 0.8, isRight: false),
            Labels.one(3, 0.7, isRight: true), Labels.one(4, 0.1, isRight: false),
        ]
        let comparison = GateComparison(
            before: "a", after: "b", on: graded, answersBefore: { $0.confidence >= 0.85 },
            answersAfter: { $0.confidence >= 0.6 && $0.confidence < 0.85 })

        #expect(comparison.before.answered == 1)
        #expect(comparison.after.answered == 2)
        #expect(comparison.after.risk == 0.5)
        #expect(
            comparison.words.english
                == "3 of 4 decisions change: 2 more answered (1 of them wrong by their labels), 1 "
                + "fewer (0 of them wrong); coverage +25.0 points")
    }

    @Test("going back is choosing an older version, and an unknown one changes nothing")
    func history() {
        let first = Self.gate(600)
        let second = Self.gate(900)
        var history = GateHistory()
        history.add(first)
        history.add(second)
        history.add(first)

        #expect(history.versions.map(\.version) == [first.version, second.version])
        #expect(history.gate == nil)
        let chosen = [second.version, first.version, "gate-000000000000"].map {
            history.choose($0)
        }
        #expect(chosen == [true, true, false])
        #expect(history.gate == first)
    }

    @Test("a gate that was proven on decisions by one model drafts what another decides")
    func otherModel() throws {
        let labels = (0..<600).map { number in
            var label = Labels.one(number, 0.3 + Double(number % 70) / 100, isRight: true)
            label.meaning = "use-m3"
            return label
        }
        let gate = GateCalibration(promise: Self.promise, draft: 0)
            .gate(from: labels, knowledge: "kb", day: "2026-11-25")
        var evidence = Evidence(
            text: "幾點", language: .cantonese,
            candidates: [
                Candidate(
                    entry: EntryID("a"), revision: 1, score: 1, engines: ["likely": 1],
                    question: "?", answer: "!", answerLanguage: "yue")
            ])
        func outcome() -> (Outcome, [ReasonCode]) {
            var open = gate
            open.guarantee.tests[0].threshold = 0
            open.guarantee.tests = [open.guarantee.tests[0]]
            let verdict = Gate(
                thresholds: GateThresholds(answer: 1, draft: 0, margin: 0), calibrated: open
            ).decide(evidence, Gate.Circumstances())
            return (verdict.outcome, verdict.reasons)
        }

        #expect(gate.meanings == ["use-m3"])
        #expect(outcome() == (.draft, [.unproven]))
        evidence.model = "use-m3"
        #expect(outcome() == (.answer, [.confident]))
    }

    @Test("the early mode says how many labels it lacks, or that labels are not what it lacks")
    func earlyNeed() {
        let wrong = (0..<60).map { Labels.one($0, 0.9, isRight: false) }
        let calibration = GateCalibration(promise: Self.promise, basis: .early)

        #expect(calibration.gate(from: [], knowledge: "kb", day: "").labelsNeeded == 19)
        let closed = calibration.gate(from: wrong, knowledge: "kb", day: "")
        #expect(closed.labelsNeeded == nil)
        #expect(
            closed.terms.words.english.contains("at every threshold more than 5 % of all messages"))
    }

    @Test("without labels it is closed in both modes, and its words say what is missing")
    func empty() {
        let gate = Self.gate(0)
        let early = Self.gate(0, basis: .early)

        #expect(gate.answer == nil)
        #expect(early.answer == nil)
        #expect(gate.terms.words.english.hasPrefix("closed: at least 45 more random labels needed"))
        #expect(early.terms.words.english.hasPrefix("early mode, closed: at least 19 more"))
    }
}
