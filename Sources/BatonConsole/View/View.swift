import BatonCore
import BatonDesk
import BatonText
package import BatonUI

/// The whole screen of a model; pure.
package func view(_ model: Model) -> Frame {
    var frame = Frame(size: model.size)
    guard model.size.columns >= 60, model.size.rows >= 15 else {
        let text = SafeText(Words.tooSmall.text(in: model.language))
        let column = max(0, (model.size.columns - CellWidth.cells(of: text.string)) / 2)
        frame.draw(
            text, at: Point(column: column, row: model.size.rows / 2), style: Style(.textStrong))
        return frame
    }
    let painter = Painter(model: model)
    let (top, rest) = frame.bounds.splitTop(1)
    let (body, bottom) = rest.splitBottom(2)
    painter.header(&frame, top)
    switch model.screen {
    case .queue: painter.queue(&frame, body)
    case .conversation: painter.conversation(&frame, body)
    case .dashboard: painter.dashboard(&frame, body)
    case .knowledge: painter.knowledge(&frame, body)
    case .review: painter.review(&frame, body)
    case .gate: painter.gate(&frame, body)
    case .help: painter.help(&frame, body)
    }
    painter.footer(&frame, bottom)
    painter.overlay(&frame, body)
    return frame
}

/// Draws the parts of a model.
struct Painter {
    let model: Model

    var language: InterfaceLanguage { model.language }

    /// What is between the header and the footer.
    var body: Rect {
        Rect(column: 0, row: 1, columns: model.size.columns, rows: max(0, model.size.rows - 3))
    }

    func text(_ words: BilingualText) -> String { words.text(in: language) }

    /// Says how many lines are cut off below; nothing where none are.
    func moreBelow(_ count: Int, _ frame: inout Frame, endingAt end: Point) {
        guard count > 0 else { return }
        frame.draw(
            SafeText("↓ \(count)"), at: Point(column: end.column - 6, row: end.row), width: 6,
            alignRight: true, style: Style(.textDim))
    }

    func header(_ frame: inout Frame, _ rect: Rect) {
        frame.fill(rect, style: Style(.header))
        let (state, role): (String, ThemeRole) =
            switch model.link {
            case .connecting: (text(Words.connecting), .headerDim)
            case .connected(let person):
                ("\(person.name) · \(text(Words.roles[person.role] ?? Words.you))", .header)
            case .lost: ("⚠ " + text(Words.lost), .headerAlert)
            }
        let clock = Clock.time(model.now, model.utcOffsetMinutes)
        let right = SafeText(" \(state)  \(clock) ")
        let column = max(0, rect.endColumn - CellWidth.cells(of: right.string))
        let shop = model.status?.inboxes.first?.name
        let bell = model.rings ? nil : text(Words.silent)
        let title = ["Baton", shop, bell].compactMap(\.self).joined(separator: " · ")
        frame.draw(
            SafeText(" " + title), at: Point(column: 0, row: rect.row), width: max(1, column),
            style: Style(.header, bold: true))
        let halted = model.status?.haltedConnections.sorted(by: { $0.key < $1.key }).first
        let told = model.status?.notices?.sorted(by: { $0.key < $1.key }).first
        if let why = halted ?? told {
            let words = "  ⚠ \(why.key): \(why.value)"
            let start = CellWidth.cells(of: SafeText(title).string) + 2
            if start < column {
                frame.draw(
                    SafeText(words), at: Point(column: start, row: rect.row),
                    width: column - start, style: Style(.headerAlert))
            }
        }
        frame.draw(right, at: Point(column: column, row: rect.row), style: Style(role))
    }

    func footer(_ frame: inout Frame, _ rect: Rect) {
        let row = rect.row
        let words = Rect(column: 1, row: row, columns: rect.columns - 2, rows: 1)
        if !model.chord.isEmpty {
            draw(
                StyledLine(Keymap.text(of: model.chord) + " …", .hintKey), &frame,
                Point(column: 1, row: row), words)
        } else if let notice = model.notice {
            let sign = notice.isError ? "✗ " : "✓ "
            frame.draw(
                SafeText(sign + notice.text), at: Point(column: 1, row: row),
                width: rect.columns - 2,
                style: Style(notice.isError ? .error : .success))
        } else if case .lost(let why) = model.link {
            draw(StyledLine(why, .textDim), &frame, Point(column: 1, row: row), words)
        } else if model.screen == .queue, model.queue.arrivals > 0 {
            frame.draw(
                SafeText("↑ \(model.queue.arrivals) \(text(Words.new))"),
                at: Point(column: 1, row: row), style: Style(.statusWarn))
        }
        hints(&frame, Rect(column: rect.column, row: row + 1, columns: rect.columns, rows: 1))
    }

    /// What can be done now, with its keys; what cannot is not there.
    private func hints(_ frame: inout Frame, _ rect: Rect) {
        frame.fill(rect, style: Style(.footer))
        if model.overlay == nil, model.conversation?.isWriting == true,
            case .conversation = model.screen
        {
            return pairs(&frame, rect, Words.writingHints.map { ($0.key, text($0.title)) })
        }
        if let overlay = model.overlay {
            return pairs(&frame, rect, overlay.hints.map { ($0.key, text($0.title)) })
        }
        let possible = Command.hints(in: model.context).compactMap { command in
            model.keymap.hint(of: command).flatMap { key in
                command.obstacle(in: model) == nil
                    ? (key, text(command.description.title)) : nil
            }
        }
        // The way out and the way to everything else are always there.
        let always = possible.suffix(3)
        let room = rect.columns - 2 - always.reduce(0) { $0 + cells($1) }
        var used = 0
        let front = possible.dropLast(3).prefix {
            used += cells($0)
            return used <= room
        }
        pairs(&frame, rect, Array(front) + Array(always))
    }

    private func cells(_ pair: (String, String)) -> Int {
        CellWidth.cells(of: pair.0) + CellWidth.cells(of: pair.1) + 3
    }

    private func pairs(_ frame: inout Frame, _ rect: Rect, _ pairs: [(String, String)]) {
        var column = rect.column + 1
        for (key, title) in pairs {
            guard column + cells((key, title)) - 2 <= rect.endColumn else { return }
            column = frame.draw(
                SafeText(key), at: Point(column: column, row: rect.row), in: rect,
                style: Style(.hintKey))
            column = frame.draw(
                SafeText(" " + title + "  "), at: Point(column: column, row: rect.row), in: rect,
                style: Style(.hintText))
        }
    }
}
