import BatonCore
import BatonDesk
import BatonUI

/// What the worker's answer changes.
func answered(_ reply: DeskReply, _ request: DeskRequest, _ model: inout Model)
    -> [ConsoleEffect]
{
    switch reply {
    case .queue(let page):
        guard case .queue(let query) = request else { return [] }
        return listed(page, query, &model)
    case .opened(let view): return opened(view, request, &model)
    case .messages(let messages): return readOlder(messages, request, &model)
    case .status(let status):
        model.status = status
        return forgetUnknownInbox(&model)
    case .dashboard(let dashboard):
        model.dashboard = dashboard
        return came(.dashboard, &model)
    case .hits(let hits):
        guard case .search(let text, let before, _, let inbox) = request else { return [] }
        return found(hits, text: text, in: inbox, isFollowing: before != nil, &model)
    case .claimed(let result, let wasSending): return claimed(result, wasSending, &model)
    case .message: return written(request, &model)
    case .conversation(let conversation): return left(conversation, request, &model)
    case .knowledge(let reply):
        guard case .knowledge(let asked) = request else { return [] }
        return answered(reply, asked, &model)
    case .gate(let reply): return answered(reply, request, &model)
    case .decision(let decision): decided(decision, request, &model)
    case .done: return done(request, &model)
    case .refused(let refusal):
        if let effects = merge(refusal, request, &model) { return effects }
        let why = refusal.text(in: model.language)
        return failed(why, request, &model, isFinal: true)
    case .welcome, .events, .verification, .policy, .files, .records: break
    }
    return []
}

private func done(_ request: DeskRequest, _ model: inout Model) -> [ConsoleEffect] {
    switch request {
    case .saveDraft(let id, _): return model.drafts.arrived(id)
    case .presence:
        guard let word = model.presenceSaid.arrived() else { return [] }
        return [.ask(.presence(word.conversation, isTyping: word.isTyping))]
    case .policy(.optIn(let id, let isGranted, _)):
        if model.conversation?.view.conversation.id == id {
            model.conversation?.keptPrompts[.consent] = nil
        }
        model.say(isGranted ? Words.consentRecorded : Words.consentWithdrawn)
        return model.opening == id ? refresh(.conversation, &model) : []
    default: return []
    }
}

/// What was asked did not happen, or may not have: nothing typed is lost by it.
/// - Parameter isFinal: the worker refused; otherwise the line broke.
func failed(
    _ why: String, _ request: DeskRequest, _ model: inout Model, isFinal: Bool = false
) -> [ConsoleEffect] {
    switch request {
    case .saveDraft(let id, _):
        if isFinal { return model.drafts.arrived(id) }
        model.drafts.failed(id)
        return []
    case .presence:
        if isFinal { _ = model.presenceSaid.arrived() } else { model.presenceSaid.failed() }
        return []
    case .queue(let query):
        if model.lateElsewhere.isAsked(by: query) {
            model.lateElsewhere.asked = nil
            return []
        }
        if model.queue.paging == query { model.queue.paging = nil }
        return refreshFailed(.queue, why, &model, isFinal)
    case .open(_, let limit):
        if limit == lookUpLimit { return [] }
        return refreshFailed(.conversation, why, &model, isFinal)
    case .dashboard: return refreshFailed(.dashboard, why, &model, isFinal)
    case .messages: model.conversation?.isReadingOlder = false
    case .explain, .status: break
    case .search:
        if case .search(var search) = model.overlay {
            search.isAsking = false
            model.overlay = .search(search)
        }
    case .knowledge(let request): return failed(why, request, &model, isFinal)
    case .gate(let asked): return failed(asked, why, &model, isFinal)
    case .claim:
        model.conversation?.isTakingOver = false
        model.typedAhead = nil
        model.approval = nil
        model.notice = .init(text: why, isError: true)
    case .reply(let send, let id, _, _):
        return notReplied(send, in: id, why, isFinal, &model)
    case .files(.send(let file)):
        return notReplied(file.send, in: file.conversation, why, isFinal, &model)
    default: model.notice = .init(text: why, isError: true)
    }
    return []
}

func refreshFailed(
    _ kind: RefreshBoard.Kind, _ why: String, _ model: inout Model, _ isFinal: Bool
) -> [ConsoleEffect] {
    _ = model.refreshing.came(kind)
    // A lost worker is said at the top of the screen; a refusal has no other place.
    if isFinal { model.notice = .init(text: why, isError: true) }
    return []
}

