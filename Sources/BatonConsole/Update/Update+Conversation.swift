import BatonCore
import BatonDesk
import BatonUI

/// Opens a conversation, at a message where one is sought.
func showConversation(_ id: ConversationID, at message: MessageID? = nil, _ model: inout Model)
    -> [ConsoleEffect]
{
    var effects = keepDraft(&model)
    model.screen = .conversation(id)
    if model.conversation?.view.conversation.id != id { model.conversation = nil }
    model.seek = message
    if let message, model.conversation != nil { effects += go(to: message, &model) }
    return effects + refresh(.conversation, &model)
}

/// The draft of the conversation that is left, as it stands.
func keepDraft(_ model: inout Model) -> [ConsoleEffect] {
    guard let open = model.conversation else { return [] }
    model.conversation?.isWriting = false
    return model.drafts.keep(open.draft.text, of: open.view.conversation.id)
}

/// A conversation has been read.
func opened(_ view: ConversationView, _ request: DeskRequest, _ model: inout Model)
    -> [ConsoleEffect]
{
    let row = view.conversation
    if case .open(_, lookUpLimit) = request { return lookedUp(row, &model) }
    var effects = came(.conversation, &model)
    guard model.opening == row.id else {
        if effects.isEmpty, model.opening != nil, model.conversation == nil {
            effects = refresh(.conversation, &model)
        }
        return effects
    }
    if var open = model.conversation, open.view.conversation.id == row.id {
        // What was being typed has come.
        if row.turn > open.view.conversation.turn { model.customersTyping[row.id] = nil }
        var view = view
        // What was read before a change of owner that is known already says nothing of the owner.
        if open.view.conversation.epoch > row.epoch {
            view.conversation = open.view.conversation
        }
        if open.view.conversation.turn != row.turn { open.decisions = [:] }
        open.refresh(view)
        model.conversation = open
    } else {
        model.drafts.learn(view.draft ?? "", of: row.id)
        model.conversation = ConversationModel(view: view, draft: model.drafts.text(of: row.id))
    }
    // What was read before the claim was committed does not say yet that it is held.
    if model.writesIn == row.id, model.conversation?.isHeld(by: model.person) == true {
        effects += beginWriting(&model)
    }
    if let seek = model.seek { effects += go(to: seek, &model) }
    if let selected = model.conversation?.selected { effects += explain(selected, &model) }
    return effects
}

/// Older messages have been read; the search for one goes on.
func readOlder(_ messages: [Message], _ request: DeskRequest, _ model: inout Model)
    -> [ConsoleEffect]
{
    guard case .messages(let id, let before, let limit) = request,
        model.conversation?.view.conversation.id == id
    else { return [] }
    guard model.conversation?.start == before else {
        model.conversation?.isReadingOlder = false
        return []
    }
    model.conversation?.take(older: messages, asked: limit)
    if let seek = model.seek { return go(to: seek, &model) }
    return []
}

/// Selects a message; where it is older than what was read, older ones are read until it comes.
private func go(to message: MessageID, _ model: inout Model) -> [ConsoleEffect] {
    guard let open = model.conversation else { return [] }
    if open.view.messages.contains(where: { $0.id == message }) {
        model.seek = nil
        return select(message, &model)
    }
    guard open.hasOlder else {
        model.seek = nil
        model.say(Words.messageGone, isError: true)
        return []
    }
    return askOlder(&model)
}

private func askOlder(_ model: inout Model) -> [ConsoleEffect] {
    guard let open = model.conversation, open.hasOlder, !open.isReadingOlder,
        let start = open.start
    else { return [] }
    model.conversation?.isReadingOlder = true
    return [
        .ask(
            .messages(
                open.view.conversation.id, before: start,
                limit: ConversationModel.pageMessages))
    ]
}

/// Selects a message and brings it into sight; its decision is read.
private func select(_ message: MessageID, _ model: inout Model) -> [ConsoleEffect] {
    guard var open = model.conversation else { return [] }
    open.selected = message
    open.top = ThreadGeometry(model, open)?.top(showing: message)
    if open.top == nil { open.seen = open.view.messages.last?.id }
    model.conversation = open
    return explain(message, &model)
}

private func explain(_ message: MessageID, _ model: inout Model) -> [ConsoleEffect] {
    guard let open = model.conversation, open.decisions[message] == nil else { return [] }
    return [.ask(.explain(message: message, conversation: open.view.conversation.id))]
}

/// A decision has been read: of a selected message, or of a trial.
func decided(_ decision: Decision?, _ request: DeskRequest, _ model: inout Model) {
    switch request {
    case .explain(let message, _):
        guard let message, model.conversation != nil else { return }
        model.conversation?.decisions[message] = .some(decision)
    case .ask:
        guard let decision else { return }
        model.overlay = .answer(
            decision, liveAfterMicroseconds: model.fixing?.liveAfterMicroseconds)
        model.fixing = nil
    default: break
    }
}

/// Moves through the thread: first within a message that is longer than the screen, then on.
func moveThread(_ steps: Int, _ model: inout Model) -> [ConsoleEffect] {
    guard let open = model.conversation, let geometry = ThreadGeometry(model, open) else {
        return []
    }
    let messages = open.view.messages
    guard let selected = open.selected,
        let index = messages.firstIndex(where: { $0.id == selected })
    else {
        // Nothing selected: up begins with the last message that can be seen, down does nothing.
        guard steps < 0, let last = geometry.lastShown else { return [] }
        return select(last, &model)
    }
    if geometry.reaches(beyond: selected, down: steps > 0) {
        return scrollThread(steps > 0 ? 3 : -3, &model)
    }
    let next = index + steps
    if next < 0 { return askOlder(&model) }
    guard messages.indices.contains(next) else {
        return followEnd(&model)
    }
    var effects = select(messages[next].id, &model)
    if next < 10 { effects += askOlder(&model) }
    return effects
}

/// Scrolls by lines, within what there is.
func scrollThread(_ lines: Int, _ model: inout Model) -> [ConsoleEffect] {
    guard var open = model.conversation, let geometry = ThreadGeometry(model, open) else {
        return []
    }
    open.top = geometry.scrolled(by: lines)
    if open.top == nil { open.seen = open.view.messages.last?.id }
    model.conversation = open
    return geometry.isNearStart(open.top) ? askOlder(&model) : []
}

/// Goes to the end and follows what comes in; no message is selected any more.
func followEnd(_ model: inout Model) -> [ConsoleEffect] {
    model.conversation?.top = nil
    model.conversation?.selected = nil
    let last = model.conversation?.view.messages.last?.id
    model.conversation?.seen = last
    return []
}
