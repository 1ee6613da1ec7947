/// What a gate promises, or why it promises nothing yet: figures, which become words where a person
/// reads them, in that person's language.
///
/// A case is only ever added. A record keeps it as ``Decision/terms`` beside the English sentence,
/// which programs read that do not know the case.
package enum GateTerms: Sendable, Codable, Hashable {
    /// Thresholds set by hand: they promise nothing.
    case thresholds(GateThresholds)
    /// Labels prove the promise.
    case guaranteed(Proof)
    /// Closed: too many of the labels are wrong at every threshold that was tried.
    case tooManyWrong(labels: Int)
    /// Closed until there are at least so many `more` random labels.
    case labelsNeeded(more: Int, labels: Int)
    /// Closed: the labels may do, and a person has to make a version of them.
    case mayBeProven(labels: Int)
    /// Closed: the version in force was made for another promise than the configuration asks.
    case otherPromise(risk: Double, confidence: Double)
    /// The early mode, which bounds the share of all messages that are answered wrongly.
    case early(EarlyProof)
    /// The early mode, closed: too many of the labels are wrong at every threshold.
    case earlyTooManyWrong(risk: Double, labels: Int)
    /// The early mode, closed until there are at least so many `more` random labels.
    case earlyLabelsNeeded(more: Int, labels: Int)

    /// The figures of a proven promise; shares are 0…1.
    package struct Proof: Sendable, Codable, Hashable {
        /// The largest share of the bot's own answers that may be wrong.
        package var risk: Double
        /// The probability with which the promise is to hold.
        package var confidence: Double
        /// The confidence from which the bot answers.
        package var threshold: Double
        /// The share of messages that it answers.
        package var coverage: Double
        /// Labels that it would have answered.
        package var answered: Int
        /// Of these, how many wrongly.
        package var wrong: Int
        /// How many labels the bound had.
        package var labels: Int
        /// The error rate that is not exceeded.
        package var bound: Double

        /// Makes the figures.
        package init(
            risk: Double, confidence: Double, threshold: Double, coverage: Double, answered: Int,
            wrong: Int, labels: Int, bound: Double
        ) {
            self.risk = risk
            self.confidence = confidence
            self.threshold = threshold
            self.coverage = coverage
            self.answered = answered
            self.wrong = wrong
            self.labels = labels
            self.bound = bound
        }
    }

    /// The figures of the early mode; shares are 0…1.
    package struct EarlyProof: Sendable, Codable, Hashable {
        /// The largest expected share of all messages that are answered wrongly.
        package var risk: Double
        /// The confidence from which the bot answers.
        package var threshold: Double
        /// Labels that it would have answered.
        package var answered: Int
        /// Of these, how many wrongly.
        package var wrong: Int
        /// How many labels it had.
        package var labels: Int

        /// Makes the figures.
        package init(risk: Double, threshold: Double, answered: Int, wrong: Int, labels: Int) {
            self.risk = risk
            self.threshold = threshold
            self.answered = answered
            self.wrong = wrong
            self.labels = labels
        }
    }
}
