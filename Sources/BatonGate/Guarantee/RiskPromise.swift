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
        let risk = Percent.text(risk)
        let confidence = Percent.text(confidence)
        return BilingualText(
            "at most \(risk) of what the bot answers alone is wrong, with \(confidence) confidence",
            "機械人自行回覆的答案最多有 \(risk) 出錯，信心水平 \(confidence)")
    }
}

/// Shares as people read them.
enum Percent {
    /// A share as a percentage with at most one decimal, such as `2.5 %`.
    static func text(_ share: Double) -> String {
        let tenths = Int((share * 1000).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(abs(tenths) % 10) %"
    }
}
