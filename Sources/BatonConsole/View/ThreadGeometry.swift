import BatonCore
import BatonDesk
import BatonUI

/// Where the messages stand in the thread's window.
///
/// Only the messages near the window are laid out, so a thread of thousands costs no more than one of
/// ten.
struct ThreadGeometry {
    private struct Position: Comparable {
        var index: Int
        var line: Int

        static func < (left: Position, right: Position) -> Bool {
            (left.index, left.line) < (right.index, right.line)
        }
    }

    private let painter: Painter
    private let open: ConversationModel
    private let messages: [Message]
    private let width: Int
    /// Lines of the window.
    let rows: Int

    init?(_ model: Model, _ open: ConversationModel) {
        let rect = ConversationLayout(model, open).thread
        guard !open.view.messages.isEmpty, rect.rows > 0 else { return nil }
        painter = Painter(model: model)
        self.open = open
        messages = open.view.messages
        width = rect.columns
        rows = rect.rows
    }

    /// The lines of the window with the message that each belongs to.
    var window: [(line: StyledLine, message: MessageID)] {
        var lines: [(StyledLine, MessageID)] = []
        var position = current
        while lines.count < rows, position.index < messages.count {
            let message = messages[position.index].id
            lines += block(position.index).dropFirst(position.line).map { ($0, message) }
            position = Position(index: position.index + 1, line: 0)
        }
        return Array(lines.prefix(rows))
    }

    /// The last message of which something can be seen.
    var lastShown: MessageID? { window.last?.message }

    /// The place of the window after scrolling; `nil` where that is the end.
    func scrolled(by lines: Int) -> ConversationModel.Place? {
        let position = moved(current, by: lines)
        return position >= endTop ? nil : place(position)
    }

    /// The place of the window in which a message can be seen, moved as little as can be.
    func top(showing id: MessageID) -> ConversationModel.Place? {
        guard let index = messages.firstIndex(where: { $0.id == id }) else { return nil }
        let start = Position(index: index, line: 0)
        if start < current { return place(start) }
        let count = block(index).count
        if count >= rows { return place(start) }
        let last = moved(current, by: rows - 1)
        let end = Position(index: index, line: count - 1)
        if end <= last { return place(current) }
        return place(moved(end, by: -(rows - 1)))
    }

    /// Whether a message goes on outside the window.
    func reaches(beyond id: MessageID, down: Bool) -> Bool {
        guard let index = messages.firstIndex(where: { $0.id == id }) else { return false }
        let top = current
        if !down { return Position(index: index, line: 0) < top && index == top.index }
        let last = moved(top, by: rows - 1)
        return index == last.index && last.line < block(index).count - 1
    }

    /// Whether older messages should be read now.
    func isNearStart(_ place: ConversationModel.Place?) -> Bool {
        let index =
            place.flatMap { place in messages.firstIndex { $0.id == place.message } }
            ?? endTop.index
        return index < 10
    }

    private var current: Position {
        guard let top = open.top, let index = messages.firstIndex(where: { $0.id == top.message })
        else { return endTop }
        let line = min(top.line, block(index).count - 1)
        return min(Position(index: index, line: line), endTop)
    }

    /// The window's place at the end: the last line is the last message's.
    private var endTop: Position {
        let last = messages.count - 1
        return moved(
            Position(index: last, line: block(last).count - 1), by: -(rows - 1))
    }

    private func moved(_ position: Position, by lines: Int) -> Position {
        var position = position
        var left = lines
        while left > 0 {
            let count = block(position.index).count
            let step = min(left, count - 1 - position.line)
            position.line += step
            left -= step
            guard left > 0 else { break }
            guard position.index + 1 < messages.count else { break }
            position = Position(index: position.index + 1, line: 0)
            left -= 1
        }
        while left < 0 {
            let step = min(-left, position.line)
            position.line -= step
            left += step
            guard left < 0 else { break }
            guard position.index > 0 else { break }
            position.index -= 1
            position.line = block(position.index).count - 1
            left += 1
        }
        return position
    }

    private func place(_ position: Position) -> ConversationModel.Place {
        .init(message: messages[position.index].id, line: position.line)
    }

    private func block(_ index: Int) -> [StyledLine] {
        painter.threadLines(of: messages, at: index, width: width)
    }
}
