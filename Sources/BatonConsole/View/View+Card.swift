import BatonCore
import BatonDesk
import BatonText
import BatonUI

extension Painter {
    /// The handover card: what was asked, why the bot stopped, what it had in hand, and who asks.
    ///
    /// What an agent acts on comes first, since a small window shows only the beginning.
    /// - Parameters:
    ///   - isFull: everything that is known of the decision.
    ///   - isRoomy: there is room for every answer, not only the best.
    func cardLines(
        _ open: ConversationModel, width: Int, isFull: Bool = false, isRoomy: Bool = false
    ) -> [StyledLine] {
        let row = open.view.conversation
        let decision = open.decision
        var lines = failureLines(open, width: width)
        lines.append(titleLine(row, decision, open))
        if let note = row.note { lines += field(Words.notes, note, width, .note, most: 3) }
        guard let decision else {
            if open.selected != nil { lines.append(StyledLine(text(Words.noDecision), .textDim)) }
            return lines + customerLines(open, width)
        }
        if let summary = open.view.summary, decision.id == open.view.decision?.id {
            lines += summaryLines(summary, width, isFull: isFull, isRoomy: isRoomy)
        } else {
            lines += field(
                Words.asked, decision.evidence.text.replacing("\n", with: " / "), width,
                .cardText, most: isFull ? 8 : isRoomy ? 4 : 2)
        }
        var proposed: String?
        if Command.approve.obstacle(in: model) == nil, decision.id == open.view.decision?.id {
            lines += suggestionLines(decision, width, isFull)
            proposed = decision.suggestion
        }
        lines += candidateLines(
            decision, besides: proposed, width, isFull: isFull, isRoomy: isRoomy)
        lines += evidenceLines(decision, width, isFull)
        return lines + customerLines(open, width)
    }

    private func titleLine(_ row: Conversation, _ decision: Decision?, _ open: ConversationModel)
        -> StyledLine
    {
        let isLatest = decision?.id == open.view.decision?.id
        var spans: [(String, ThemeRole)] = []
        if row.owner != .bot, isLatest, let reason = row.reason {
            spans.append(("▣ \(text(Words.card))\(text(Words.colon))", .cardTitle))
            spans.append((text(reason.title), .statusWarn))
        } else if let decision {
            let words = Words.outcomes[decision.outcome].map { text($0) } ?? ""
            spans.append(("▣ \(text(Words.decision))\(text(Words.colon))", .cardTitle))
            spans.append((words, .cardText))
        } else {
            spans.append(("▣ \(text(Words.card))", .cardTitle))
        }
        if let decision {
            spans.append(("  ", .cardLabel))
            spans += sureSpans(decision)
            let others = decision.reasons.filter { $0 != row.reason || !isLatest }.prefix(2)
            if !others.isEmpty {
                let words = others.map { text($0.title) }.joined(separator: ", ")
                spans.append(("  " + words, .cardLabel))
            }
        }
        return StyledLine(spans)
    }

    /// How sure the bot was; where a rule decided, that one did, whatever the score.
    func sureSpans(_ decision: Decision) -> [(String, ThemeRole)] {
        if decision.isByRule { return [(text(Words.byRule), .cardLabel)] }
        let percent = Int((decision.confidence * 100).rounded())
        return [
            (text(Words.sure) + " ", .cardLabel),
            ("\(percent)%", Self.role(of: decision.confidence)),
        ]
    }

    /// The two weightiest reasons of a decision.
    func reasonSpan(_ decision: Decision) -> (String, ThemeRole) {
        let titles = decision.reasons.prefix(2).map { text($0.title) }
        return ("  " + titles.joined(separator: ", "), .textDim)
    }

    /// What went wrong with the selected message, first of all.
    private func failureLines(_ open: ConversationModel, width: Int) -> [StyledLine] {
        guard let message = open.selectedMessage else { return [] }
        switch message.delivery {
        case .failed:
            let why = message.failure.map { failureWords($0) } ?? ""
            return StyledLine.wrapped(
                "✗ \(text(Words.failed))\(why.isEmpty ? "" : text(Words.colon) + why)", .statusBad,
                width: width, indent: 2, most: 4)
        case .unknown:
            return StyledLine.wrapped(
                "? \(text(Words.unknownLong))", .statusBad, width: width, indent: 2, most: 3)
        default: return []
        }
    }

