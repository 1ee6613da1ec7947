import BatonCore
import BatonDesk
import BatonUI

/// Rows of a window of the list: what the largest screens show, and some more.
private let windowRows = 120

/// The model after a message, and what is to be done outside; pure.
package func update(_ model: inout Model, _ message: ConsoleMessage) -> [ConsoleEffect] {
    switch message {
    case .key(let key): return pressed(key, &model)
    case .resized(let size):
        model.size = size
        return []
    case .tick(let now):
        model.now = now
        return []
    case .terminate:
        model.isDone = true
        return []
    case .linked(let person):
        model.link = .connected(person)
        model.notice = nil
        return reload(model) + [.ask(.status)] + resave(model)
    case .unlinked(let reason):
        model.link = .lost(reason)
        return []
    case .event(let event): return heard(event, &model)
    case .reply(let reply, let request): return answered(reply, request, &model)
    case .failed(let why, _):
        model.notice = .init(text: why, isError: true)
        model.conversation?.isTakingOver = false
        return []
    case .edited(let revision, let text): return saved(revision, text, &model)
    case .entryRefused(let why):
        model.notice = .init(text: why, isError: true)
        return []
    }
}

/// Reads again what is shown.
func reload(_ model: Model) -> [ConsoleEffect] {
    var effects: [ConsoleEffect] = [.ask(.queue(queueQuery(model)))]
    switch model.screen {
    case .conversation(let id): effects.append(.ask(.open(id, limit: 200)))
    case .dashboard: effects.append(.ask(.dashboard))
    case .queue, .help: break
    }
    return effects
}

func queueQuery(_ model: Model) -> QueueQuery {
    QueueQuery(filter: model.queue.filter, limit: windowRows)
}

/// A draft that may not have reached the worker before the line broke.
private func resave(_ model: Model) -> [ConsoleEffect] {
    guard let open = model.conversation, !open.draft.isEmpty else { return [] }
    return [.ask(.saveDraft(open.view.conversation.id, text: open.draft.text))]
}

private func heard(_ event: DeskEvent, _ model: inout Model) -> [ConsoleEffect] {
    switch event {
    case .changed(let ids):
        var effects: [ConsoleEffect] = [.ask(.queue(queueQuery(model)))]
        if case .conversation(let id) = model.screen, ids.contains(id) {
            effects.append(.ask(.open(id, limit: 200)))
        }
        if model.screen == .dashboard { effects.append(.ask(.dashboard)) }
        return effects
    case .flagged: return [.ring]
    case .presence(let presence):
        model.presence = presence
        return []
    case .knowledge: return []
    case .stopping:
        model.notice = .init(text: "the worker is stopping", isError: false)
        return []
    }
}

private func answered(_ reply: DeskReply, _ request: DeskRequest, _ model: inout Model)
    -> [ConsoleEffect]
{
    switch reply {
    case .queue(let page):
        if case .queue(let query) = request, query.filter == model.queue.filter {
            model.queue.take(page, isAppended: query.after != nil)
        }
    case .opened(let view): opened(view, &model)
    case .status(let status): model.status = status
    case .dashboard(let dashboard): model.dashboard = dashboard
    case .hits(let hits): model.hits = hits
    case .claimed(let result, let wasSending): claimed(result, wasSending, &model)
    case .message:
        if case .reply = request {
            model.conversation?.draft = TextEditor()
            model.conversation?.send = nil
            model.conversation?.scroll = 0
        }
        if let open = model.conversation {
            return [.ask(.open(open.view.conversation.id, limit: 200))]
        }
    case .conversation(let conversation): return left(conversation, request, &model)
    case .saved(let saves, let micros):
        guard let save = saves.first else { return [] }
        let live = Words.live.text(in: model.language)
        model.notice = .init(
            text: "\(save.entry): \(live) \(micros / 1000).\(micros % 1000 / 100) ms",
            isError: false)
        if let text = model.conversation?.view.decision?.evidence.text {
            return [.ask(.ask(text: text, knowledge: model.conversation?.view.decision?.knowledge))]
        }
    case .decision(let decision):
        if case .ask = request, let decision {
            model.overlay = .answer(decision.reply ?? "—")
        }
    case .entry(let revision):
        if let revision { return [.edit(revision)] }
    case .refused(let refusal):
        model.notice = .init(text: refusal.description, isError: true)
        model.conversation?.isTakingOver = false
    case .welcome, .messages, .entries, .sources, .events, .verification, .done: break
    }
    return []
}

