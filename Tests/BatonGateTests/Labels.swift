import BatonCore
import BatonGate

/// Labels as tests need them.
enum Labels {
    /// A label of its own conversation.
    static func one(
        _ number: Int, _ confidence: Double, isRight: Bool, source: LabelSource = .randomSample,
        day: Int = 0
    ) -> GradedDecision {
        GradedDecision(
            decision: DecisionID("d\(number)"), conversation: ConversationID("c\(number)"),
            at: Timestamp(seconds: Int64(day) * 86_400), confidence: confidence, isRight: isRight,
            source: source)
    }

    /// Labels whose chance of being right is their confidence to a power: above 1, the model is
    /// surer than it should be.
    static func drawn(
        _ count: Int, power: Int = 1, from first: Int = 0, _ random: inout SplitMix
    ) -> [GradedDecision] {
        (0..<count).map { number in
            let confidence = Double.random(in: 0..<1, using: &random)
            var chance = 1.0
            for _ in 0..<power { chance *= confidence }
            let isRight = Double.random(in: 0..<1, using: &random) < chance
            return one(first + number, confidence, isRight: isRight)
        }
    }
}

/// Randomness from a seed.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
