import BatonCore
import BatonDesk
import BatonText
import BatonUI

extension Painter {
    /// The question for a file's path, and why the last one will not do.
    func attach(_ frame: inout Frame, _ body: Rect, _ prompt: AttachPrompt) {
        let width = min(72, body.columns) - 4
        let below: [StyledLine] =
            if let why = prompt.why {
                StyledLine.wrapped(text(why), .error, width: width, most: 4)
            } else if prompt.isAsking {
                [StyledLine(text(Words.attachAsking), .textDim)]
            } else {
                StyledLine.wrapped(text(Words.attachHint), .textDim, width: width, most: 2)
            }
        let box = popup(
            &frame, body, text(Words.attachTitle), rows: min(body.rows, below.count + 4),
            columns: width + 4)
        field(&frame, box, prompt.editor)
        let (_, rest) = box.splitTop(2)
        draw(below, &frame, rest)
        frame.ground(rest, .popup)
    }

    /// The line of the composer that says which file goes with the reply, and how far it is.
    func attachmentLine(_ file: FileAttachment) -> StyledLine {
        let words =
            "[\(text(file.offer.kind.title))] \(SafeText(file.name).string) "
            + "(\(ByteCount.words(file.sizeBytes)))"
        var parts: [(String, ThemeRole)] = [("+ " + words, .hintKey)]
        if let carried = file.carried {
            let percent = carried / max(1, file.sizeBytes / 100)
            parts.append(("  → \(min(100, percent))%", .statusWarn))
        }
        return StyledLine(parts)
    }
}
