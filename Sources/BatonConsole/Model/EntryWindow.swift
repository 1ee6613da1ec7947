package import BatonCore

/// A window of a base's entries in the order of their ids: some pages, never the whole base.
package struct EntryWindow: Sendable, Hashable {
    /// The entries of the window, each as it was saved last.
    package private(set) var rows: [EntryRevision] = []
    /// The selection.
    package private(set) var selection = PlacedSelection<EntryID>()
    /// The id before the window's first row; `nil` where it begins with the base.
    package private(set) var anchor: EntryID?
    /// The anchors of the windows before this one, nearest last.
    package private(set) var earlier: [EntryID?] = []
    /// Whether more come after the window.
    package private(set) var hasMore = false
    /// Whether the first page has come.
    package private(set) var isLoaded = false
    /// The page that was asked for and has not come.
    package var paging: Page?
    /// Whether the pages are followed to the last.
    package var seeksEnd = false

    /// A page of entries.
    package enum Page: Sendable, Hashable {
        case after(EntryID)
        case before(EntryID?)
    }

    /// Rows of a page.
    package static let pageRows = 200
    /// The most rows that a window holds.
    package static let windowRows = 600

    /// Makes an empty window.
    package init() {}

    /// The selected entry.
    package var selected: EntryID? { selection.selected }

    /// How many rows reading the window again asks for.
    package var limit: Int { min(max(rows.count, Self.pageRows), Self.windowRows) }

    /// The window read again: the selection stays on its entry.
    mutating func refresh(_ entries: [EntryRevision], asked: Int) {
        rows = entries
        hasMore = entries.count >= asked
        isLoaded = true
        selection.place(in: rows.map(\.entry.id))
    }

    /// Entries after the window; where it grows too long, its first page is let go.
    mutating func append(_ entries: [EntryRevision]) {
        let known = Set(rows.map(\.entry.id))
        rows += entries.filter { !known.contains($0.entry.id) }
        hasMore = entries.count >= Self.pageRows
        if rows.count > Self.windowRows {
            let surplus = rows.count - Self.windowRows
            earlier.append(anchor)
            anchor = rows[surplus - 1].entry.id
            rows.removeFirst(surplus)
        }
        if seeksEnd { selection.move(farAway, in: rows.map(\.entry.id)) }
        selection.place(in: rows.map(\.entry.id))
    }

    /// The entries from an earlier anchor on; the window begins there again.
    mutating func goBack(to start: EntryID?, _ entries: [EntryRevision]) {
        anchor = start
        rows = entries
        hasMore = entries.count >= Self.windowRows
        selection.place(in: rows.map(\.entry.id))
    }

    /// Selects by steps, within the window.
    mutating func move(_ steps: Int) { selection.move(steps, in: rows.map(\.entry.id)) }

    /// The page that the selection comes near to, taken from the stack where it is an earlier one.
    mutating func nextPage() -> Page? {
        guard isLoaded, paging == nil else { return nil }
        if hasMore, seeksEnd || selection.index >= rows.count - Self.margin, let last = rows.last {
            return .after(last.entry.id)
        }
        if anchor != nil, selection.index < Self.margin { return .before(earlier.popLast() ?? nil) }
        return nil
    }

    /// Rows from an end of the window at which more are read.
    private static let margin = 40
}
