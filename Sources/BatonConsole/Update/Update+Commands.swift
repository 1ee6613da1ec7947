import BatonCore
import BatonDesk
import BatonUI

/// Runs a command where it can be done now; otherwise says why not.
func attempt(_ command: Command, _ model: inout Model) -> [ConsoleEffect] {
    model.notice = nil
    if let obstacle = command.obstacle(in: model) {
        model.say(obstacle, isError: true)
        return []
    }
    return run(command, &model)
}

private func run(_ command: Command, _ model: inout Model) -> [ConsoleEffect] {
    switch command {
    case .moveDown: return move(1, &model)
    case .moveUp: return move(-1, &model)
    case .pageDown: return page(1, &model)
    case .pageUp: return page(-1, &model)
    case .first: return jump(toEnd: false, &model)
    case .last: return jump(toEnd: true, &model)
    case .open: return open(&model)
    case .filterWaiting: return list(.waiting, &model)
    case .filterMine: return list(.mine(model.person?.id ?? PersonID("")), &model)
    case .filterFlagged: return list(.flagged, &model)
    case .filterAll: return list(.all, &model)
    case .filterReason: return askReason(&model)
    case .filterFailures: return list(.deliveryFailures, &model)
    case .filterInbox: return askInbox(&model)
    case .preview:
        model.showsPreview.toggle()
        model.queue.keepLine(rows: queueRows(model))
    case .search:
        model.overlay =
            model.screen == .knowledge
            ? .entrySearch(EntrySearch()) : .search(SearchModel(within: model.queue.inbox))
    case .dashboard:
        model.screen = .dashboard
        return refresh(.dashboard, &model)
    case .knowledge: return showKnowledge(&model)
    case .showEntries, .showMissing, .showToMend, .showGolden, .nextBase, .editEntry, .newEntry,
        .publishEntry, .retireEntry, .revertEntry, .showChanges, .askGolden:
        return keep(command, &model)
    case .palette: model.overlay = .palette(TextEditor(), selection: 0)
    case .help: if model.context != .help { model.screen = .help(model.context) }
    case .language:
        model.language = model.language == .english ? .traditionalChinese : .english
    case .theme:
        guard !model.themes.isEmpty else { return [] }
        let last = model.offeredTheme ?? model.theme
        let next = ((model.themes.firstIndex(of: last) ?? 0) + 1) % model.themes.count
        model.offeredTheme = model.themes[next]
        return [.useTheme(model.themes[next])]
    case .reload: return [.readFiles]
    case .bell:
        model.rings.toggle()
        model.say(model.rings ? Words.bellOn : Words.bellOff)
    case .suspend: return [.suspend]
    case .back: return back(&model)
    case .quit:
        model.isDone = true
        return keepDraft(&model)
    case .judge, .review, .judgeRight, .judgeWrong, .judgeHandover, .gate, .stopBot, .resumeBot,
        .reopenGate, .fitGate, .activateGate, .rollBackGate, .reviewRate:
        return runGate(command, &model)
    case .takeOver, .reply, .approve, .editDraft, .insertFirst, .insertSecond, .insertThird,
        .note, .returnToBot, .resolve, .assign, .explain, .fix, .openFile, .attach,
        .template, .askPhone, .consent, .other, .next:
        return work(command, &model)
    }
    return []
}

