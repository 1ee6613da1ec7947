import BatonCore
import BatonDesk
import BatonText
import BatonUI

extension Painter {
    func conversation(_ frame: inout Frame, _ rect: Rect) -> CutOff {
        guard let open = model.conversation else {
            return empty(&frame, rect, text(Words.loading))
        }
        let layout = ConversationLayout(model, open)
        summary(&frame, layout.summary, open)
        thread(&frame, layout.thread, open)
        composer(&frame, layout.composer, open)
        if layout.isBeside {
            let side = layout.card
            frame.fill(
                Rect(column: side.column, row: side.row, columns: 1, rows: side.rows), with: "│",
                style: Style(.border))
            card(&frame, side.splitLeft(2).rest, open, closedBy: layout.composer.row)
        } else {
            frame.fill(
                Rect(
                    column: 0, row: layout.card.endRow, columns: rect.columns, rows: 1), with: "─",
                style: Style(.border))
            card(&frame, layout.card, open, closedBy: layout.card.endRow)
        }
        return .nothing
    }

    private func summary(_ frame: inout Frame, _ rect: Rect, _ open: ConversationModel) {
        let row = open.view.conversation
        frame.fill(rect, style: Style(.tab))
        let window = windowWords(row)
        let right = SafeText((window?.text ?? "") + " ")
        let rightColumn = max(0, rect.endColumn - CellWidth.cells(of: right.string))
        let parts: [(String, ThemeRole)] = [(" " + name(of: row) + " ", .tabActive), (" ", .tab)]
        let clip = Rect(column: 0, row: rect.row, columns: max(0, rightColumn - 1), rows: 1)
        draw(
            StyledLine(parts + summaryFacts(row)), &frame, Point(column: 0, row: rect.row), clip)
        frame.draw(
            right, at: Point(column: rightColumn, row: rect.row),
            style: Style(window?.isUrgent == true ? .headerAlert : .tab))
    }

    /// Whose it is and what happens in it now; what never changes stands last, where a narrow window
    /// cuts it off.
    private func summaryFacts(_ row: Conversation) -> [(String, ThemeRole)] {
        var facts: [(String, ThemeRole)] = []
        let isMine = row.owner.agent == model.me?.id
        facts.append((owner(of: row), isMine ? .hintKey : .tab))
        if row.state == .resolved { facts.append((text(Words.resolvedWord), .tab)) }
        if let since = row.waitingSince {
            let waited = model.now.milliseconds(since: since)
            let level = ServiceLevel.sign(waited)
            let words = "\(level.sign) \(text(Words.waits)) \(Clock.span(waited))"
            let role: ThemeRole = level.role == .statusOK ? .tab : .headerAlert
            // That it waits says already that nobody has it.
            if row.owner == .queue { facts.removeFirst() }
            facts.append((words, role))
        }
        if model.typingLeft(of: row.id) != nil {
            facts.append(("✎ \(text(Words.customerTypes))", .headerAlert))
        }
        for person in model.others(in: row.id).prefix(2) {
            let words = text(person.isTyping ? Words.typing : Words.viewing)
            let sign = person.isTyping ? "✎" : "◉"
            facts.append(("\(sign) \(personName(person.person, model)) \(words)", .headerAlert))
        }
        if let language = row.language { facts.append((text(language.title), .tab)) }
        if model.hasInboxes { facts.append((inboxName(of: row), .tab)) }
        return listed(facts, .tab)
    }

    /// What is left of the window in which free text may be sent; `nil` where it never closes.
    func windowWords(_ row: Conversation) -> (text: String, isUrgent: Bool)? {
        guard let left = model.windowLeft(of: row) else { return nil }
        if left < 0 { return (text(Words.windowClosed), true) }
        return ("\(text(Words.window)) \(Clock.span(left))", left < 3_600_000)
    }

    /// The card, and how much of it is cut off, with the key that shows all.
    private func card(
        _ frame: inout Frame, _ rect: Rect, _ open: ConversationModel, closedBy row: Int
    ) {
        let isBeside = ConversationLayout(model, open).isBeside
        let lines = cardLines(open, width: rect.columns - 1, isRoomy: isBeside)
        draw(lines, &frame, rect)
        moreBelow(
            CutOff(lines.count - rect.rows), &frame,
            endingAt: Point(column: rect.endColumn - 1, row: row), key: .explain)
    }

    private func thread(_ frame: inout Frame, _ rect: Rect, _ open: ConversationModel) {
        guard let geometry = ThreadGeometry(model, open) else { return }
        let window = geometry.window
        // A short thread stands at the bottom, next to where it is answered.
        let top = rect.row + max(0, rect.rows - window.count)
        for (offset, shown) in window.enumerated() {
            let row = top + offset
            draw(shown.line, &frame, Point(column: rect.column, row: row), rect)
            if shown.message == open.selected {
                let line = Rect(column: rect.column, row: row, columns: rect.columns, rows: 1)
                frame.ground(line, .selectionInactive)
                frame.draw(
                    "▌", at: Point(column: rect.column - 1, row: row), style: Style(.hintKey))
            }
        }
    }

