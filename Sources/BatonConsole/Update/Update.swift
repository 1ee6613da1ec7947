import BatonCore
import BatonDesk
import BatonUI

/// The model after a message, and what is to be done outside; pure.
package func update(_ model: inout Model, _ message: ConsoleMessage) -> [ConsoleEffect] {
    handled(message, &model) + tellPresence(&model)
}

private func handled(_ message: ConsoleMessage, _ model: inout Model) -> [ConsoleEffect] {
    switch message {
    case .key(let key): return pressed(key, &model)
    case .resized(let size):
        model.size = size
        model.queue.keepLine(rows: queueRows(model))
        return []
    case .tick(let now, let offset): return ticked(now, offset, &model)
    case .terminate:
        model.isDone = true
        return []
    case .linked(let person): return linked(person, &model)
    case .unlinked(let why): return unlinked(why, &model)
    case .event(let event): return heard(event, &model)
    case .reply(let reply, let request): return answered(reply, request, &model)
    case .failed(let why, let request):
        return failed(why.text(in: model.language), request, &model)
    case .fileOffered, .fileRefused, .fileCarried, .fileFetched, .fileNotFetched:
        return offered(message, &model)
    case .edited, .entryRefused, .notEdited: return leftEditor(message, &model)
    case .configured(let keymap, let fault):
        if let keymap { model.keymap = keymap }
        if let fault {
            model.notice = .init(text: fault, isError: true)
        } else {
            model.say(Words.filesRead)
        }
        return []
    case .notice(let text, let isError):
        model.notice = .init(text: text, isError: isError)
        return []
    }
}

/// The clock has moved; each minute the worker is asked how it is, since nothing tells that a
/// connection has stopped or sends again.
private func ticked(_ now: Timestamp, _ offset: Int, _ model: inout Model) -> [ConsoleEffect] {
    let isNewMinute =
        now.milliseconds.flooringDivision(by: 60_000)
        != model.now.milliseconds.flooringDivision(by: 60_000)
    model.now = now
    model.utcOffsetMinutes = offset
    return isNewMinute && model.person != nil ? [.ask(.status)] + lookElsewhere(&model) : []
}

private func linked(_ person: Person, _ model: inout Model) -> [ConsoleEffect] {
    let wasLost = if case .lost = model.link { true } else { false }
    model.connect(as: person)
    if wasLost { model.say(Words.backAgain) }
    model.refreshing.forget()
    model.queue.paging = nil
    model.conversation?.isReadingOlder = false
    model.knowledge.list.paging = nil
    model.knowledge.isAskingGolden = false
    var effects = refreshAll(&model) + [.ask(.status)] + model.drafts.resend()
    if let word = model.presenceSaid.again(forgetting: true) {
        effects.append(.ask(.presence(word.conversation, isTyping: word.isTyping)))
    }
    return effects
}

/// The worker is away: what is shown stays, as of the moment it was lost, and who else is there is
/// not known any more.
private func unlinked(_ why: BilingualText, _ model: inout Model) -> [ConsoleEffect] {
    if case .lost(_, let since) = model.link {
        model.link = .lost(why, since: since)
    } else {
        model.link = .lost(why, since: model.now)
    }
    model.presence = []
    model.customersTyping = [:]
    model.conversation?.isTakingOver = false
    model.approval = nil
    return []
}

/// Reads again what is shown.
func refreshAll(_ model: inout Model) -> [ConsoleEffect] {
    refresh(.queue, &model)
        + (model.conversation == nil && model.opening == nil ? [] : refresh(.conversation, &model))
        + (model.screen == .dashboard ? refresh(.dashboard, &model) : [])
        + (model.screen == .knowledge ? refreshKnowledge(&model) : [])
        + (model.screen == .review ? refresh(.review, &model) : [])
        + (model.screen == .gate ? refresh(.gates, &model) : [])
}

/// Reads one thing again, unless that is under way.
func refresh(_ kind: RefreshBoard.Kind, _ model: inout Model) -> [ConsoleEffect] {
    let effects = request(kind, model)
    // What there is nothing to ask about is not under way.
    return !effects.isEmpty && model.refreshing.want(kind) ? effects : []
}

private func request(_ kind: RefreshBoard.Kind, _ model: Model) -> [ConsoleEffect] {
    switch kind {
    case .queue: return [.ask(.queue(model.queue.query))]
    case .conversation:
        guard let id = model.opening else { return [] }
        return [.ask(.open(id, limit: ConversationModel.openMessages))]
    case .dashboard: return [.ask(.dashboard)]
    case .bases, .entries, .gaps, .findings, .golden, .history:
        return knowledgeRequest(kind, model).map { [.ask(.knowledge($0))] } ?? []
    case .review: return [.ask(.gate(.review(nil, limit: ReviewModel.page)))]
    case .gates: return [.ask(.gate(.report(days: gateDays)))]
    }
}

/// What was under way has come; it is asked for again where it changed meanwhile.
func came(_ kind: RefreshBoard.Kind, _ model: inout Model) -> [ConsoleEffect] {
    model.refreshing.came(kind) ? refresh(kind, &model) : []
}

private func heard(_ event: DeskEvent, _ model: inout Model) -> [ConsoleEffect] {
    switch event {
    case .changed(let ids):
        var effects = refresh(.queue, &model)
        if let id = model.opening, ids.contains(id) { effects += refresh(.conversation, &model) }
        if model.screen == .dashboard { effects += refresh(.dashboard, &model) }
        if model.screen == .review { effects += refresh(.review, &model) }
        return effects
    case .flagged(_, let inbox, let isUrgent):
        return model.rings && model.concerns(inbox, isUrgent: isUrgent ?? false) ? [.ring] : []
    case .presence(let presence):
        model.presence = presence
        return []
    case .customerTyping(let id):
        model.customersTyping = model.customersTyping.filter { $0.value > model.now }
        model.customersTyping[id] = model.now.adding(milliseconds: customerTypingMilliseconds)
        return []
    case .knowledge(let bases): return heardKnowledge(bases, &model)
    case .gate: return gateChanged(&model)
    case .stopping:
        model.say(Words.stopping)
        return []
    }
}

/// How long a customer is shown typing after the last sign of it.
private let customerTypingMilliseconds: Int64 = 10_000

/// Tells the worker where this person is, whenever that has changed.
private func tellPresence(_ model: inout Model) -> [ConsoleEffect] {
    guard model.person != nil else { return [] }
    let isTyping = model.conversation.map { $0.isWriting && !$0.draft.isEmpty } ?? false
    let word = PresenceWord(conversation: model.opening, isTyping: isTyping)
    guard word != model.presenceSaid.wanted, let word = model.presenceSaid.want(word) else {
        return []
    }
    return [.ask(.presence(word.conversation, isTyping: word.isTyping))]
}

func personName(_ person: PersonID, _ model: Model) -> String {
    model.status?.people.first { $0.id == person }?.name ?? person.rawValue
}

extension Model {
    /// The conversation in front, or behind the help.
    var opening: ConversationID? {
        switch screen {
        case .conversation(let id): id
        case .help(.conversation): conversation?.view.conversation.id
        case .queue, .dashboard, .knowledge, .review, .gate, .help: nil
        }
    }
}
