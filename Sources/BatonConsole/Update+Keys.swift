import BatonCore
import BatonDesk
import BatonUI

/// What a key does, from the inmost thing that takes keys outwards.
func pressed(_ key: Key, _ model: inout Model) -> [ConsoleEffect] {
    if model.overlay != nil { return pressedOver(key, &model) }
    if model.conversation?.isWriting == true, case .conversation = model.screen {
        return typed(key, &model)
    }
    // Pasted text never runs commands.
    if case .paste = key { return [] }
    guard let command = Command.of(key, in: model.context) else { return [] }
    model.notice = nil
    return run(command, &model)
}

/// A key while a reply is being written.
private func typed(_ key: Key, _ model: inout Model) -> [ConsoleEffect] {
    guard var open = model.conversation else { return [] }
    let id = open.view.conversation.id
    switch key {
    case .named(.escape):
        open.isWriting = false
        model.conversation = open
        return [
            .ask(.saveDraft(id, text: open.draft.text)), .ask(.presence(id, isTyping: false)),
        ]
    case .named(.enter): return send(&model)
    case .named(.pageUp), .named(.pageDown):
        model.conversation?.scroll = max(0, open.scroll + (key == .named(.pageUp) ? 10 : -10))
        return []
    default:
        let wasEmpty = open.draft.isEmpty
        let effect = open.draft.handle(key, width: max(10, model.size.columns - 4))
        model.conversation = open
        guard effect == .edited else { return [] }
        let draft = ConsoleEffect.ask(.saveDraft(id, text: open.draft.text))
        return wasEmpty ? [draft, .ask(.presence(id, isTyping: true))] : [draft]
    }
}

private func send(_ model: inout Model) -> [ConsoleEffect] {
    guard var open = model.conversation else { return [] }
    let text = open.draft.text
    guard text.contains(where: { !$0.isWhitespace }) else { return [] }
    guard open.isHeld(by: model.person) else {
        model.notice = .init(text: Words.takeFirst.text(in: model.language), isError: true)
        return []
    }
    // The same words keep their id: pressed twice over a bad line, they are sent once.
    let send = open.send ?? SendID(model.nextSendID())
    open.send = send
    model.conversation = open
    return [
        .ask(
            .reply(send: send, conversation: open.view.conversation.id, text: text, replyTo: nil)),
        .ask(.presence(open.view.conversation.id, isTyping: false)),
    ]
}

/// A key while something lies over the screen.
private func pressedOver(_ key: Key, _ model: inout Model) -> [ConsoleEffect] {
    guard let overlay = model.overlay else { return [] }
    if key == .named(.escape) {
        model.overlay = nil
        return []
    }
    switch overlay {
    case .palette(var editor, let selection):
        let found = paletteCommands(editor.text, model)
        switch key {
        case .named(.up): model.overlay = .palette(editor, selection: max(0, selection - 1))
        case .named(.down):
            model.overlay = .palette(editor, selection: min(selection + 1, max(0, found.count - 1)))
        case .named(.enter):
            model.overlay = nil
            guard found.indices.contains(selection) else { return [] }
            return run(found[selection], &model)
        default:
            if editor.handle(key) == .edited { model.overlay = .palette(editor, selection: 0) }
        }
        return []
    case .search(var editor):
        if key == .named(.enter) {
            guard !editor.isEmpty else { return [] }
            return [.ask(.search(editor.text, before: nil, limit: 50))]
        }
        if editor.handle(key) == .edited {
            model.overlay = .search(editor)
            return editor.isEmpty ? [] : [.ask(.search(editor.text, before: nil, limit: 50))]
        }
        return []
    case .prompt(let prompt, var editor):
        if key == .named(.enter) {
            model.overlay = nil
            return finish(prompt, editor.text, model)
        }
        _ = editor.handle(key)
        model.overlay = .prompt(prompt, editor)
        return []
    case .confirmResolve:
        model.overlay = nil
        guard key == .character("y"), let id = model.conversation?.view.conversation.id else {
            return []
        }
        return [.ask(.resolve(id))]
    case .people(let selection): return assign(key, selection, &model)
    case .explain, .answer:
        model.overlay = nil
        return []
    }
}

private func assign(_ key: Key, _ selection: Int, _ model: inout Model) -> [ConsoleEffect] {
    let people = model.status?.people ?? []
    switch key {
    case .named(.up), .character("k"): model.overlay = .people(selection: max(0, selection - 1))
    case .named(.down), .character("j"):
        model.overlay = .people(selection: min(selection + 1, max(0, people.count - 1)))
    case .named(.enter):
        model.overlay = nil
        guard people.indices.contains(selection),
            let id = model.conversation?.view.conversation.id
        else { return [] }
        return [.ask(.assign(id, to: people[selection].id))]
    default: break
    }
    return []
}

private func finish(_ prompt: Model.Prompt, _ text: String, _ model: Model) -> [ConsoleEffect] {
    guard let id = model.conversation?.view.conversation.id else { return [] }
    switch prompt {
    case .note: return text.isEmpty ? [] : [.ask(.note(id, text: text))]
    case .returnNote: return [.ask(.returnToBot(id, note: text.isEmpty ? nil : text))]
    }
}

/// The commands of the present screen whose title, in either language, holds what was typed.
func paletteCommands(_ text: String, _ model: Model) -> [Command] {
    let wanted = text.lowercased()
    return Command.allCases.filter { command in
        let description = command.description
        return description.contexts.contains(model.context) && command != .palette
            && (wanted.isEmpty || description.title.english.lowercased().contains(wanted)
                || description.title.chinese.contains(text) || command.rawValue.contains(wanted))
    }
}

extension Model {
    /// A send id of this console: the time, the person, and the conversation make it its own.
    func nextSendID() -> String {
        let conversation = conversation?.view.conversation.id.rawValue ?? ""
        let count = conversation.isEmpty ? 0 : (self.conversation?.view.messages.count ?? 0)
        return
            "\(person?.id.rawValue ?? "")-\(now.milliseconds)-\(conversation.suffix(12))-\(count)"
    }
}
