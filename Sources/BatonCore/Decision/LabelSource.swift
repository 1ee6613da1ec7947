/// Where a verdict on a decision came from, which says what it may be used for.
package enum LabelSource: String, Sendable, Codable, CaseIterable {
    /// Drawn at random from all traffic, handed-over messages included: the only source that may
    /// set a threshold or count in its bound.
    case randomSample = "random_sample"
    /// Drawn at random from the bot's own answers: feeds the error budget.
    case review
    /// A person chose to judge it: selective, so it may only fit weights.
    case chosen
    /// Read from what the customer did next: weak, kept for reports alone.
    case implicit

    /// Whether a bound may count it.
    package var mayBound: Bool { self == .randomSample }
    /// Whether a weight may be fitted to it.
    package var mayFit: Bool { self != .implicit }
}
