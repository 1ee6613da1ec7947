import BatonCore
import BatonDesk

extension Model {
    /// Whether what begins to wait in an inbox is this person's business, so that the bell rings:
    /// where one inbox is listed, what comes into that one, and what goes before others anywhere.
    func concerns(_ inbox: InboxID?, isUrgent: Bool) -> Bool {
        guard let listed = queue.inbox, let inbox else { return true }
        return inbox == listed || isUrgent
    }
}

/// Asks, while one inbox is listed, who has become late in any since the last look.
func lookElsewhere(_ model: inout Model) -> [ConsoleEffect] {
    guard model.rings, model.queue.inbox != nil else {
        model.lateElsewhere = LateElsewhere()
        return []
    }
    let late = model.now.adding(milliseconds: -ServiceLevel.lateMilliseconds)
    let since = model.lateElsewhere.lookedUpTo ?? late.adding(milliseconds: -60_000)
    model.lateElsewhere.lookedUpTo = late
    let query = QueueQuery(filter: .waitingSince(after: since, upTo: late), limit: mostLate)
    model.lateElsewhere.asked = query
    return [.ask(.queue(query))]
}

/// Rings, and says where, when somebody of another inbox has become late.
func foundElsewhere(_ page: QueuePage, _ model: inout Model) -> [ConsoleEffect] {
    model.lateElsewhere.asked = nil
    guard model.rings, let listed = model.queue.inbox,
        let row = page.rows.first(where: { $0.inbox != listed })
    else { return [] }
    model.notice = .init(
        text: Words.lateElsewhere.text(in: model.language)
            .replacing("%", with: model.name(of: row.inbox)), isError: false)
    return [.ring]
}

/// The most rows that a look reads: one of another inbox among them is enough.
private let mostLate = 20
