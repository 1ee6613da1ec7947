import BatonCore
import BatonDesk
import BatonText
import BatonUI

extension Painter {
    /// A message as lines: a day line where the day changes, then who, when, how far, and what.
    func threadLines(of messages: [Message], at index: Int, width: Int) -> [StyledLine] {
        let message = messages[index]
        let day = self.day(of: message)
        let isNewDay = index == 0 || self.day(of: messages[index - 1]) != day
        let lines = messageLines(message, among: messages, width: width)
        return isNewDay ? [dayLine(message.at, day, width: width)] + lines : lines
    }

    private func day(of message: Message) -> String {
        CalendarDay.text(of: message.at, offsetMinutes: model.utcOffsetMinutes)
    }

    private func dayLine(_ at: Timestamp, _ day: String, width: Int) -> StyledLine {
        let today = CalendarDay.text(of: model.now, offsetMinutes: model.utcOffsetMinutes)
        let before = CalendarDay.text(
            of: model.now.adding(milliseconds: -86_400_000), offsetMinutes: model.utcOffsetMinutes)
        let word = day == today ? text(Words.todayWord) : day == before ? text(Words.yesterday) : ""
        let title = word.isEmpty ? " \(day) " : " \(word) \(day) "
        let side = max(0, width - CellWidth.cells(of: title))
        let left = String(repeating: "─", count: side / 2)
        let right = String(repeating: "─", count: side - side / 2)
        return StyledLine(left + title + right, .dayLine)
    }

    private func messageLines(_ message: Message, among messages: [Message], width: Int)
        -> [StyledLine]
    {
        let (who, role) = author(message)
        var head: [(String, ThemeRole)] = [
            (Clock.time(message.at, model.utcOffsetMinutes) + " ", .textDim), (who, role),
        ]
        if message.isEdited { head.append((" (\(text(Words.edited)))", .textDim)) }
        if let (mark, role) = tick(message) { head.append(("  " + mark, role)) }
        var lines = [StyledLine(head)]
        if let quoted = message.replyTo.flatMap({ id in messages.first { $0.providerID == id } }) {
            let words = Wrapping.truncated(
                SafeText(contentText(quoted.content)).string, width: max(4, width - 6))
            lines.append(StyledLine("  ┊ " + words, .textDim))
        }
        var body = contentText(message.content)
        if message.fileRemovedAt != nil { body += " – " + text(Words.fileRemoved) }
        if message.isDeleted { body = "⌫ \(text(Words.deleted)): " + body }
        let bodyRole: ThemeRole =
            message.direction == .note
            ? .note : message.delivery == .cancelled || message.isDeleted ? .textDim : .text
        for line in Wrapping.lines(
            SafeText(body, multiline: true).string, width: max(4, width - 2))
        {
            lines.append(StyledLine("  " + line, bodyRole))
        }
        if let reaction = message.reaction { lines.append(StyledLine("  ↳ \(reaction)", .textDim)) }
        return lines
    }

    private func author(_ message: Message) -> (String, ThemeRole) {
        if message.direction == .note {
            return ("✎ \(agentName(message.author)) · \(text(Words.noteWord))", .note)
        }
        switch message.author {
        case .customer:
            let row = model.conversation?.view
            let name = row?.contact.name ?? row.map { self.name(of: $0.conversation) } ?? "—"
            return (SafeText(name).string, .authorCustomer)
        case .bot: return ("◆ " + text(Words.bot), .authorBot)
        case .agent: return ("▸ " + agentName(message.author), .authorAgent)
        case .system: return ("◇ " + text(Words.system), .authorSystem)
        case .echo: return ("▹ " + text(Words.outside), .authorEcho)
        }
    }

    private func agentName(_ author: MessageAuthor) -> String {
        guard case .agent(let person) = author else { return "" }
        return person == model.me?.id
            ? "\(personName(person, model)) (\(text(Words.you)))" : personName(person, model)
    }

    private func tick(_ message: Message) -> (String, ThemeRole)? {
        switch message.delivery {
        case .pending:
            (
                "… \(text(Words.pending))"
                    + (message.failure.map { text(Words.colon) + pendingWords($0) } ?? ""),
                .tick
            )
        case .sending: ("→ \(text(Words.sending))", .tick)
        case .sent: ("✓", .tick)
        case .delivered: ("✓✓", .tick)
        case .read, .played: ("✓✓ \(text(Words.read))", .tickRead)
        case .failed:
            (
                "✗ \(text(Words.failed))"
                    + (shortReason(message.failure).map { text(Words.colon) + $0 } ?? ""),
                .statusBad
            )
        case .unknown: ("? \(text(Words.unknown))", .statusBad)
        case .cancelled: ("– \(text(Words.withdrawn))", .textDim)
        case nil: nil
        }
    }

    /// Why a message was not delivered: what to do where that is known, else the words that came.
    private func shortReason(_ failure: ProviderError?) -> String? {
        failure?.advice.map { text($0) } ?? failure?.title(in: language)
    }

    /// Why a message still waits: our own words, or that a provider did not take it yet.
    private func pendingWords(_ failure: ProviderError) -> String {
        guard failure.code != 0 else { return failure.title(in: language) ?? "" }
        let said = ["\(failure.code)", failure.title(in: language)].compactMap(\.self)
            .joined(separator: " – ")
        return text(Words.advised).replacing("%", with: text(Words.triedAgain))
            .replacing("#", with: said)
    }

    func contentText(_ content: MessageContent) -> String {
        let kind = "[\(text(content.type.title))]"
        switch content.type {
        case .text: return content.text ?? ""
        case .choice: return "▢ " + (content.choice?.title ?? content.choice?.data ?? kind)
        case .image, .video, .audio, .document, .sticker:
            let size = content.sizeBytes.map { "(\(ByteCount.words($0)))" }
            return [kind, content.filename, size, content.caption].compactMap(\.self)
                .joined(separator: " ")
        case .location:
            return [kind, content.name, content.address].compactMap(\.self).joined(separator: " ")
        case .contacts:
            let cards = (content.contacts ?? []).map {
                ([$0.name ?? ""] + $0.phones).joined(separator: " ")
            }
            return "\(kind) " + cards.joined(separator: ", ")
        case .order:
            let items = (content.items ?? []).map { item in
                "\(item.sku) ×\(Int(exactly: item.qty.rounded()).map(String.init) ?? "?")"
            }
            return ([kind, content.text].compactMap(\.self) + items).joined(separator: " ")
        case .reaction: return content.emoji ?? ""
        case .template: return content.template?.rendered ?? kind
        case .unsupported: return [kind, content.detail].compactMap(\.self).joined(separator: " ")
        }
    }
}
