import BatonCore
import BatonText
import BatonUI

extension Painter {
    /// The review list: one decision in front, with its question, answer and entry.
    func review(_ frame: inout Frame, _ rect: Rect) -> CutOff {
        let review = model.review
        guard let item = review.selected else {
            return empty(
                &frame, rect, text(review.isLoaded ? Words.reviewEmpty : Words.loading))
        }
        let area = rect.inset(columns: 2, rows: 1)
        let lines = reviewLines(item, width: area.columns)
        draw(lines, &frame, area)
        return CutOff(lines.count - area.rows)
    }

    private func reviewLines(_ item: ReviewItem, width: Int) -> [StyledLine] {
        let decision = item.decision
        let first = decision.evidence.candidates.first
        let place = "\(model.review.selection + 1)/\(max(model.review.waiting, 1))"
        var lines = [
            StyledLine([
                (text(Words.reviewTitle), .title),
                ("  \(place) \(text(Words.reviewWaiting))", .textDim),
            ]),
            StyledLine("", .text), StyledLine(text(Words.questionAsked), .textDim),
        ]
        lines += StyledLine.wrapped(
            decision.evidence.text, .textStrong, width: width, indent: 2, first: 2, most: 6)
        lines.append(StyledLine("", .text))
        let isSent = decision.outcome == .answer && decision.mode == .auto
        lines.append(StyledLine(text(isSent ? Words.said : Words.wouldSay), .textDim))
        let answer = isSent ? decision.reply : first?.answer
        lines += StyledLine.wrapped(
            answer ?? text(Words.noAnswerFound), .text, width: width, indent: 2, first: 2, most: 8)
        lines.append(StyledLine("", .text))
        if let first {
            lines.append(
                StyledLine([
                    ("\(text(Words.entryUsed)) ", .textDim),
                    ("\(first.entry) · \(first.question)", .text),
                ]))
        }
        let outcome = Words.outcomes[decision.outcome].map { text($0) } ?? ""
        lines.append(
            StyledLine(
                [("→ \(outcome)  ", .text)] + sureSpans(decision) + [reasonSpan(decision)]))
        return lines
    }

    /// Whether a decision was right.
    func verdict(_ frame: inout Frame, _ body: Rect, _ decision: DecisionID) {
        let asked = model.conversation?.decision.map(\.evidence.text) ?? ""
        let lines =
            StyledLine.wrapped(asked, .popup, width: 66, most: 4) + [StyledLine("", .popup)]
            + [
                StyledLine([
                    ("y", .key), (" \(text(LabelVerdict.right.title))   ", .popup),
                    ("n", .key), (" \(text(LabelVerdict.wrong.title))   ", .popup),
                    ("h", .key), (" \(text(LabelVerdict.handover.title))", .popup),
                ])
            ]
        words(&frame, body, text(Words.reviewTitle), lines)
    }

    /// Why it was not.
    func verdictNote(
        _ frame: inout Frame, _ body: Rect, _ verdict: LabelVerdict, _ editor: TextEditor
    ) {
        let title = "\(text(verdict.title)) – \(text(Words.whyNot))"
        let box = popup(&frame, body, title, rows: 3, columns: promptWidth(model) + 4)
        field(&frame, box, editor)
    }
}
