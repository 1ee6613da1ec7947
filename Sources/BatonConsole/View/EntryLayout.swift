import BatonUI

/// Where the parts of an open entry stand; drawing and scrolling both ask here.
struct EntryLayout {
    /// Columns from which the history stands beside the text instead of below it.
    private static let sideBySide = 110

    let title: Rect
    let text: Rect
    let history: Rect
    /// Room for the changes beside the text; `nil` where they take its place.
    let changes: Rect?

    init(_ model: Model) {
        let body = Painter(model: model).body
        let (top, rest) = body.splitTop(1)
        title = top
        let revisions = model.knowledge.open?.revisions?.count ?? 1
        if body.columns >= Self.sideBySide {
            let (left, right) = rest.splitRight(body.columns * 9 / 20)
            text = left.inset(columns: 2)
            let rows = min(revisions + 1, max(4, rest.rows / 3))
            let (upper, lower) = right.splitTop(rows)
            history = upper.inset(columns: 1)
            changes = lower.splitTop(1).rest.inset(columns: 1)
        } else {
            let rows = min(revisions + 1, max(3, rest.rows / 3))
            let (upper, lower) = rest.splitBottom(rows)
            text = upper.inset(columns: 2)
            history = lower.inset(columns: 2)
            changes = nil
        }
    }
}

/// Rows of a list of the Knowledge screen.
func knowledgeRows(_ model: Model) -> Int {
    let body = max(1, Painter(model: model).body.rows - 2)
    guard model.knowledge.tab == .missing else { return body }
    return max(1, body - gapDetailRows(model))
}

/// Rows below the list of what is missing, for how else it was asked.
func gapDetailRows(_ model: Model) -> Int {
    min(9, max(4, (Painter(model: model).body.rows - 2) / 3))
}
