package import BatonCore

/// What a business asks of its gate: of what the bot says alone at most `risk` is wrong, and that
/// holds with `confidence`.
package struct RiskPromise: Sendable, Codable, Hashable {
    /// The largest share of the bot's own answers that may be wrong, above 0 and below 1.
    package var risk: Double
    /// The probability with which the promise is to hold, above 0 and below 1.
    package var confidence: Double

    /// Makes a promise.
    package init(risk: Double, confidence: Double) {
        self.risk = risk
        self.confidence = confidence
    }

    /// The probability with which the promise may fail: δ.
    package var failure: Double { 1 - confidence }

    /// Whether both shares are ones that a promise can be made of.
    package var isSound: Bool {
        (0.000_1...0.5).contains(risk) && (0.5...0.999_9).contains(confidence)
    }

    /// The promise in words.
    package var words: BilingualText {
        GateTerms.promise(risk: risk, confidence: confidence)
    }
}
