package import BatonCore

/// One version of a business's gate: weights, threshold, and the evidence for both.
///
/// A value that never changes: a refit makes another version, and going back is choosing the older.
package struct CalibratedGate: Sendable, Codable, Hashable {
    /// What the threshold in force bounds.
    package enum Basis: String, Sendable, Codable, CaseIterable {
        /// The share of errors among the bot's own answers, with confidence.
        case guarantee
        /// The expected share of messages that are answered wrongly: the early mode.
        case early
    }

    /// How many labels went where.
    package struct Sizes: Sendable, Codable, Hashable {
        /// For weights and for the plan.
        package var fit: Int
        /// For the bound alone.
        package var bound: Int
        /// Older than the window.
        package var tooOld: Int
        /// Not drawn at random, so not counted in the bound.
        package var selective: Int
        /// More than one of a conversation, so not counted in the bound.
        package var sameConversation: Int
        /// Read from what customers did, so not fitted to.
        package var weak: Int
    }

    /// Which kind of file it is written as.
    package var format: String
    /// The layout of the file.
    package var formatVersion: Int
    /// Its name, `gate-` and a hash of everything else.
    package var version: String
    /// The day on which it was made, `yyyy-mm-dd`.
    package var madeOn: String
    /// The knowledge base whose decisions were graded.
    package var knowledge: String
    /// The weights; `nil` for the shipped ones.
    package var model: GateModel?
    /// How labels were divided.
    package var division: LabelDivision
    /// How many went where.
    package var sizes: Sizes
    /// The proof, or why there is none.
    package var guarantee: GuaranteedThreshold
    /// The early mode's threshold.
    package var early: JointRiskThreshold
    /// Which of the two is in force.
    package var basis: Basis
    /// The confidence from which it drafts for a person.
    package var draft: Double
    /// A lead over the second candidate below which it may ask which is meant.
    package var margin: Double
    /// What the traffic of the bound's labels looked like, to notice a shift.
    package var traffic: TrafficProfile
    /// What compared meanings in the decisions of its labels, `words` for nothing.
    ///
    /// A decision made otherwise is none that the proof speaks of. `nil` in an older program's gates.
    package var meanings: [String]?

    /// The confidence from which the bot answers alone; `nil` while closed.
    package var answer: Double? {
        switch basis {
        case .guarantee: guarantee.threshold
        case .early: early.threshold
        }
    }

    /// What it promises.
    package var terms: GateTerms {
        switch basis {
        case .guarantee: guarantee.terms
        case .early: early.terms
        }
    }

    /// Whether decisions made as this one was were among its labels.
    package func speaks(of evidence: Evidence) -> Bool {
        guard let meanings, !meanings.isEmpty else { return true }
        return meanings.contains(evidence.model ?? Self.wordsAlone)
    }

    /// How a decision by words alone is named in ``meanings``.
    package static let wordsAlone = "words"

    /// At least how many more random labels would open it; `nil` where it is open, or where labels
    /// are not what lacks.
    package var labelsNeeded: Int? {
        guard answer == nil else { return nil }
        switch basis {
        case .early:
            let least = JointRiskThreshold.labelsNeeded(risk: early.risk)
            return early.labels < least ? least - early.labels : nil
        case .guarantee:
            guard case .labels(let more) = guarantee.need else { return nil }
            return more
        }
    }

    /// How sure it is of the evidence's first candidate, 0…1.
    package func confidence(of evidence: Evidence) -> Double {
        guard !evidence.candidates.isEmpty else { return 0 }
        guard let model else { return Confidence.value(of: evidence) }
        return model.confidence(
            GateFeatures.of(evidence), candidates: GateFeatures.entries(of: evidence))
    }

    /// How sure it is of a graded decision; the one it was graded with under the shipped weights.
    package func confidence(of graded: GradedDecision) -> Double {
        model?.confidence(graded.features, candidates: graded.candidates) ?? graded.confidence
    }

    /// Whether it answers a graded decision alone.
    package func answers(_ graded: GradedDecision) -> Bool {
        guard let answer, graded.isEligible else { return false }
        return confidence(of: graded) >= answer
    }
}
