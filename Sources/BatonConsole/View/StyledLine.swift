import BatonText
import BatonUI

/// A line of one or more looks.
struct StyledLine: Hashable {
    /// Words of one look.
    struct Span: Hashable {
        var text: String
        var role: ThemeRole
    }

    var spans: [Span]

    /// A line with one look.
    init(_ text: String, _ role: ThemeRole) { spans = [Span(text: text, role: role)] }

    /// A line of several.
    init(_ spans: [(String, ThemeRole)]) {
        self.spans = spans.filter { !$0.0.isEmpty }.map { Span(text: $0.0, role: $0.1) }
    }

    /// Words that may not drive a terminal, broken into lines of at most `width` cells; the lines
    /// after the first are indented by `indent`, the first by `first`.
    static func wrapped(
        _ text: String, _ role: ThemeRole, width: Int, indent: Int = 0, first: Int = 0,
        most: Int = .max
    ) -> [StyledLine] {
        let lines = Wrapping.lines(
            SafeText(text, multiline: true).string, width: max(8, width - indent))
        var kept = Array(lines.prefix(most))
        if lines.count > most, let last = kept.popLast() {
            kept.append(Wrapping.truncated(last + "…………", width: max(8, width - indent)))
        }
        let space = String(repeating: " ", count: indent)
        let firstSpace = String(repeating: " ", count: min(first, indent))
        return kept.enumerated().map {
            StyledLine(($0.offset == 0 ? firstSpace : space) + $0.element, role)
        }
    }
}

extension Painter {
    /// Facts beside each other, with a point between them.
    func listed(_ facts: [(String, ThemeRole)], _ role: ThemeRole) -> [(String, ThemeRole)] {
        var spans: [(String, ThemeRole)] = []
        for fact in facts {
            if !spans.isEmpty { spans.append((" · ", role)) }
            spans.append(fact)
        }
        return spans
    }

    func draw(_ lines: [StyledLine], _ frame: inout Frame, _ rect: Rect) {
        for (offset, line) in lines.prefix(rect.rows).enumerated() {
            draw(line, &frame, Point(column: rect.column, row: rect.row + offset), rect)
        }
    }

    /// - Returns: the column after the line.
    @discardableResult
    func draw(_ line: StyledLine, _ frame: inout Frame, _ point: Point, _ clip: Rect) -> Int {
        var column = point.column
        var before = ""
        for (index, span) in line.spans.enumerated() {
            let room = clip.endColumn - column
            // What is cut off already needs no second sign of it.
            guard room > 0, room > 1 || before.last != "…" else { break }
            let text = SafeText(span.text)
            // Only the last span may be cut in the middle without a sign that it was.
            let shown =
                index == line.spans.count - 1 || CellWidth.cells(of: text.string) > room
                ? Wrapping.truncated(text.string, width: room) : text.string
            column = frame.draw(
                SafeText(shown), at: Point(column: column, row: point.row), in: clip,
                style: Style(span.role))
            before = shown
        }
        return column
    }
}
