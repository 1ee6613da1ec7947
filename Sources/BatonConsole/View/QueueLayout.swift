import BatonUI

/// Where the list and the preview of the selected conversation stand; drawing and moving both ask here.
struct QueueLayout {
    /// Rows of the window from which there is room for a preview below the list.
    private static let leastRows = 20

    /// The filters above the list.
    let tabs: Rect
    /// The columns' names.
    let heading: Rect
    let list: Rect
    /// The selected customer's words below the list; `nil` where there is no room, or it is hidden.
    let preview: Rect?

    init(_ model: Model) {
        let body = Painter(model: model).body
        let (tabs, rest) = body.splitTop(1)
        let (heading, below) = rest.splitTop(1)
        self.tabs = tabs
        self.heading = heading
        guard model.showsPreview, model.size.rows >= Self.leastRows else {
            self.list = below
            self.preview = nil
            return
        }
        // A rule, one line of facts, and the words.
        let (list, preview) = below.splitBottom(model.size.rows < 40 ? 4 : 7)
        self.list = list
        self.preview = preview
    }
}
