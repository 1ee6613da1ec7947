package import BatonCore

extension HandoverSummary {
    /// Characters of the customer's words in a line.
    private static let excerpt = 90

    /// The summary of a handover: the model's, where it made one that the check let stand, else one
    /// taken from the record.
    /// - Parameters:
    ///   - messages: the conversation's latest, oldest first.
    ///   - reason: why it waits for a person, which need not be the decision's: an answer that was
    ///     not delivered, for one.
    package init(_ decision: Decision, messages: [Message], reason: ReasonCode? = nil) {
        if let lines = decision.composed?.summary, !lines.isEmpty {
            self.init(lines: lines.map { BilingualText($0, $0) }, isByModel: true)
        } else {
            self.init(
                lines: [
                    Self.asked(decision), Self.tried(decision, messages),
                    Self.stopped(decision, reason),
                ], isByModel: false)
        }
    }

    private static func asked(_ decision: Decision) -> BilingualText {
        let words = short(decision.evidence.text)
        return BilingualText("Asks: \(words)", "客人問：\(words)")
    }

    private static func tried(_ decision: Decision, _ messages: [Message]) -> BilingualText {
        let asked = Set(decision.messages)
        let before = messages.prefix { !asked.contains($0.id) }
        let said = before.last { $0.author == .bot }?.content.words.map(short)
        let found: BilingualText
        if let best = decision.evidence.candidates.first {
            let question = short(best.question)
            // Where a rule decided, how sure the entry was would read as the reason.
            let percent =
                decision.isByRule ? nil : "\(Int((decision.confidence * 100).rounded())) %"
            found = BilingualText(
                "closest entry “\(question)”" + (percent.map { ", \($0) sure" } ?? ""),
                "最近的條目「\(question)」" + (percent.map { "，把握 \($0)" } ?? ""))
        } else {
            found = BilingualText("no entry found", "找不到條目")
        }
        guard let said else {
            return BilingualText("Tried: \(found.english)", "已嘗試：\(found.chinese)")
        }
        return BilingualText(
            "Tried: bot said “\(said)”; \(found.english)", "已嘗試：機械人曾答「\(said)」；\(found.chinese)")
    }

    private static func stopped(_ decision: Decision, _ reason: ReasonCode?) -> BilingualText {
        let decided = decision.outcome == .answer ? [] : decision.reasons
        let reasons = ([reason].compactMap(\.self) + decided.filter { $0 != reason }).map(\.title)
        return BilingualText(
            "Stopped: " + reasons.map(\.english).joined(separator: ", "),
            "停下原因：" + reasons.map(\.chinese).joined(separator: "、"))
    }

    private static func short(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " / ")
        return line.count <= excerpt ? line : line.prefix(excerpt - 1) + "…"
    }
}
