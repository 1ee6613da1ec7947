import BatonCore
import BatonDesk
import BatonUI

/// Runs a command of the present screen.
func run(_ command: Command, _ model: inout Model) -> [ConsoleEffect] {
    switch command {
    case .moveDown: return move(1, &model)
    case .moveUp: return move(-1, &model)
    case .pageDown: return move(max(1, model.size.rows - 6), &model)
    case .pageUp: return move(-max(1, model.size.rows - 6), &model)
    case .first: return move(-1_000_000, &model)
    case .last: return move(1_000_000, &model)
    case .open: return open(&model)
    case .filterWaiting: return list(.waiting, &model)
    case .filterMine: return list(.mine(model.person?.id ?? PersonID("")), &model)
    case .filterFlagged: return list(.flagged, &model)
    case .filterAll: return list(.all, &model)
    case .filterReason: return list(.reason(nextReason(model)), &model)
    case .search:
        model.hits = []
        model.overlay = .search(TextEditor())
    case .dashboard:
        model.screen = .dashboard
        return [.ask(.dashboard)]
    case .palette: model.overlay = .palette(TextEditor(), selection: 0)
    case .help: model.screen = .help(model.context)
    case .language:
        model.language = model.language == .english ? .traditionalChinese : .english
    case .theme:
        let names = ShippedThemes.names
        let next = ((names.firstIndex(of: model.theme) ?? 0) + 1) % names.count
        model.theme = names[next]
        return [.saveTheme(model.theme)]
    case .back: return back(&model)
    case .quit: model.isDone = true
    case .takeOver, .reply, .note, .returnToBot, .resolve, .assign, .insertCandidate, .explain,
        .fix:
        return runInConversation(command, &model)
    }
    return []
}

private func runInConversation(_ command: Command, _ model: inout Model) -> [ConsoleEffect] {
    if command == .takeOver, model.screen == .queue {
        guard let id = model.queue.selected else { return [] }
        return show(id, &model) + [.ask(.claim(id, force: false))]
    }
    guard let open = model.conversation else { return [] }
    let id = open.view.conversation.id
    switch command {
    case .takeOver:
        model.conversation?.isTakingOver = true
        return [.ask(.claim(id, force: false))]
    case .reply:
        model.conversation?.isWriting = true
        return [.ask(.presence(id, isTyping: true))]
    case .note: model.overlay = .prompt(.note, TextEditor())
    case .returnToBot: model.overlay = .prompt(.returnNote, TextEditor())
    case .resolve: model.overlay = .confirmResolve
    case .assign: model.overlay = .people(selection: 0)
    case .explain: model.overlay = .explain
    case .insertCandidate:
        guard let best = open.view.decision?.evidence.candidates.first, !best.answer.isEmpty else {
            model.notice = .init(text: Words.noCandidate.text(in: model.language), isError: true)
            return []
        }
        model.conversation?.draft = TextEditor(best.answer)
        model.conversation?.isWriting = true
        return [.ask(.saveDraft(id, text: best.answer))]
    case .fix:
        guard let decision = open.view.decision, let best = decision.evidence.candidates.first,
            let knowledge = decision.knowledge
        else {
            model.notice = .init(text: Words.noCandidate.text(in: model.language), isError: true)
            return []
        }
        return [.ask(.knowledge(.entry(best.entry, in: knowledge)))]
    default: break
    }
    return []
}

private func move(_ steps: Int, _ model: inout Model) -> [ConsoleEffect] {
    switch model.screen {
    case .queue:
        model.queue.move(steps)
        // Near the end of the window, the next page is read by its key.
        if model.queue.hasMore, model.queue.selectedIndex > model.queue.rows.count - 30,
            let end = model.queue.end
        {
            return [.ask(.queue(QueueQuery(filter: model.queue.filter, after: end, limit: 120)))]
        }
    case .conversation:
        let scroll = (model.conversation?.scroll ?? 0) - steps
        model.conversation?.scroll = min(max(0, scroll), 100_000)
    case .dashboard:
        let last = max(0, dashboardLinks(model).count - 1)
        model.dashboardSelection = min(max(0, model.dashboardSelection + steps), last)
    case .help:
        model.helpScroll = min(max(0, model.helpScroll + steps), Command.allCases.count)
    }
    return []
}

private func open(_ model: inout Model) -> [ConsoleEffect] {
    switch model.screen {
    case .queue:
        guard let id = model.queue.selected else { return [] }
        return show(id, &model)
    case .dashboard:
        let links = dashboardLinks(model)
        guard links.indices.contains(model.dashboardSelection) else { return [] }
        model.screen = .queue
        return list(links[model.dashboardSelection], &model)
    case .conversation, .help: return []
    }
}

private func show(_ id: ConversationID, _ model: inout Model) -> [ConsoleEffect] {
    model.screen = .conversation(id)
    if model.conversation?.view.conversation.id != id { model.conversation = nil }
    return [.ask(.open(id, limit: 200)), .ask(.presence(id, isTyping: false))]
}

private func list(_ filter: QueueQuery.Filter, _ model: inout Model) -> [ConsoleEffect] {
    model.queue = QueueModel()
    model.queue.filter = filter
    return [.ask(.queue(queueQuery(model)))]
}

private func back(_ model: inout Model) -> [ConsoleEffect] {
    if case .help(let from) = model.screen {
        model.helpScroll = 0
        if from == .conversation, let id = model.conversation?.view.conversation.id {
            model.screen = .conversation(id)
            return []
        }
        model.screen = from == .dashboard ? .dashboard : .queue
        return []
    }
    var effects: [ConsoleEffect] = [.ask(.queue(queueQuery(model)))]
    if let open = model.conversation {
        effects.append(.ask(.presence(nil, isTyping: false)))
        if !open.draft.isEmpty {
            effects.append(.ask(.saveDraft(open.view.conversation.id, text: open.draft.text)))
        }
    }
    model.screen = .queue
    model.conversation = nil
    return effects
}

/// The reason after the one that is listed.
private func nextReason(_ model: Model) -> ReasonCode {
    let codes = ReasonCode.titles.map(\.code)
    guard case .reason(let current) = model.queue.filter,
        let index = codes.firstIndex(of: current)
    else { return codes[0] }
    return codes[(index + 1) % codes.count]
}

/// What Enter opens on each line of the dashboard.
func dashboardLinks(_ model: Model) -> [QueueQuery.Filter] {
    guard let dashboard = model.dashboard else { return [] }
    return [.waiting] + dashboard.reasons.map { .reason(ReasonCode($0.label)) }
        + dashboard.agents.map { .mine(PersonID($0.label)) } + [.all, .deliveryFailures]
}