    private func composer(_ frame: inout Frame, _ rect: Rect, _ open: ConversationModel) {
        frame.fill(rect, style: Style(.input))
        let (rule, box) = rect.splitTop(1)
        composerRule(&frame, rule, open)
        var area = box.inset(columns: 2)
        if open.isTakingOver {
            return draw([StyledLine(text(Words.takingOver), .statusWarn)], &frame, area)
        }
        if let quotes = open.quotes, open.isWriting,
            let quoted = open.view.messages.first(where: { $0.id == quotes })
        {
            let (line, rest) = area.splitTop(1)
            draw(
                [StyledLine("┊ " + contentText(quoted.content), .inputPlaceholder)], &frame, line)
            area = rest
        }
        if let file = model.attachments[open.view.conversation.id], area.rows > 0 {
            let (line, rest) = area.splitTop(1)
            draw([attachmentLine(file)], &frame, line)
            area = rest
        }
        let (lines, caret) = open.draft.layout(width: composerWidth(model))
        let first = max(0, min(caret.row - area.rows + 1, lines.count - area.rows))
        if open.draft.isEmpty {
            draw([StyledLine(placeholder(open), .inputPlaceholder)], &frame, area)
        }
        for (offset, line) in lines.dropFirst(first).prefix(area.rows).enumerated()
        where !open.draft.isEmpty {
            frame.draw(
                SafeText(line), at: Point(column: area.column, row: area.row + offset),
                style: Style(open.isWriting ? .input : .inputPlaceholder))
        }
        if open.isWriting {
            frame.cursor = Point(
                column: area.column + caret.column, row: area.row + caret.row - first)
        }
    }

    /// What can be written here now, and what cannot.
    private func placeholder(_ open: ConversationModel) -> String {
        let row = open.view.conversation
        if case .lost = model.link, !open.isWriting { return text(Words.pressAway) }
        if open.isWriting { return text(Words.typeHere) }
        if model.isWindowClosed(row) {
            return text(
                open.view.terms?.template == nil
                    ? Words.windowClosedNote : Words.windowClosedTemplate)
        }
        if open.isHeld(by: model.me) { return text(Words.pressReply) }
        if row.state == .resolved { return text(Words.resolvedWord) }
        let hasDraft = Command.approve.obstacle(in: model) == nil
        return text(hasDraft ? Words.pressApprove : Words.pressTakeOver)
    }

    /// The line above the words: how many there are, what forbids them, and what is new below.
    private func composerRule(_ frame: inout Frame, _ rect: Rect, _ open: ConversationModel) {
        frame.fill(rect, with: "─", style: Style(.border))
        var left: [(String, ThemeRole)] = []
        if open.isWriting || !open.draft.isEmpty {
            let count = open.draft.text.utf16.count
            if count > Self.notableLength {
                let role: ThemeRole = count > Self.replyLength ? .error : .textDim
                left.append((" \(count)/\(Self.replyLength) ", role))
            }
            if model.isWindowClosed(open.view.conversation) {
                left.append((" \(text(Words.windowClosed)) ", .statusBad))
            } else if !open.isHeld(by: model.me) {
                let holder = open.view.conversation.owner.agent.map { personName($0, model) }
                let words =
                    holder.map { text(Words.heldBy).replacing("%", with: $0) }
                    ?? text(Words.notYoursYet)
                left.append((" \(words) ", .statusWarn))
            } else if let cost = costWords(open.view.terms) {
                left.append((" \(cost) ", .textDim))
            }
            if open.pending != nil, model.person == nil {
                left.append((" \(text(Words.notSentYet)) ", .statusWarn))
            }
        }
        if let why = closedWhy(open.view) { left.append((" \(why) ", .textDim)) }
        draw(StyledLine(left), &frame, Point(column: 2, row: rect.row), rect)
        let end = Point(column: ConversationLayout(model, open).thread.endColumn, row: rect.row)
        if open.newBelow > 0 {
            mark("↓ \(open.newBelow) \(text(Words.newBelow))", .statusWarn, &frame, endingAt: end)
        } else if open.top != nil {
            mark("↓ \(text(Words.toEnd))", .textDim, &frame, endingAt: end)
        }
    }

    /// Characters of one reply: the worker splits longer ones where the channel needs it.
    private static let replyLength = 20_000
    /// From when the count is worth a look: beyond it most channels send several messages.
    private static let notableLength = 4000
}
