import BatonCore
import BatonDesk
import BatonText
import BatonUI

extension Painter {
    /// What the customer said of marketing messages, when, and who recorded it.
    func marketingLines(_ open: ConversationModel, _ width: Int) -> [StyledLine] {
        guard let record = open.view.marketing else { return [] }
        let day = CalendarDay.text(of: record.at, offsetMinutes: model.utcOffsetMinutes)
        let who: String? =
            switch record.by {
            case .person(let person): personName(person, model)
            case .customer: text(Words.byCustomer)
            case .provider: text(Words.byProvider)
            case .bot, .system, nil: nil
            }
        let words = [
            text(record.isGranted ? Words.agreed : Words.tookBack), day, who, record.how,
        ].compactMap(\.self).joined(separator: " · ")
        return field(
            Words.marketing, words, width, record.isGranted ? .textDim : .statusWarn, most: 2)
    }

    /// The customer's other conversations, and which of two that go on takes what they write.
    func otherLines(_ open: ConversationModel, _ width: Int) -> [StyledLine] {
        var lines: [StyledLine] = []
        if open.view.conversation.isBeside == true {
            lines += StyledLine.wrapped(
                "⚠ \(text(Words.goesOnThere))", .statusWarn, width: width, indent: 2, most: 2)
        }
        for other in (open.view.others ?? []).prefix(Self.othersShown) {
            let state =
                other.state == .resolved ? text(Words.resolvedWord) : owner(of: other)
            let span = Clock.span(model.now.milliseconds(since: other.updatedAt))
            let words = [inboxName(of: other), state, span, other.lastMessage]
                .compactMap(\.self).joined(separator: " · ")
            lines += field(
                Words.also, words, width, other.state == .open ? .statusWarn : .textDim, most: 1)
        }
        return lines
    }

    /// More of them would push away what an agent acts on.
    private static let othersShown = 3
}
