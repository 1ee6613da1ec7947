import BatonCore
import BatonDesk
import BatonText
import BatonUI

/// Where the parts of a conversation stand; drawing and scrolling both ask here.
struct ConversationLayout {
    /// Columns from which the card stands beside the thread instead of above it.
    private static let sideBySide = 110

    let summary: Rect
    let card: Rect
    let isBeside: Bool
    let thread: Rect
    let composer: Rect

    init(_ model: Model, _ open: ConversationModel) {
        let body = Painter(model: model).body
        let (top, rest) = body.splitTop(1)
        summary = top
        let (middle, below) = rest.splitBottom(Self.composerRows(model, open, rest.rows))
        composer = below
        isBeside = body.columns >= Self.sideBySide
        if isBeside {
            let (left, right) = middle.splitRight(min(64, body.columns * 2 / 5))
            thread = left.inset(columns: 1)
            card = right
        } else {
            // As high whatever it holds: the thread does not jump when the card changes.
            let hasCard = open.view.decision != nil || open.selected != nil
            let rows =
                hasCard ? (open.isWriting ? 4 : min(9, max(4, middle.rows * 2 / 5))) : 2
            let (upper, lower) = middle.splitTop(rows)
            card = upper.inset(columns: 2)
            thread = lower.splitTop(1).rest.inset(columns: 1)
        }
    }

    /// The rule, the words, and room for one line more, so that nothing jumps at a line's end.
    private static func composerRows(_ model: Model, _ open: ConversationModel, _ rows: Int) -> Int
    {
        let most = max(3, rows / 3)
        let file = model.attachments[open.view.conversation.id] == nil ? 0 : 1
        guard open.isWriting || !open.draft.isEmpty else { return 2 + file }
        let lines = open.draft.layout(width: composerWidth(model)).lines.count
        let quote = open.quotes == nil ? 0 : 1
        return open.isWriting
            ? min(most, max(3, lines + 1 + quote + file))
            : min(most, lines + 1 + file)
    }
}

/// Cells of a line of the composer.
func composerWidth(_ model: Model) -> Int { max(10, model.size.columns - 4) }

/// Cells of a line of a note that is asked for.
func promptWidth(_ model: Model) -> Int { max(10, min(72, model.size.columns) - 4) }
