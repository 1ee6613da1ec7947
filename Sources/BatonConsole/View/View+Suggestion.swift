import BatonCore
import BatonText
import BatonUI

extension Painter {
    /// Three lines of what happened, marked as a machine's work.
    func summaryLines(
        _ summary: HandoverSummary, _ width: Int, isFull: Bool, isRoomy: Bool
    ) -> [StyledLine] {
        let label = summary.isByModel ? Words.modelSummary : Words.summary
        var lines: [StyledLine] = []
        // Why it stopped stands in the card's title; the record's third line says it again.
        let told = isFull || summary.isByModel ? summary.lines : Array(summary.lines.prefix(2))
        for (index, line) in told.enumerated() {
            let head = index == 0 ? label : BilingualText("", "")
            // First, so that no cut of the line takes it away.
            let mark = index == 0 ? "(\(text(Words.machineMade))) " : ""
            let most = isFull ? 4 : isRoomy ? 3 : index == 0 ? 2 : 1
            lines += field(head, mark + text(line), width, .cardText, most: most)
        }
        return lines
    }

    /// What one key sends: the draft, and who wrote it.
    func suggestionLines(_ decision: Decision, _ width: Int, _ isFull: Bool) -> [StyledLine] {
        guard let reply = decision.suggestion else { return [] }
        let isByModel = decision.composed?.text != nil
        var head: [(String, ThemeRole)] = [
            ("◧ \(text(isByModel ? Words.modelDraft : Words.draftBand)) ", .statusWarn)
        ]
        for (command, words) in [(Command.approve, Words.sends), (.editDraft, Words.edits)] {
            guard let key = model.keymap.hint(of: command) else { continue }
            head += [(key, .key), (" \(text(words)) ", .textDim)]
        }
        return [StyledLine(head)]
            + StyledLine.wrapped(
                SafeText(reply).string, .cardText, width: width, indent: 2, first: 2,
                most: isFull ? 20 : 4)
    }
}
