import BatonCore
import BatonGate
import Testing

@Suite("Weights of a business's own")
struct GateModelTests {
    /// Right where twice the first number less the second, and some luck, is above 0.
    private static func labels(_ count: Int, seed: UInt64) -> [GradedDecision] {
        var random = SplitMix(seed)
        return (0..<count).map { number in
            let first = Double.random(in: -1..<1, using: &random)
            let second = Double.random(in: -1..<1, using: &random)
            let luck = Double.random(in: -1..<1, using: &random)
            var label = Labels.one(number, 0.5, isRight: 2 * first - second + luck > 0)
            label.features = ["first": first, "second": second, "constant": 1]
            return label
        }
    }

    @Test("the fit finds what tells right from wrong, and leaves out what never varies")
    func fit() throws {
        let model = try #require(GateModelFit.fit(Self.labels(2000, seed: 1)))
        let weights = Dictionary(
            uniqueKeysWithValues: model.features.map { ($0.name, $0.weight) })

        #expect(Set(weights.keys) == ["first", "second"])
        #expect((weights["first"] ?? 0) > 1.5)
        #expect((weights["second"] ?? 0) < -0.7)
        #expect(model.labels == 2000)
        #expect(model.confidence(["first": 0.9, "second": -0.9]) > 0.95)
        #expect(model.confidence([:]) == 0)
    }

    @Test("at the minimum the mean confidence is the share of right ones")
    func balance() throws {
        let labels = Self.labels(500, seed: 2)
        let model = try #require(GateModelFit.fit(labels))
        let mean = labels.reduce(0) { $0 + model.confidence($1.features) } / 500

        // The intercept is not penalised, so its part of the gradient is 0.
        #expect(abs(mean - Double(labels.count(where: \.isRight)) / 500) < 1e-9)
    }

    @Test("the same labels give the same weights, bit for bit")
    func deterministic() {
        #expect(
            GateModelFit.fit(Self.labels(400, seed: 3))
                == GateModelFit.fit(Self.labels(400, seed: 3)))
    }

    @Test("too few labels, or only of one kind, give no weights")
    func tooFew() {
        #expect(GateModelFit.fit([]) == nil)
        #expect(GateModelFit.fit(Self.labels(149, seed: 4)) == nil)
        let right = Self.labels(400, seed: 5).map { label in
            var label = label
            label.isRight = true
            return label
        }
        #expect(GateModelFit.fit(right) == nil)
    }

    @Test("a calibration fits on the one half, proves on the other, and says both sizes")
    func calibration() {
        let labels = Self.labels(3000, seed: 6)
        let calibration = GateCalibration(promise: RiskPromise(risk: 0.05, confidence: 0.9))
        let gate = calibration.gate(from: labels, knowledge: "茶餐廳", day: "2026-11-25")
        let divided = calibration.division.divide(labels)

        #expect(gate.sizes.fit == divided.fit.count)
        #expect(gate.sizes.bound == divided.bound.count)
        #expect(gate.guarantee.labels == divided.bound.count)
        #expect(gate.model?.labels == divided.fit.count)
        #expect(gate.model == GateModelFit.fit(divided.fit))
        #expect(gate.answer != nil)
        #expect(gate == calibration.gate(from: labels, knowledge: "茶餐廳", day: "2026-11-25"))
    }

    @Test("a label of the bound's half changes no weight and no plan")
    func separate() {
        let labels = Self.labels(1000, seed: 7)
        let calibration = GateCalibration(promise: RiskPromise(risk: 0.05, confidence: 0.9))
        let turned = labels.map { label in
            var label = label
            if calibration.division.isForBound(label.conversation) { label.isRight.toggle() }
            return label
        }
        let gate = calibration.gate(from: labels, knowledge: "kb", day: "2026-11-25")
        let other = calibration.gate(from: turned, knowledge: "kb", day: "2026-11-25")

        #expect(gate.model == other.model)
        #expect(gate.guarantee.plan == other.guarantee.plan)
        #expect(gate.answer != nil)
        #expect(other.answer == nil)
        #expect(gate.version != other.version)
    }
}