    /// What a refusal asks for, in the person's language, then the provider's code and its own words.
    private func failureWords(_ failure: ProviderError) -> String {
        // Code 0 is a fault of our own: no provider has it.
        let code = failure.code == 0 ? nil : "\(failure.code)"
        let said = [code, failure.title(in: language), failure.details].compactMap(\.self)
            .filter { !$0.isEmpty }.joined(separator: " – ")
        guard let advice = failure.advice else { return said }
        return text(Words.advised).replacing("%", with: text(advice)).replacing("#", with: said)
    }

    private func candidateLines(
        _ decision: Decision, besides proposed: String?, _ width: Int, isFull: Bool,
        isRoomy: Bool
    ) -> [StyledLine] {
        var lines: [StyledLine] = []
        for (index, candidate) in decision.evidence.candidates.prefix(isFull ? 5 : 3).enumerated() {
            let score = "\(Int((candidate.score * 100).rounded()))%"
            let head = Wrapping.padded(score, width: 4, alignRight: true)
            var spans: [(String, ThemeRole)] = [
                ("\(index + 1)", index < 3 ? .key : .cardLabel),
                (head + " ", Self.role(of: candidate.score)),
                (SafeText(candidate.question).string, .cardText),
            ]
            if !candidate.isValid { spans.append((" (\(text(Words.expired)))", .statusBad)) }
            lines.append(StyledLine(spans))
            if isFull {
                lines += StyledLine.wrapped(
                    candidate.likeness(in: model.language), .textDim, width: width, indent: 6,
                    first: 6)
            }
            // The draft above it says the same words.
            if candidate.answer == proposed { continue }
            if index == 0 || isFull || isRoomy {
                lines += StyledLine.wrapped(
                    SafeText(candidate.answer).string, .textDim, width: width, indent: 6, first: 6,
                    most: isFull ? 6 : 3)
            }
        }
        return lines
    }

    /// Score, lead over the second, article and revision, gate; and what it cost.
    private func evidenceLines(_ decision: Decision, _ width: Int, _ isFull: Bool) -> [StyledLine] {
        var lines: [StyledLine] = []
        let candidates = decision.evidence.candidates
        if let best = candidates.first {
            let second = candidates.dropFirst().first?.score ?? 0
            let lead = Int(((best.score - second) * 100).rounded())
            lines += field(
                Words.evidence,
                "\(best.entry) r\(best.revision) · +\(lead)% \(text(Words.lead)) · "
                    + decision.gateVersion, width, .textDim, most: 2)
        }
        let knowledge = decision.knowledge ?? "—"
        lines += field(
            Words.tried,
            "\(knowledge) r\(decision.knowledgeRevision) · \(candidates.count) "
                + "\(text(Words.found)) · "
                + Clock.milliseconds(decision.timing.totalMicroseconds),
            width, .textDim, most: 2)
        let isByThreshold = decision.gateVersion.hasPrefix("threshold")
        lines += field(
            Words.gate,
            isByThreshold && !isFull ? text(Words.noGuarantee) : text(decision.gateWords), width,
            .textDim, most: 3)
        return lines
    }

    private func customerLines(_ open: ConversationModel, _ width: Int) -> [StyledLine] {
        let contact = open.view.contact
        let day = CalendarDay.text(of: contact.createdAt, offsetMinutes: model.utcOffsetMinutes)
        let addresses = contact.identities.filter { $0.kind == .phone || $0.kind == .username }
            .map(\.value)
        var lines = field(
            Words.customer,
            ([contact.name].compactMap(\.self) + addresses + ["\(text(Words.since)) \(day)"])
                .joined(separator: " · "), width, .textDim, most: 3)
        if let changed = contact.identityChangedAt {
            let when = CalendarDay.text(of: changed, offsetMinutes: model.utcOffsetMinutes)
            lines += StyledLine.wrapped(
                "⚠ \(text(Words.identityChanged)) \(when)", .statusWarn, width: width)
        }
        return lines + marketingLines(open, width) + otherLines(open, width)
    }

    /// Cells of a label: the values stand below each other.
    private static let labelWidth = 8

    func field(
        _ label: BilingualText, _ words: String, _ width: Int, _ role: ThemeRole, most: Int
    ) -> [StyledLine] {
        let head = Wrapping.padded(text(label), width: Self.labelWidth) + " "
        let indent = CellWidth.cells(of: head)
        let wrapped = StyledLine.wrapped(
            SafeText(words).string, role, width: width - indent, most: most)
        return wrapped.enumerated().map { offset, line in
            let start = offset == 0 ? head : String(repeating: " ", count: indent)
            return StyledLine([(start, .cardLabel)] + line.spans.map { ($0.text, $0.role) })
        }
    }
}