private func notReplied(
    _ send: SendID, in id: ConversationID, _ why: String, _ isFinal: Bool, _ model: inout Model
) -> [ConsoleEffect] {
    model.approval = nil
    if isFinal, model.conversation?.pending?.id == send { model.conversation?.pending = nil }
    if model.attachments[id]?.send == send {
        model.attachments[id]?.carried = nil
        if isFinal { model.attachments[id]?.send = nil }
    }
    model.notice = .init(text: why, isError: true)
    if !isFinal { model.say(Words.mayBeSent, isError: true) }
    return model.opening == id && isFinal ? refresh(.conversation, &model) : []
}

/// A reply or a note was taken.
private func written(_ request: DeskRequest, _ model: inout Model) -> [ConsoleEffect] {
    switch request {
    case .reply(let send, let id, let text, _): return replied(send, in: id, text, &model)
    case .files(.send(let file)):
        if model.attachments[file.conversation]?.send == file.send {
            model.attachments[file.conversation] = nil
        }
        return replied(file.send, in: file.conversation, file.caption, &model)
    case .note(let id, _):
        if model.conversation?.view.conversation.id == id {
            model.conversation?.keptPrompts[.note] = nil
        }
        model.say(Words.noted)
        return model.opening == id ? refresh(.conversation, &model) : []
    case .policy(.template(_, let id, _)):
        model.say(Words.templateSent)
        return model.opening == id ? refresh(.conversation, &model) : []
    case .policy(.askPhone(_, let id)):
        model.say(Words.phoneAsked)
        return model.opening == id ? refresh(.conversation, &model) : []
    default: return []
    }
}

/// A reply was taken: it leaves the composer, and what was typed meanwhile stays.
private func replied(
    _ send: SendID, in id: ConversationID, _ text: String, _ model: inout Model
) -> [ConsoleEffect] {
    var effects: [ConsoleEffect] = []
    if let approval = model.approval, approval.send == send {
        model.approval = nil
        model.conversation?.approved = approval.decision
        model.say(Words.draftSent)
    } else if var open = model.conversation, open.view.conversation.id == id,
        open.pending?.id == send
    {
        open.pending = nil
        open.quotes = nil
        open.top = nil
        open.selected = nil
        // What was typed while the reply was on its way stays.
        let rest =
            open.draft.text.hasPrefix(text)
            ? String(open.draft.text.dropFirst(text.count)) : open.draft.text
        open.draft = TextEditor(rest)
        model.conversation = open
        effects = rest.isEmpty ? model.drafts.clear(id) : model.drafts.keep(rest, of: id)
    } else if model.drafts.text(of: id) == text {
        effects = model.drafts.clear(id)
    }
    return effects + (model.opening == id ? refresh(.conversation, &model) : [])
}

private func claimed(_ result: ClaimResult, _ wasSending: Bool, _ model: inout Model)
    -> [ConsoleEffect]
{
    model.conversation?.isTakingOver = false
    let approval = model.approval
    switch result {
    case .won(let conversation):
        model.say(wasSending ? Words.botWasSending : Words.takenOver)
        show(conversation, &model)
        if let approval, approval.conversation == conversation.id {
            return [
                .ask(
                    .reply(
                        send: approval.send, conversation: conversation.id, text: approval.text,
                        replyTo: nil))
            ]
        }
        if model.conversation?.view.conversation.id == conversation.id {
            return beginWriting(&model)
        }
        model.writesIn = conversation.id
    case .heldBy(let person, let conversation):
        model.approval = nil
        model.typedAhead = nil
        show(conversation, &model)
        model.notice = .init(
            text: Words.heldBy.text(in: model.language)
                .replacing("%", with: personName(person, model)), isError: true)
    case .closed(let conversation):
        model.approval = nil
        model.typedAhead = nil
        show(conversation, &model)
        model.say(Words.closedAlready, isError: true)
    }
    return []
}

/// The row as the claim left it, before everything is read again.
private func show(_ row: Conversation, _ model: inout Model) {
    if model.conversation?.view.conversation.id == row.id {
        model.conversation?.view.conversation = row
    }
    if let index = model.queue.rows.firstIndex(where: { $0.id == row.id }) {
        model.queue.rows[index] = row
    }
}

/// After a conversation was given away or closed, the next one is selected.
private func left(_ conversation: Conversation, _ request: DeskRequest, _ model: inout Model)
    -> [ConsoleEffect]
{
    switch request {
    case .returnToBot:
        if model.conversation?.view.conversation.id == conversation.id {
            model.conversation?.keptPrompts[.returnNote] = nil
        }
        model.say(Words.returned)
    case .resolve: model.say(Words.resolved)
    case .assign(_, let person):
        model.notice = .init(
            text: Words.assignedTo.text(in: model.language)
                .replacing("%", with: personName(person, model)), isError: false)
    default: return []
    }
    guard model.opening == conversation.id else { return refresh(.queue, &model) }
    model.overlay = nil
    model.screen = .queue
    model.conversation = nil
    return refresh(.queue, &model)
}
