import BatonCore
import Testing

@testable import BatonGate

@Suite("What labels say of single entries")
struct EntryWeightTests {
    /// Messages whose numbers say nothing: what comes first alone decides, and of `split` also what
    /// comes second.
    private static func labels(_ count: Int, seed: UInt64) -> [GradedDecision] {
        var random = SplitMix(seed)
        return (0..<count).map { number in
            let first = ["good", "bad", "split"][number % 3]
            let second = number % 2 == 0 ? "near" : "far"
            let chance =
                switch first {
                case "good": 0.9
                case "bad": 0.1
                default: second == "near" ? 0.15 : 0.85
                }
            var label = Labels.one(
                number, 0.5, isRight: Double.random(in: 0..<1, using: &random) < chance)
            label.features = ["noise": Double.random(in: -1..<1, using: &random)]
            label.candidates = [EntryID(first), EntryID(second)]
            return label
        }
    }

    private static func confidence(_ model: GateModel, _ candidates: [String]) -> Double {
        model.confidence(["noise": 0], candidates: candidates.map { EntryID($0) })
    }

    @Test("an entry whose answers were wrong is answered with less confidence")
    func entries() throws {
        let model = try #require(GateModelFit.fit(Self.labels(900, seed: 1)))

        #expect(Self.confidence(model, ["good", "near"]) > 0.8)
        #expect(Self.confidence(model, ["bad", "near"]) < 0.2)
        // An entry without labels is judged by the numbers alone.
        let unknown = Self.confidence(model, ["new", "far"])
        #expect(unknown == Self.confidence(model, []))
        #expect(unknown > 0.3 && unknown < 0.7)
    }

    @Test("what comes second counts where labels differ by it")
    func pairs() throws {
        let model = try #require(GateModelFit.fit(Self.labels(900, seed: 2)))

        #expect(Self.confidence(model, ["split", "far"]) > 0.75)
        #expect(Self.confidence(model, ["split", "near"]) < 0.25)
    }

    @Test("few labels move an entry little, and a single one not at all")
    func shrinkage() throws {
        var labels = Self.labels(600, seed: 3)
        func fitted(_ count: Int) throws -> [EntryWeight] {
            let rare = (0..<count).map { number in
                var label = Labels.one(1000 + number, 0.5, isRight: false)
                label.features = ["noise": 0]
                label.candidates = [EntryID("rare")]
                return label
            }
            labels = Array(labels.prefix(600)) + rare
            return try #require(GateModelFit.fit(labels)?.entries)
        }
        func weight(_ weights: [EntryWeight]) -> Double {
            weights.weight(of: EntryWeight.Key(entry: EntryID("rare"), before: nil))
        }

        #expect(weight(try fitted(1)) == 0)
        let two = weight(try fitted(2))
        let twenty = weight(try fitted(20))
        #expect(two < 0 && two > -1)
        #expect(twenty < 2 * two)
    }

    @Test("weights are found by their keys, in the order in which they are kept")
    func order() throws {
        let weights = try #require(GateModelFit.fit(Self.labels(300, seed: 4))?.entries)

        #expect(weights.map(\.key) == weights.map(\.key).sorted())
        for weight in weights { #expect(weights.weight(of: weight.key) == weight.weight) }
        #expect(weights.count == 9)
    }

    @Test("a gate that was fitted before entries counted says what it said, and keeps its version")
    func older() throws {
        let promise = RiskPromise(risk: 0.05, confidence: 0.9)
        var gate = GateCalibration(promise: promise)
            .gate(from: Self.labels(900, seed: 5), knowledge: "kb", day: "2026-11-25")
        gate.model?.entries = nil
        gate.version = gate.contentVersion
        let bytes = try gate.fileBytes()
        let read = try CalibratedGate.read(bytes, name: "gate.json")

        #expect(!String(decoding: bytes, as: UTF8.self).contains("entries"))
        #expect(read == gate)
        let model = try #require(read.model)
        #expect(Self.confidence(model, ["good", "near"]) == Self.confidence(model, []))
    }

    @Test("a gate's file keeps the entries, and gives the same confidence to the last bit")
    func file() throws {
        let promise = RiskPromise(risk: 0.05, confidence: 0.9)
        let labels = Self.labels(900, seed: 6)
        let gate = GateCalibration(promise: promise)
            .gate(from: labels, knowledge: "kb", day: "2026-11-25")
        let read = try CalibratedGate.read(try gate.fileBytes(), name: "gate.json")

        #expect(read == gate)
        #expect(gate.model?.entries?.isEmpty == false)
        for label in labels.prefix(50) {
            #expect(
                read.confidence(of: label).bitPattern == gate.confidence(of: label).bitPattern)
        }
    }
}
