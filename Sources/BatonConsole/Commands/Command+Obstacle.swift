package import BatonCore
import BatonDesk

extension Command {
    /// Why this cannot be done now; `nil` where it can.
    ///
    /// The hint bar shows only what can be done, and the palette and the keys say why not.
    package func obstacle(in model: Model) -> BilingualText? {
        guard description.contexts.contains(model.context) else { return elsewhere }
        if needsWorker, model.person == nil { return Words.workerAway }
        if let permission, let role = model.person?.role, !role.may(permission) {
            return Self.forbidden(permission)
        }
        switch self {
        case .open:
            if model.screen == .queue, model.queue.selected == nil { return Words.nothingSelected }
            return model.screen == .knowledge ? openEntryObstacle(model) : nil
        case .takeOver: return takeOverObstacle(model)
        case .insertFirst, .insertSecond, .insertThird:
            let count = model.conversation?.decision?.evidence.candidates.count ?? 0
            return candidateIndex < count ? nil : Words.noCandidate
        case .approve, .editDraft: return draftObstacle(model)
        case .explain:
            return model.conversation?.decision == nil ? Words.noDecision : nil
        case .fix: return model.knowledgeToFix == nil ? Words.noKnowledge : nil
        case .openFile: return model.conversation?.fileMessage == nil ? Words.noFile : nil
        case .attach:
            return model.conversation?.view.conversation.state == .resolved
                ? Words.closedAlready : nil
        case .template:
            guard let open = model.conversation, open.view.terms?.template != nil else {
                return Words.noTemplate
            }
            return open.isHeld(by: model.person) ? nil : Words.takeFirst
        case .askPhone, .consent, .other: return customerObstacle(model)
        case .returnToBot:
            guard let owner = model.conversation?.view.conversation.owner else { return nil }
            return owner == .bot ? Words.botHasIt : nil
        case .resolve:
            let state = model.conversation?.view.conversation.state
            return state == .resolved ? Words.closedAlready : nil
        case .judge, .judgeRight, .judgeWrong, .judgeHandover, .stopBot, .resumeBot, .reopenGate,
            .fitGate, .activateGate, .rollBackGate, .reviewRate:
            return gateObstacle(model)
        case .filterInbox:
            return (model.status?.inboxes.count ?? 0) < 2 ? Words.oneInbox : nil
        case .next:
            return model.queue.rows.count < 2 ? Words.noOther : nil
        case .askGolden, .nextBase, .editEntry, .newEntry, .publishEntry, .retireEntry,
            .revertEntry:
            return keepingObstacle(model.knowledge)
        case .knowledge, .showEntries, .showMissing, .showToMend, .showGolden, .showChanges:
            return nil
        case .moveDown, .moveUp, .pageDown, .pageUp, .first, .last, .reply, .note, .assign,
            .filterWaiting, .filterMine, .filterFlagged, .filterAll, .filterReason,
            .filterFailures, .preview, .search, .dashboard, .review, .gate, .palette, .help,
            .language, .theme, .reload, .bell, .suspend, .back, .quit:
            return nil
        }
    }

    /// On which screens it means something.
    private var elsewhere: BilingualText {
        let places = Context.allCases.filter(description.contexts.contains)
            .compactMap { Words.contexts[$0] }
        return BilingualText(
            Words.notHere.english.replacing(
                "%", with: places.map(\.english).joined(separator: ", ")),
            Words.notHere.chinese.replacing(
                "%", with: places.map(\.chinese).joined(separator: "、")))
    }

    /// Which candidate the command is about, from 0.
    var candidateIndex: Int {
        switch self {
        case .insertSecond: 1
        case .insertThird: 2
        default: 0
        }
    }

    /// Whether nothing of it can be done without the worker; writing goes on without.
    private var needsWorker: Bool {
        switch self {
        case .takeOver, .approve, .editDraft, .note, .returnToBot, .resolve, .assign, .fix,
            .openFile, .attach, .template, .askPhone, .consent, .other, .search, .open, .next,
            .dashboard, .filterWaiting,
            .filterMine, .filterFlagged, .filterAll,
            .filterReason, .filterFailures, .filterInbox, .knowledge, .nextBase, .editEntry,
            .publishEntry,
            .retireEntry, .revertEntry, .askGolden, .judge, .review, .judgeRight, .judgeWrong,
            .judgeHandover, .gate, .stopBot, .resumeBot, .reopenGate, .fitGate, .activateGate,
            .rollBackGate, .reviewRate:
            true
        default: false
        }
    }

    private var permission: Permission? {
        switch self {
        case .takeOver, .approve, .editDraft: .claim
        case .reply, .attach, .template, .askPhone, .consent, .insertFirst, .insertSecond,
            .insertThird:
            .reply
        case .note: .note
        case .returnToBot: .returnToBot
        case .resolve: .resolve
        case .assign: .assign
        case .fix, .editEntry, .newEntry, .publishEntry, .retireEntry, .revertEntry:
            .editKnowledge
        case .judge, .judgeRight, .judgeWrong, .judgeHandover: .label
        case .stopBot, .resumeBot, .reopenGate, .fitGate, .activateGate, .rollBackGate, .reviewRate:
            .operate
        default: nil
        }
    }

    private static func forbidden(_ permission: Permission) -> BilingualText {
        switch permission {
        case .editKnowledge: Words.onlyEditors
        case .assign: Words.onlySupervisors
        case .operate: Words.onlySupervisorsOperate
        default: Words.onlyReads
        }
    }

    private func takeOverObstacle(_ model: Model) -> BilingualText? {
        let row =
            model.screen == .queue
            ? model.queue.selectedRow : model.conversation?.view.conversation
        guard let row else { return Words.nothingSelected }
        if row.state == .resolved { return Words.closedAlready }
        guard let holder = row.owner.agent else { return nil }
        if holder == model.person?.id {
            return model.screen == .queue ? nil : Words.yoursAlready
        }
        if model.person?.role.may(.takeFromAnother) == true { return nil }
        let name = personName(holder, model)
        return BilingualText(
            Words.heldBy.english.replacing("%", with: name),
            Words.heldBy.chinese.replacing("%", with: name))
    }

    private func draftObstacle(_ model: Model) -> BilingualText? {
        guard let open = model.conversation else { return Words.noDraft }
        let row = open.view.conversation
        guard let decision = open.view.decision, decision.outcome == .draft,
            decision.suggestion?.isEmpty == false, open.approved != decision.id
        else { return Words.noDraft }
        if decision.turn != row.turn { return Words.draftIsOld }
        if let holder = row.owner.agent, holder != model.person?.id { return Words.notYours }
        if row.state == .resolved { return Words.closedAlready }
        return model.isWindowClosed(row) ? Words.windowClosed : nil
    }
}
