import BatonCore
import BatonDesk
import BatonUI

/// What a key does, from the inmost thing that takes keys outwards.
func pressed(_ key: Key, _ model: inout Model) -> [ConsoleEffect] {
    if model.overlay != nil { return pressedOver(key, &model) }
    if model.conversation?.isWriting == true, case .conversation = model.screen {
        return typed(key, &model)
    }
    if typedAhead(key, &model) { return [] }
    // Pasted text never runs commands.
    if case .paste = key { return [] }
    return command(of: key, &model)
}

private func command(of key: Key, _ model: inout Model) -> [ConsoleEffect] {
    let keys = model.chord + [key]
    model.chord = []
    switch model.keymap.meaning(of: keys, in: model.context) {
    case .command(let command): return attempt(command, &model)
    case .beginning:
        model.chord = keys
        return []
    case .nothing: return keys.count > 1 ? command(of: key, &model) : []
    }
}

/// The conversation is this person's: what they typed meanwhile becomes the reply.
func beginWriting(_ model: inout Model) -> [ConsoleEffect] {
    model.conversation?.isWriting = true
    model.writesIn = nil
    let keys = model.typedAhead ?? []
    model.typedAhead = nil
    return keys.flatMap { typed($0, &model) }
}

/// The most keys that are kept while a conversation is being taken over.
private let mostTypedAhead = 1000

/// Whether a key was kept for the reply: a hand that is quicker than the worker runs no commands.
private func typedAhead(_ key: Key, _ model: inout Model) -> Bool {
    guard case .conversation = model.screen, let keys = model.typedAhead else { return false }
    if key == .named(.escape) || isBeyondTyping(key) {
        model.typedAhead = nil
        return false
    }
    if keys.count < mostTypedAhead { model.typedAhead = keys + [key] }
    return true
}

/// A key while a reply is being written.
private func typed(_ key: Key, _ model: inout Model) -> [ConsoleEffect] {
    guard var open = model.conversation else { return [] }
    let id = open.view.conversation.id
    switch key {
    case .named(.escape):
        return keepDraft(&model)
    case .named(.enter): return send(&model)
    case .named(.pageUp), .named(.pageDown):
        let rows = ThreadGeometry(model, open)?.rows ?? 10
        return scrollThread((key == .named(.pageUp) ? -1 : 1) * max(1, rows - 2), &model)
    default:
        let effect = open.draft.handle(key, width: composerWidth(model))
        model.conversation = open
        if effect == .edited {
            model.notice = nil
            return model.drafts.keep(open.draft.text, of: id)
        }
        guard effect == .ignored, isBeyondTyping(key) else { return [] }
        return command(of: key, &model)
    }
}

/// Keys that no text is made of: they run commands while a reply is written.
private func isBeyondTyping(_ key: Key) -> Bool {
    switch key {
    case .control: true
    case .named(let name):
        switch name {
        case .f1, .f2, .f3, .f4, .f5, .f6, .f7, .f8, .f9, .f10, .f11, .f12: true
        default: false
        }
    case .character, .alt, .paste: false
    }
}

private func send(_ model: inout Model) -> [ConsoleEffect] {
    guard let open = model.conversation else { return [] }
    let text = open.draft.text
    let file = model.attachments[open.view.conversation.id]
    guard file != nil || text.contains(where: { !$0.isWhitespace }) else { return [] }
    guard open.isHeld(by: model.me) else {
        model.say(Words.takeFirst, isError: true)
        return []
    }
    guard !model.isWindowClosed(open.view.conversation) else {
        model.say(Words.windowClosedNote, isError: true)
        return []
    }
    if let file { return send(file, with: text, open, &model) }
    // The same words keep their id: pressed twice over a bad line, they are sent once.
    let pending =
        open.pending?.text == text
        ? open.pending : .init(id: nextSendID(&model), text: text)
    guard let pending else { return [] }
    model.conversation?.pending = pending
    let quoted = open.quotes.flatMap { id in open.view.messages.first { $0.id == id } }
    return [
        .ask(
            .reply(
                send: pending.id, conversation: open.view.conversation.id, text: text,
                replyTo: quoted?.providerID))
    ]
}

/// A reply's id: the person, the time and a count make it this console's own.
func nextSendID(_ model: inout Model) -> SendID {
    model.repliesBegun += 1
    let conversation = model.conversation?.view.conversation.id.rawValue.suffix(12) ?? ""
    let person = model.me?.id.rawValue ?? ""
    return SendID("\(person)-\(model.now.milliseconds)-\(conversation)-\(model.repliesBegun)")
}
