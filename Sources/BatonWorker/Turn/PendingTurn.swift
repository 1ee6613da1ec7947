import BatonCore
import BatonStore

/// A turn between what the gate says at first and its record.
struct PendingTurn: Sendable {
    /// With the conversation as it was read, and the moment.
    let policy: PolicyTurn
    /// The rating that the turn gives, where one was asked for.
    let rating: GivenRating?
    let knowledge: String?
    let standing: GateBook.Standing
    let input: DecisionPipeline.Input
    /// With the gate that was in force.
    let pipeline: DecisionPipeline
    let result: DecisionPipeline.Result
    /// Whether some entries' vectors were still being made.
    let isPartial: Bool
    let start: ContinuousClock.Instant

    var context: TurnContext { policy.context }
    var now: Timestamp { policy.now }
}