private func opened(_ view: ConversationView, _ model: inout Model) {
    guard case .conversation(let id) = model.screen, id == view.conversation.id else { return }
    if var open = model.conversation, open.view.conversation.id == id {
        open.view = view
        model.conversation = open
    } else {
        model.conversation = ConversationModel(view: view)
    }
    if model.writesIn == id, model.conversation?.isHeld(by: model.person) == true {
        model.conversation?.isWriting = true
        model.writesIn = nil
    }
}

private func claimed(_ result: ClaimResult, _ wasSending: Bool, _ model: inout Model) {
    model.conversation?.isTakingOver = false
    let words: BilingualText
    var name = ""
    switch result {
    case .won(let conversation):
        words = wasSending ? Words.botWasSending : Words.takenOver
        model.writesIn = conversation.id
        if model.conversation?.view.conversation.id == conversation.id {
            model.conversation?.view.conversation = conversation
            model.conversation?.isWriting = true
        }
    case .heldBy(let person, _):
        words = Words.heldBy
        name = " " + (personName(person, model))
    case .closed: words = Words.closedAlready
    }
    let isWon = if case .won = result { true } else { false }
    model.notice = .init(text: words.text(in: model.language) + name, isError: !isWon)
}

/// After a conversation was given away or closed, the next one is selected.
private func left(_ conversation: Conversation, _ request: DeskRequest, _ model: inout Model)
    -> [ConsoleEffect]
{
    switch request {
    case .returnToBot:
        model.notice = .init(text: Words.returned.text(in: model.language), isError: false)
    case .resolve: model.notice = .init(text: Words.sent.text(in: model.language), isError: false)
    default: break
    }
    model.screen = .queue
    model.conversation = nil
    return reload(model) + [.ask(.presence(nil, isTyping: false))]
}

private func saved(_ revision: EntryRevision, _ text: String?, _ model: inout Model)
    -> [ConsoleEffect]
{
    // The shell has parsed the document already; its entry travels in `revision`.
    guard text != nil else { return [] }
    return [.ask(.saveEntries([revision.entry]))]
}

func personName(_ person: PersonID, _ model: Model) -> String {
    model.status?.people.first { $0.id == person }?.name ?? person.rawValue
}

extension QueueModel {
    /// Takes a page in: the selection stays on its conversation, wherever that now is.
    mutating func take(_ page: QueuePage, isAppended: Bool) {
        let before = Set(rows.map(\.id))
        let top = rows.first?.id
        rows = isAppended ? rows + page.rows : page.rows
        total = page.total
        hasMore = page.hasMore
        if isLoaded, !isAppended, let top, let place = rows.firstIndex(where: { $0.id == top }) {
            arrivals = rows[..<place].count { !before.contains($0.id) }
        } else {
            arrivals = 0
        }
        isLoaded = true
        if let selected, let index = rows.firstIndex(where: { $0.id == selected }) {
            selectedIndex = index
        } else {
            // What was selected has gone: the next one takes its place.
            selectedIndex = min(selectedIndex, max(0, rows.count - 1))
            selected = rows.indices.contains(selectedIndex) ? rows[selectedIndex].id : nil
        }
    }

    /// Selects a row by steps, within the window.
    mutating func move(_ steps: Int) {
        guard !rows.isEmpty else { return }
        selectedIndex = min(max(0, selectedIndex + steps), rows.count - 1)
        selected = rows[selectedIndex].id
        if selectedIndex == 0 { arrivals = 0 }
    }

    /// The place after the last row.
    var end: QueueCursor? {
        rows.last.map { row in
            QueueCursor(row, in: filter)
        }
    }
}