private func work(_ command: Command, _ model: inout Model) -> [ConsoleEffect] {
    if command == .takeOver { return takeOver(&model) }
    guard let open = model.conversation else { return [] }
    switch command {
    case .reply:
        let message = open.selectedMessage
        model.conversation?.quotes = message?.providerID == nil ? nil : message?.id
        model.conversation?.isWriting = true
    case .approve: return approve(open, &model)
    case .editDraft: return editDraft(open, &model)
    case .insertFirst, .insertSecond, .insertThird:
        return insert(command.candidateIndex, open, &model)
    case .note: model.overlay = .prompt(.note, TextEditor(open.keptPrompts[.note] ?? ""))
    case .returnToBot:
        model.overlay = .prompt(.returnNote, TextEditor(open.keptPrompts[.returnNote] ?? ""))
    case .resolve: model.overlay = .confirm(.resolve)
    case .assign:
        model.overlay = .people(selection: 0)
        return refresh(.dashboard, &model)
    case .explain: model.overlay = .explain(scroll: 0)
    case .openFile:
        guard let message = open.fileMessage else { return [] }
        model.say(Words.fetchingFile)
        return [.fetchFile(message.id)]
    case .attach: attach(open, &model)
    case .template:
        guard let template = open.view.terms?.template else { return [] }
        model.overlay = .confirm(.template(template))
    case .askPhone: model.overlay = .confirm(.askPhone)
    case .consent:
        model.overlay = .prompt(.consent, TextEditor(open.keptPrompts[.consent] ?? ""))
    case .other:
        guard let other = open.otherConversation else { return [] }
        return showConversation(other.id, &model)
    case .fix: model.overlay = .entries(selection: 0)
    case .next:
        if model.queue.selected == open.view.conversation.id {
            let effects = moveQueue(1, &model)
            guard let next = model.queue.selected else { return effects }
            return effects + showConversation(next, &model)
        }
        guard let next = model.queue.selected else { return [] }
        return showConversation(next, &model)
    default: break
    }
    return []
}

private func takeOver(_ model: inout Model) -> [ConsoleEffect] {
    let row =
        model.screen == .queue ? model.queue.selectedRow : model.conversation?.view.conversation
    guard let row else { return [] }
    var effects: [ConsoleEffect] = []
    if model.screen == .queue { effects = showConversation(row.id, &model) }
    if let holder = row.owner.agent, holder != model.person?.id {
        model.overlay = .confirm(.take(from: holder))
        return effects
    }
    return effects + claim(row.id, &model)
}

/// Takes a conversation over; what is typed before it is had becomes its reply.
private func claim(_ id: ConversationID, _ model: inout Model) -> [ConsoleEffect] {
    model.conversation?.isTakingOver = true
    model.typedAhead = []
    return [.ask(.claim(id, force: false))]
}

private func approve(_ open: ConversationModel, _ model: inout Model) -> [ConsoleEffect] {
    guard let decision = open.view.decision, let text = decision.suggestion else { return [] }
    let approval = Approval(
        conversation: open.view.conversation.id, decision: decision.id, text: text,
        send: nextSendID(&model))
    model.approval = approval
    if open.isHeld(by: model.person) {
        return [
            .ask(
                .reply(
                    send: approval.send, conversation: approval.conversation, text: text,
                    replyTo: nil))
        ]
    }
    model.conversation?.isTakingOver = true
    return [.ask(.claim(approval.conversation, force: false))]
}

/// Puts the proposed answer into the reply, to be changed before it is sent.
private func editDraft(_ open: ConversationModel, _ model: inout Model) -> [ConsoleEffect] {
    guard let text = open.view.decision?.suggestion else { return [] }
    let kept = insert(text, open, &model)
    guard !open.isHeld(by: model.person) else { return kept }
    // Writing goes on when the conversation is taken over; what is typed meanwhile follows.
    model.conversation?.isWriting = false
    return kept + claim(open.view.conversation.id, &model)
}

/// Puts a candidate's answer into the reply.
private func insert(_ index: Int, _ open: ConversationModel, _ model: inout Model)
    -> [ConsoleEffect]
{
    guard let candidates = open.decision?.evidence.candidates, candidates.indices.contains(index)
    else { return [] }
    return insert(candidates[index].answer, open, &model)
}

