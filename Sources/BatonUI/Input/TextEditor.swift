import BatonText

/// A text being typed, on several lines, with a caret between graphemes.
package struct TextEditor: Sendable, Hashable {
    /// The most that it holds.
    package static let maxCharacters = 20_000

    private var characters: [Character]
    /// The caret: so many characters are before it.
    package private(set) var caret: Int

    /// Makes an editor with the caret after a text.
    package init(_ text: String = "") {
        characters = Array(text.prefix(Self.maxCharacters))
        caret = characters.count
    }

    /// The text.
    package var text: String {
        get { String(characters) }
        set { self = TextEditor(newValue) }
    }

    /// Whether there is nothing in it.
    package var isEmpty: Bool { characters.isEmpty }

    /// Puts text at the caret.
    package mutating func insert(_ text: some StringProtocol) {
        let before = String(characters[..<caret]) + text
        let after = String(characters[caret...])
        let joined = Array(before)
        characters = Array((Array(joined) + Array(after)).prefix(Self.maxCharacters))
        caret = min(joined.count, characters.count)
    }

    /// What a key did to the text.
    package enum Effect: Sendable, Hashable {
        /// The text changed.
        case edited
        /// Only the caret moved.
        case moved
        /// The key means nothing here.
        case ignored
    }

    /// Does what a key means to a text editor.
    /// - Parameter width: the width of the lines, for moving up and down; `nil` for a single line.
    package mutating func handle(_ key: Key, width: Int? = nil) -> Effect {
        switch key {
        case .character(let character):
            insert(String(character))
            return .edited
        case .paste(let text):
            insert(width == nil ? text.replacing("\n", with: " ") : text)
            return .edited
        case .control("j"), .named(.altEnter):
            guard width != nil else { return .ignored }
            insert("\n")
            return .edited
        case .named(.backspace), .control("h"):
            return delete(from: caret - 1, to: caret)
        case .named(.delete), .control("d"):
            return delete(from: caret, to: caret + 1)
        case .control("w"):
            return delete(from: Caret.wordStart(before: caret, in: characters), to: caret)
        case .control("u"):
            return delete(from: lineStart, to: caret)
        case .control("k"):
            return delete(from: caret, to: lineEnd)
        case .named(.left): return move(to: caret - 1)
        case .named(.right): return move(to: caret + 1)
        case .alt("b"): return move(to: Caret.wordStart(before: caret, in: characters))
        case .alt("f"): return move(to: Caret.wordEnd(after: caret, in: characters))
        case .named(.home): return move(to: lineStart)
        case .named(.end), .control("e"): return move(to: lineEnd)
        case .named(.up), .named(.down):
            guard let width else { return .ignored }
            return moveVertically(key == .named(.up) ? -1 : 1, width: width)
        default: return .ignored
        }
    }

    /// The lines as drawn in `width` cells, and where the caret is in them.
    package func layout(width: Int) -> (lines: [String], caret: Point) {
        let (lines, points) = laidOut(width: max(2, width))
        return (lines, points[caret])
    }

    private mutating func delete(from start: Int, to end: Int) -> Effect {
        let start = max(0, start)
        let end = min(characters.count, end)
        guard start < end else { return .ignored }
        characters.removeSubrange(start..<end)
        caret = start
        return .edited
    }

    private mutating func move(to offset: Int) -> Effect {
        caret = min(max(0, offset), characters.count)
        return .moved
    }

    private mutating func moveVertically(_ step: Int, width: Int) -> Effect {
        let points = laidOut(width: max(2, width)).points
        let here = points[caret]
        let row = here.row + step
        let onRow = points.indices.filter { points[$0].row == row }
        guard
            let nearest = onRow.min(by: {
                abs(points[$0].column - here.column) < abs(points[$1].column - here.column)
            })
        else { return .ignored }
        caret = nearest
        return .moved
    }

    private var lineStart: Int {
        (characters[..<caret].lastIndex { $0 == "\n" } ?? -1) + 1
    }

    private var lineEnd: Int {
        characters[caret...].firstIndex { $0 == "\n" } ?? characters.count
    }

    /// Typed text breaks at any character: what is typed must not jump while it is typed.
    private func laidOut(width: Int) -> (lines: [String], points: [Point]) {
        var lines = [""]
        var points: [Point] = []
        var column = 0
        for character in characters {
            if character.isNewline {
                points.append(Point(column: column, row: lines.count - 1))
                lines.append("")
                column = 0
                continue
            }
            let shown = SafeText(String(character)).string
            let cells = CellWidth.cells(of: shown)
            if column + cells > width {
                lines.append("")
                column = 0
            }
            points.append(Point(column: column, row: lines.count - 1))
            lines[lines.count - 1] += shown
            column += cells
        }
        if column >= width {
            lines.append("")
            column = 0
        }
        points.append(Point(column: column, row: lines.count - 1))
        return (lines, points)
    }
}
