package import BatonCore

/// A past decision with what people say of it: what the gate learns from.
package struct GradedDecision: Sendable, Codable, Hashable {
    /// The decision.
    package var decision: DecisionID
    /// Its conversation, by which labels are divided.
    package var conversation: ConversationID
    /// When it was made.
    package var at: Timestamp
    /// The gate's confidence in the first candidate, 0…1.
    package var confidence: Double
    /// Whether answering with the first candidate is right; false where nothing could answer.
    package var isRight: Bool
    /// Whether nothing ruled an answer out before the score: a candidate, valid, and no rule.
    package var isEligible: Bool
    /// Where the verdict came from.
    package var source: LabelSource
    /// The language that the message was taken for.
    package var language: Language
    /// The named numbers that the confidence is made of.
    package var features: [String: Double]
    /// The entries that they are of, best first; the first two are enough.
    package var candidates: [EntryID]
    /// What compared meanings; `nil` where words alone counted.
    package var meaning: String?

    /// Makes a graded decision.
    package init(
        decision: DecisionID, conversation: ConversationID, at: Timestamp, confidence: Double,
        isRight: Bool, isEligible: Bool = true, source: LabelSource = .randomSample,
        language: Language = .english, features: [String: Double] = [:],
        candidates: [EntryID] = [], meaning: String? = nil
    ) {
        self.meaning = meaning
        self.candidates = candidates
        self.decision = decision
        self.conversation = conversation
        self.at = at
        self.confidence = confidence
        self.isRight = isRight
        self.isEligible = isEligible
        self.source = source
        self.language = language
        self.features = features
    }

    /// Whether a gate that answers from `threshold` answers it.
    package func isAnswered(from threshold: Double) -> Bool {
        isEligible && confidence >= threshold
    }

    /// The same decision as another model sees it.
    package func scored(by confidence: Double) -> GradedDecision {
        var graded = self
        graded.confidence = confidence
        return graded
    }
}
