import BatonCore
import BatonStore

/// A turn between what the gate says at first and its record.
struct PendingTurn: Sendable {
    let context: TurnContext
    let knowledge: String?
    let standing: GateBook.Standing
    let input: DecisionPipeline.Input
    /// With the gate that was in force.
    let pipeline: DecisionPipeline
    let result: DecisionPipeline.Result
    let now: Timestamp
    let start: ContinuousClock.Instant
}
