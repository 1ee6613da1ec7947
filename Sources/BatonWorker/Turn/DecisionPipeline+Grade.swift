package import BatonCore
package import BatonGate
package import BatonKnowledge

extension DecisionPipeline {
    /// Decides a labelled message and grades the decision by its label, as a person would.
    /// - Parameter vectors: the message's vector, where a server made it.
    /// - Returns: the graded decision, under the shipped weights, with the features for a refit.
    package func graded(
        _ labelled: LabelledQuery, index: KnowledgeIndex?,
        vectors: MessageVectors = MessageVectors(), now: Timestamp
    ) -> GradedDecision {
        let query = labelled.query
        let result = decide(Input(text: query.text, vectors: vectors, now: now), index: index)
        let evidence = result.evidence
        let first = evidence.candidates.first
        return GradedDecision(
            decision: DecisionID(query.id), conversation: ConversationID(query.id), at: now,
            confidence: Confidence.value(of: evidence),
            isRight: first.map { labelled.relevant.contains($0.entry) } ?? false,
            isEligible: GateRules.ruling(evidence, result.circumstances) == nil,
            language: evidence.language, features: GateFeatures.of(evidence),
            candidates: GateFeatures.entries(of: evidence), meaning: evidence.model)
    }
}
