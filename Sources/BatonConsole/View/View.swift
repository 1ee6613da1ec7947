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
    let body = painter.body
    painter.header(&frame, frame.bounds.splitTop(1).top)
    let cutOff: CutOff =
        switch model.screen {
        case .queue: painter.queue(&frame, body)
        case .conversation: painter.conversation(&frame, body)
        case .dashboard: painter.dashboard(&frame, body)
        case .knowledge: painter.knowledge(&frame, body)
        case .review: painter.review(&frame, body)
        case .gate: painter.gate(&frame, body)
        case .help: painter.help(&frame, body)
        }
    // What lies over a screen has a mark of its own.
    painter.footer(
        &frame, frame.bounds.splitBottom(model.footerRows).bottom,
        model.overlay == nil ? cutOff : .nothing)
    painter.overlay(&frame, body)
    return frame
}

/// How much of a screen is cut off below, which the line that closes it says.
struct CutOff: Hashable {
    /// Lines that are known to follow.
    var lines: Int
    /// Whether more follow than are known.
    var isMore: Bool

    /// Nothing is cut off.
    static let nothing = CutOff(0)

    init(_ lines: Int, isMore: Bool = false) {
        self.lines = max(0, lines)
        self.isMore = isMore
    }
}

/// Draws the parts of a model.
struct Painter {
    let model: Model

    var language: InterfaceLanguage { model.language }

    /// What is between the header and the footer.
    var body: Rect {
        Rect(
            column: 0, row: 1, columns: model.size.columns,
            rows: max(0, model.size.rows - 1 - model.footerRows))
    }

    func text(_ words: BilingualText) -> String { words.text(in: language) }

    /// Says at the right end of the line that closes something how much of it is cut off below;
    /// nothing where nothing is.
    /// - Returns: the column where the mark begins.
    @discardableResult
    func moreBelow(
        _ cutOff: CutOff, _ frame: inout Frame, endingAt end: Point, on ground: ThemeRole? = nil,
        key command: Command? = nil
    ) -> Int {
        guard cutOff.lines > 0 || cutOff.isMore else { return end.column }
        let count = text(Words.moreBelow)
            .replacing("%", with: "\(cutOff.lines)\(cutOff.isMore ? "+" : "")")
        let key = command.flatMap { model.keymap.hint(of: $0) }.map { " · " + $0 } ?? ""
        return mark("↓ \(count)\(key)", .textDim, &frame, endingAt: end, on: ground)
    }

    /// Words at the right end of a line.
    /// - Returns: the column where they begin.
    @discardableResult
    func mark(
        _ words: String, _ role: ThemeRole, _ frame: inout Frame, endingAt end: Point,
        on ground: ThemeRole? = nil
    ) -> Int {
        let words = SafeText(" \(words) ")
        let column = max(0, end.column - CellWidth.cells(of: words.string))
        frame.draw(
            words, at: Point(column: column, row: end.row),
            in: Rect(column: column, row: end.row, columns: end.column - column, rows: 1),
            style: Style(role, on: ground))
        return column
    }

    func header(_ frame: inout Frame, _ rect: Rect) {
        frame.fill(rect, style: Style(.header))
        let (state, role): (String, ThemeRole) =
            switch model.link {
            case .connecting: (text(Words.connecting), .headerDim)
            case .connected(let person):
                ("\(person.name) · \(text(Words.roles[person.role] ?? Words.you))", .header)
            case .lost(_, let since):
                (
                    "⚠ "
                        + text(Words.lost).replacing(
                            "%", with: Clock.time(since, model.utcOffsetMinutes)), .headerAlert
                )
            }
        let clock = Clock.time(model.now, model.utcOffsetMinutes)
        let right = SafeText(" \(state)  \(clock) ")
        let column = max(0, rect.endColumn - CellWidth.cells(of: right.string))
        let end = title(&frame, Rect(column: 0, row: rect.row, columns: column, rows: 1))
        let halted = model.status?.haltedConnections.keys.min()
        if let name = halted ?? model.status?.notices?.keys.min(),
            let why = model.status?.words(of: name)
        {
            let what = halted == nil ? "" : " " + text(Words.halted)
            let words = "  ⚠ \(name)\(what)\(text(Words.colon))\(text(why))"
            if end + 4 < column {
                frame.draw(
                    SafeText(words), at: Point(column: end, row: rect.row),
                    width: column - end, style: Style(.headerAlert))
            }
        }
        frame.draw(right, at: Point(column: column, row: rect.row), style: Style(role))
    }

    /// The program, and whose conversations are listed: the shop's, or those of one inbox of several.
    /// - Returns: the column after it.
    private func title(_ frame: inout Frame, _ rect: Rect) -> Int {
        let shop = model.hasInboxes ? nil : model.status?.inboxes.first?.name
        let bell = model.rings ? nil : text(Words.silent)
        let name = SafeText(
            " " + ["Baton", shop, bell].compactMap(\.self).joined(separator: " · "))
        let width = min(rect.columns, CellWidth.cells(of: name.string))
        frame.draw(
            name, at: Point(column: 0, row: rect.row), width: width,
            style: Style(.header, bold: true))
        return draw(StyledLine(inboxWords), &frame, Point(column: width, row: rect.row), rect)
    }

    /// Which of several inboxes are listed, with the key that chooses, and what waits in the others.
    private var inboxWords: [(String, ThemeRole)] {
        guard model.hasInboxes, model.isListing else { return [] }
        var words: [(String, ThemeRole)] = []
        if model.screen == .queue, let key = model.keymap.hint(of: .filterInbox) {
            words.append(("  " + key, .hintKey))
        } else {
            words.append((" ·", .header))
        }
        guard let inbox = model.queue.inbox else {
            return words + [(" " + text(Words.allInboxes), .header)]
        }
        // A long name leaves room for what waits elsewhere.
        let name = Wrapping.truncated(
            SafeText(model.name(of: inbox)).string, width: model.size.columns / 4)
        words.append((" " + text(Words.onlyInbox).replacing("%", with: name), .headerAlert))
        guard model.queue.elsewhere > 0 else { return words }
        let others = text(Words.elsewhere).replacing("%", with: "\(model.queue.elsewhere)")
        return words + [(" · " + others, .headerAlert)]
    }

    func footer(_ frame: inout Frame, _ rect: Rect, _ cutOff: CutOff) {
        let row = rect.endRow - 2
        let end = moreBelow(
            cutOff, &frame, endingAt: Point(column: rect.endColumn, row: row))
        let words = Rect(column: 1, row: row, columns: end - 2, rows: 1)
        if !model.chord.isEmpty {
            draw(
                StyledLine(Keymap.text(of: model.chord) + " …", .hintKey), &frame,
                Point(column: 1, row: row), words)
        } else if !model.noticeLines.isEmpty {
            let role = model.notice.map { $0.isError ? ThemeRole.error : .success } ?? .textDim
            for (offset, line) in model.noticeLines.enumerated() {
                let isLast = rect.row + offset == row
                frame.draw(
                    SafeText(line), at: Point(column: 1, row: rect.row + offset),
                    width: isLast ? words.columns : rect.columns - 2, style: Style(role))
            }
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
