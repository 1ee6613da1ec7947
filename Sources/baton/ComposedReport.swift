import BatonCore
import BatonText

/// What a language model did for a decision, in words for people.
enum ComposedReport {
    static func lines(of composed: ComposedReply) -> [String] {
        var lines = [
            "Composed: \(ending(composed.ending)); \(composed.model), asked \(composed.attempts) "
                + "times, \(composed.tokens) tokens, \(composed.milliseconds) ms."
        ]
        if let why = composed.why { lines.append("  Why: \(why).") }
        if !composed.sources.isEmpty {
            let sources = composed.sources.map { "\($0.entry) r\($0.revision)" }
            lines.append("  Cites: " + sources.joined(separator: ", "))
        }
        if !composed.faults.isEmpty {
            lines.append("  Refused for: " + composed.faults.joined(separator: ", "))
        }
        if let support = composed.grounding["grounding_support"] {
            lines.append(
                "  Borne out by its passages: \(Int((support * 100).rounded())) % of its words")
        }
        if let text = composed.text {
            lines.append(
                "  " + (composed.mayAnswer ? "Reply" : "Draft") + " (machine-made): "
                    + SafeText(text).string)
        }
        for line in composed.summary ?? [] {
            lines.append("  Summary (machine-made): " + SafeText(line).string)
        }
        return lines
    }

    private static func ending(_ ending: ComposedReply.Ending) -> String {
        switch ending {
        case .grounded: "the reply stands under the check"
        case .refused: "the check refused the reply and its repair"
        case .noAnswer: "the model found no answer in the passages"
        case .suspicious: "not asked: the message, or every passage, speaks to a model"
        case .budget: "not asked: the day's budget is spent"
        case .unavailable: "the server did not answer"
        }
    }
}
