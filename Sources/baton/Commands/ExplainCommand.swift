import ArgumentParser
import BatonCore
import BatonDesk
import BatonText

/// Says in plain words why the bot did what it did.
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Say why the bot decided as it did.")

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The id of a conversation, or of a message.")
    var id: String

    @Flag(name: .long, help: "Also print every number that was weighed.")
    var all = false

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func run() async throws {
        let found = try await RecordAccess.use(try global.load()) { record -> Decision? in
            let ofMessage = try await record.send(
                .explain(message: MessageID(id), conversation: nil))
            if case .decision(let decision?) = ofMessage { return decision }
            let ofConversation = try await record.send(
                .explain(message: nil, conversation: ConversationID(id)))
            if case .decision(let decision) = ofConversation { return decision }
            return nil
        }
        guard let decision = found else {
            throw Failure(
                .foundWanting,
                "no decision is known of '\(SafeText(id).string)'; give the id of a "
                    + "conversation or message, as the console's explanation shows it")
        }
        if json { return try Output.json(decision) }
        for line in DecisionReport.lines(of: decision, withNumbers: all) { Output.line(line) }
    }
}

/// A decision in words for people.
enum DecisionReport {
    /// Verdict, confidence and reasons in one line.
    static func summary(of decision: Decision) -> String {
        "\(verdict(of: decision)): "
            + decision.reasons.map(\.title.english).joined(separator: "; ")
    }

    /// What it does, and how sure it was; where a rule decided, that one did.
    private static func verdict(of decision: Decision) -> String {
        let basis =
            decision.isByRule
            ? "by a rule, whatever the score" : "confidence \(percent(decision.confidence))"
        return "\(verb(decision.outcome)), \(basis)"
    }

    /// All of it, a line each.
    /// - Parameter withNumbers: also every number that was weighed.
    static func lines(of decision: Decision, withNumbers: Bool = false) -> [String] {
        var lines = [
            verdict(of: decision) + ".",
            "Why: " + decision.reasons.map(\.title.english).joined(separator: "; ") + ".",
            "Gate: \(decision.gateVersion), \(decision.gateTerms).",
            "Asked (\(decision.evidence.language.rawValue)): "
                + decision.evidence.text.replacing("\n", with: " / "),
        ]
        if let knowledge = decision.knowledge {
            lines.append(
                "Knowledge: \(knowledge), revision \(decision.knowledgeRevision); searched in "
                    + "\(time(decision.timing.retrieveMicroseconds)), decided in "
                    + "\(time(decision.timing.totalMicroseconds)).")
        }
        for (number, candidate) in decision.evidence.candidates.prefix(5).enumerated() {
            lines += self.lines(of: candidate, number: number + 1, withNumbers: withNumbers)
        }
        if withNumbers, !decision.evidence.features.isEmpty {
            lines.append("Weighed: " + numbers(decision.evidence.features))
        }
        if decision.evidence.candidates.isEmpty { lines.append("  No entry matched.") }
        if let reply = decision.reply { lines.append("Reply: " + reply) }
        if let composed = decision.composed { lines += ComposedReport.lines(of: composed) }
        return lines
    }

    /// A candidate with how like the message it is, below each other.
    static func lines(of candidate: Candidate, number: Int, withNumbers: Bool) -> [String] {
        let score = Wrapping.padded(percent(candidate.score), width: 5, alignRight: true)
        var lines = [
            "  \(number). \(score)  \(candidate.question)  [\(candidate.entry)]"
                + (candidate.isValid ? "" : "  expired"),
            "            " + candidate.likeness(in: .english),
        ]
        if withNumbers { lines.append("            (\(numbers(candidate.engines)))") }
        return lines
    }

    private static func numbers(_ numbers: [String: Double]) -> String {
        numbers.sorted { $0.key < $1.key }.map { "\($0.key) \(decimal($0.value))" }
            .joined(separator: ", ")
    }

    private static func time(_ microseconds: Int64) -> String {
        microseconds < 10_000 ? "\(microseconds) µs" : "\(microseconds / 1000) ms"
    }

    private static func verb(_ outcome: Outcome) -> String {
        switch outcome {
        case .answer: "Answers alone"
        case .clarify: "Asks one confirming question"
        case .draft: "Drafts for a person"
        case .handover: "Hands over to a person"
        case .acknowledge: "Says nothing more"
        }
    }

    private static func percent(_ value: Double) -> String { "\(Int((value * 100).rounded())) %" }

    private static func decimal(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let sign = hundredths < 0 ? "-" : ""
        let rest = abs(hundredths) % 100
        return "\(sign)\(abs(hundredths) / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
