import BatonCore
import BatonDesk
import BatonUI

/// Asks which inbox to list; how much there is to do in each is read meanwhile.
func askInbox(_ model: inout Model) -> [ConsoleEffect] {
    let chosen = model.inboxChoices.firstIndex(of: model.queue.inbox) ?? 0
    model.overlay = .inboxes(selection: chosen)
    return refresh(.dashboard, &model)
}

/// A key while an inbox is chosen.
func chooseInbox(_ key: Key, _ selection: Int, _ model: inout Model) -> [ConsoleEffect] {
    let choices = model.inboxChoices
    let choice = ListChoice(
        key, from: selection, of: choices.count, opener: .filterInbox, firstDigit: 0, in: model)
    switch choice {
    case .nothing: return []
    case .moved(let index):
        model.overlay = .inboxes(selection: index)
        return []
    case .chosen(let index):
        model.overlay = nil
        let inbox = choices[index]
        return inbox == model.queue.inbox ? [] : list(model.queue.filter, of: inbox, &model)
    }
}

/// An inbox that the configuration no longer names is not listed for ever.
func forgetUnknownInbox(_ model: inout Model) -> [ConsoleEffect] {
    guard let inbox = model.queue.inbox, let known = model.status?.inboxes.map(\.id),
        !known.contains(inbox)
    else { return [] }
    let screen = model.screen
    let effects = list(model.queue.filter, of: nil, &model)
    model.screen = screen
    return effects
}

extension Model {
    /// What may be chosen: all inboxes, and each.
    var inboxChoices: [InboxID?] { [nil] + (status?.inboxes ?? []).map { Optional($0.id) } }

    /// Whether there are several to tell apart.
    var hasInboxes: Bool { (status?.inboxes.count ?? 1) > 1 }

    /// An inbox's name; its account where the configuration does not name it.
    func name(of inbox: InboxID) -> String {
        status?.inboxes.first { $0.id == inbox }?.name ?? inbox.account
    }
}

/// Asks which reason to list; how many wait for each is read meanwhile.
func askReason(_ model: inout Model) -> [ConsoleEffect] {
    let chosen = model.reasonChoices.firstIndex { model.queue.filter == .reason($0.reason) }
    model.overlay = .reasons(selection: chosen ?? 0)
    return refresh(.dashboard, &model)
}

/// A key while a reason is chosen.
func chooseReason(_ key: Key, _ selection: Int, _ model: inout Model) -> [ConsoleEffect] {
    let choices = model.reasonChoices
    // The key that opens it is a digit: it goes on instead of choosing.
    let choice = ListChoice(
        key, from: selection, of: choices.count, opener: .filterReason, firstDigit: 1, in: model)
    switch choice {
    case .nothing: return []
    case .moved(let index):
        model.overlay = .reasons(selection: index)
        return []
    case .chosen(let index):
        model.overlay = nil
        return list(.reason(choices[index].reason), &model)
    }
}

extension Model {
    /// The reasons that somebody waits for, with how many, most first.
    var reasonChoices: [(reason: ReasonCode, count: Int)] {
        (dashboard?.reasons ?? []).map { (ReasonCode($0.label), $0.count) }
    }
}