/// Puts words at the caret: what was typed stays, and words put there as they stand are replaced.
private func insert(_ words: String, _ open: ConversationModel, _ model: inout Model)
    -> [ConsoleEffect]
{
    let proposed =
        [open.view.decision?.suggestion].compactMap(\.self)
        + (open.decision?.evidence.candidates.map(\.answer) ?? [])
    var draft = open.draft
    if proposed.contains(draft.text) { draft = TextEditor() }
    draft.insert(draft.isEmpty ? words : "\n" + words)
    model.conversation?.draft = draft
    model.conversation?.isWriting = true
    return model.drafts.keep(draft.text, of: open.view.conversation.id)
}

private func move(_ steps: Int, _ model: inout Model) -> [ConsoleEffect] {
    switch model.screen {
    case .queue: return moveQueue(steps, &model)
    case .conversation: return moveThread(steps, &model)
    case .dashboard:
        let last = max(0, DashboardLine.links(of: model).count - 1)
        model.dashboardSelection = min(max(0, model.dashboardSelection + steps), last)
    case .knowledge: return moveKnowledge(steps, &model)
    case .review, .gate: moveGate(steps, &model)
    case .help: scrollHelp(steps, &model)
    }
    return []
}

private func page(_ pages: Int, _ model: inout Model) -> [ConsoleEffect] {
    switch model.screen {
    case .queue: return moveQueue(pages * max(1, queueRows(model) - 1), &model)
    case .conversation:
        let rows = model.conversation.flatMap { ThreadGeometry(model, $0) }?.rows ?? 10
        return scrollThread(pages * max(1, rows - 2), &model)
    case .gate: scrollGate(pages * max(1, gateRows(model) - 1), &model)
    case .dashboard, .review: return move(pages * 1000, &model)
    case .knowledge: return pageKnowledge(pages, &model)
    case .help: scrollHelp(pages * max(1, helpRows(model) - 1), &model)
    }
    return []
}

private func jump(toEnd: Bool, _ model: inout Model) -> [ConsoleEffect] {
    switch model.screen {
    case .queue: return jumpQueue(toEnd: toEnd, &model)
    case .conversation:
        return toEnd ? followEnd(&model) : scrollThread(-farAway, &model)
    case .knowledge: return jumpKnowledge(toEnd: toEnd, &model)
    case .dashboard, .review, .gate, .help: return page(toEnd ? 1000 : -1000, &model)
    }
}

private func scrollHelp(_ lines: Int, _ model: inout Model) {
    let last = max(0, HelpLine.all(of: model).count - helpRows(model))
    model.helpScroll = min(max(0, model.helpScroll + lines), last)
}

private func open(_ model: inout Model) -> [ConsoleEffect] {
    switch model.screen {
    case .queue:
        guard let id = model.queue.selected else { return [] }
        return showConversation(id, &model)
    case .dashboard:
        let links = DashboardLine.links(of: model)
        guard links.indices.contains(model.dashboardSelection) else { return [] }
        let link = links[model.dashboardSelection]
        return list(link.filter, of: link.inbox, &model)
    case .knowledge: return openEntry(&model)
    case .conversation, .review, .gate, .help: return []
    }
}

private func back(_ model: inout Model) -> [ConsoleEffect] {
    if case .help(let from) = model.screen {
        model.helpScroll = 0
        switch from {
        case .conversation:
            if let id = model.conversation?.view.conversation.id {
                model.screen = .conversation(id)
            } else {
                model.screen = .queue
            }
        case .dashboard: model.screen = .dashboard
        case .knowledge, .entry: model.screen = .knowledge
        case .review: model.screen = .review
        case .gate: model.screen = .gate
        case .queue, .help: model.screen = .queue
        }
        return []
    }
    if model.screen == .knowledge, model.knowledge.open != nil {
        model.knowledge.open = nil
        return []
    }
    let effects = keepDraft(&model)
    model.screen = .queue
    model.conversation = nil
    model.seek = nil
    model.writesIn = nil
    model.typedAhead = nil
    return effects + refresh(.queue, &model)
}
