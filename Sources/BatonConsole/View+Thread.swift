import BatonCore
import BatonDesk
import BatonText
import BatonUI

extension Painter {
    /// The messages as lines: a day line where the day changes, then who, when, and what.
    func threadLines(_ open: ConversationModel, width: Int) -> [StyledLine] {
        var lines: [StyledLine] = []
        var day = ""
        for message in open.view.messages {
            let today = CalendarDay.text(of: message.at, offsetMinutes: model.utcOffsetMinutes)
            if today != day {
                day = today
                let side = String(repeating: "─", count: max(1, (width - 14) / 2))
                lines.append(StyledLine(text: "\(side) \(day) \(side)", role: .dayLine))
            }
            lines += messageLines(message, width: width)
        }
        return lines
    }

    private func messageLines(_ message: Message, width: Int) -> [StyledLine] {
        let (who, role) = author(message)
        var head = "\(Clock.time(message.at, model.utcOffsetMinutes)) \(who)"
        if message.isEdited { head += " (\(text(Words.edited)))" }
        if let mark = tick(message) { head += "  \(mark)" }
        let isBad = message.delivery == .failed || message.delivery == .unknown
        var lines = [StyledLine(text: head, role: isBad ? .statusBad : role)]
        let body =
            message.isDeleted
            ? "⌫ \(text(Words.deleted)): \(contentText(message.content))"
            : contentText(message.content)
        let safe = SafeText(body, multiline: true).string
        for line in Wrapping.lines(safe, width: width - 2) {
            lines.append(
                StyledLine(text: "  " + line, role: message.direction == .note ? .note : .text))
        }
        if let reaction = message.reaction {
            lines.append(StyledLine(text: "  ↳ \(reaction)", role: .textDim))
        }
        return lines
    }

    private func author(_ message: Message) -> (String, ThemeRole) {
        if message.direction == .note {
            return ("✎ " + agentName(message.author), .note)
        }
        switch message.author {
        case .customer:
            return (model.conversation?.view.contact.name ?? "—", .authorCustomer)
        case .bot: return ("◆ " + text(Words.bot), .authorBot)
        case .agent: return ("▸ " + agentName(message.author), .authorAgent)
        case .system: return ("◇ " + text(Words.system), .authorSystem)
        case .echo: return ("▹ " + text(Words.outside), .authorEcho)
        }
    }

    private func agentName(_ author: MessageAuthor) -> String {
        guard case .agent(let person) = author else { return "" }
        return person == model.person?.id
            ? "\(personName(person, model)) (\(text(Words.you)))" : personName(person, model)
    }

    private func tick(_ message: Message) -> String? {
        switch message.delivery {
        case .pending: "…"
        case .sending: "→"
        case .sent: "✓"
        case .delivered: "✓✓"
        case .read, .played: "✓✓ ●"
        case .failed: "✗ \(text(Words.failed))" + (message.failure?.title.map { ": " + $0 } ?? "")
        case .unknown: "? \(text(Words.unknown))"
        case .cancelled: "– \(text(Words.withdrawn))"
        case nil: nil
        }
    }

    func contentText(_ content: MessageContent) -> String {
        let kind = "[\(content.type.rawValue)]"
        switch content.type {
        case .text: return content.text ?? ""
        case .choice: return "▢ " + (content.choice?.title ?? content.choice?.data ?? kind)
        case .image, .video, .audio, .document, .sticker:
            return [kind, content.filename, content.caption].compactMap(\.self)
                .joined(separator: " ")
        case .location:
            return [kind, content.name, content.address].compactMap(\.self).joined(separator: " ")
        case .contacts:
            let cards = (content.contacts ?? []).map {
                ([$0.name ?? ""] + $0.phones).joined(separator: " ")
            }
            return "\(kind) " + cards.joined(separator: ", ")
        case .order:
            let items = (content.items ?? []).map { "\($0.sku) ×\(Int($0.qty))" }
            return ([kind, content.text].compactMap(\.self) + items).joined(separator: " ")
        case .reaction: return content.emoji ?? ""
        case .template: return content.template?.rendered ?? kind
        case .unsupported: return [kind, content.detail].compactMap(\.self).joined(separator: " ")
        }
    }

    /// The handover card: what was asked, why the bot stopped, and what it had in hand.
    func cardLines(_ open: ConversationModel, width: Int) -> [StyledLine] {
        var lines = [StyledLine(text: "▣ " + text(Words.card), role: .cardTitle)]
        func add(_ label: BilingualText, _ words: String, _ role: ThemeRole = .cardText) {
            let wrapped = Wrapping.lines(
                SafeText("\(text(label)): \(words)").string, width: max(10, width))
            lines += wrapped.prefix(4).map { StyledLine(text: $0, role: role) }
        }
        let row = open.view.conversation
        if let reason = row.reason { add(Words.why, text(reason.title), .statusWarn) }
        guard let decision = open.view.decision else {
            if let note = row.note { add(Words.notes, note, .note) }
            return lines
        }
        add(Words.asked, decision.evidence.text.replacing("\n", with: " / "))
        let percent = Int((decision.confidence * 100).rounded())
        add(
            Words.sure,
            "\(percent)% – " + decision.reasons.map { text($0.title) }.joined(separator: ", "),
            Self.role(of: decision.confidence))
        if !decision.evidence.candidates.isEmpty {
            lines.append(StyledLine(text: text(Words.candidates), role: .cardLabel))
            for (index, candidate) in decision.evidence.candidates.prefix(3).enumerated() {
                let score = Int((candidate.score * 100).rounded())
                let head = SafeText("\(index + 1) \(score)% \(candidate.question)").string
                lines.append(
                    StyledLine(
                        text: Wrapping.truncated(head, width: width), role: .cardText))
                if index == 0 {
                    let answer = SafeText(candidate.answer, multiline: false).string
                    lines += Wrapping.lines(answer, width: max(8, width - 2)).prefix(4).map {
                        StyledLine(text: "  " + $0, role: .textDim)
                    }
                }
            }
        }
        add(Words.gate, text(Words.noGuarantee), .textDim)
        if let note = row.note { add(Words.notes, note, .note) }
        return lines
    }
}
