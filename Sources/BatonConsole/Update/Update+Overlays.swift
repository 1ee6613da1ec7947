import BatonCore
import BatonDesk
import BatonUI

/// A key while something lies over the screen.
func pressedOver(_ key: Key, _ model: inout Model) -> [ConsoleEffect] {
    guard let overlay = model.overlay else { return [] }
    if key == .named(.escape) {
        if case .prompt(let prompt, let editor) = overlay {
            model.conversation?.keptPrompts[prompt] = editor.text
        }
        model.overlay = nil
        return []
    }
    switch overlay {
    case .palette(let editor, let selection): return palette(key, editor, selection, &model)
    case .search(let search): return searched(key, search, &model)
    case .entrySearch(let search): return searched(key, search, &model)
    case .prompt(let prompt, let editor): return prompted(key, prompt, editor, &model)
    case .confirm(let question): return confirmed(key, question, &model)
    case .attach(let prompt): return attached(key, prompt, &model)
    case .people(let selection): return assign(key, selection, &model)
    case .inboxes(let selection): return chooseInbox(key, selection, &model)
    case .reasons(let selection): return chooseReason(key, selection, &model)
    case .entries(let selection): return chooseEntry(key, selection, &model)
    case .explain(let scroll):
        if let steps = steps(key) {
            model.overlay = .explain(scroll: max(0, scroll + steps))
        } else {
            model.overlay = nil
        }
    case .answer: model.overlay = nil
    case .verdict(let decision): return judged(key, decision, &model)
    case .verdictNote(let decision, let verdict, let editor):
        return explained(key, decision, verdict, editor, &model)
    case .reviewRate(let inbox, let editor): return typedRate(key, inbox, editor, &model)
    case .versions(let inbox, let versions, let selection, _):
        return chooseVersion(key, inbox, versions, selection, &model)
    case .mergeEntry(let theirs, let scroll): return merged(key, theirs, scroll, &model)
    case .refusedEntry(_, let canForce): return refused(key, canForce, &model)
    }
    return []
}

private func palette(_ key: Key, _ editor: TextEditor, _ selection: Int, _ model: inout Model)
    -> [ConsoleEffect]
{
    var editor = editor
    let found = Palette.commands(matching: editor.text, in: model)
    switch key {
    case .named(.up), .named(.down), .control("p"), .control("n"):
        let step = key == .named(.up) || key == .control("p") ? -1 : 1
        model.overlay = .palette(
            editor, selection: min(max(0, selection + step), max(0, found.count - 1)))
    case .named(.enter):
        guard found.indices.contains(selection) else { return [] }
        if let obstacle = found[selection].obstacle(in: model) {
            model.say(obstacle, isError: true)
            return []
        }
        model.overlay = nil
        return attempt(found[selection], &model)
    default:
        if editor.handle(key) != .ignored { model.overlay = .palette(editor, selection: 0) }
    }
    return []
}

private func prompted(
    _ key: Key, _ prompt: Overlay.Prompt, _ editor: TextEditor, _ model: inout Model
) -> [ConsoleEffect] {
    var editor = editor
    guard key == .named(.enter) else {
        _ = editor.handle(key, width: promptWidth(model))
        model.overlay = .prompt(prompt, editor)
        return []
    }
    model.overlay = nil
    guard let open = model.conversation else { return [] }
    let id = open.view.conversation.id
    let text = editor.text
    // It is kept until the worker has taken it.
    model.conversation?.keptPrompts[prompt] = text
    let isBlank = text.allSatisfy(\.isWhitespace)
    switch prompt {
    case .note: return isBlank ? [] : [.ask(.note(id, text: text))]
    case .returnNote: return [.ask(.returnToBot(id, note: isBlank ? nil : text))]
    case .consent:
        return isBlank
            ? []
            : [.ask(.policy(.optIn(id, isGranted: !open.hasAgreedToMarketing, how: text)))]
    }
}

private func confirmed(_ key: Key, _ question: Overlay.Question, _ model: inout Model)
    -> [ConsoleEffect]
{
    if case .paste = key { return [] }
    model.overlay = nil
    guard key == .character("y") else { return [] }
    switch question {
    case .stopBot(let inbox): return [.ask(.gate(.stop(inbox)))]
    case .rollBackGate(let inbox): return [.ask(.gate(.rollback(inbox)))]
    case .template(let template):
        guard let view = model.conversation?.view else { return [] }
        return [
            .ask(
                .policy(
                    .template(
                        send: sendID("template", in: view), conversation: view.conversation.id,
                        purpose: template.purpose)))
        ]
    case .askPhone:
        guard let view = model.conversation?.view else { return [] }
        return [
            .ask(
                .policy(
                    .askPhone(
                        send: sendID("phone", in: view), conversation: view.conversation.id)))
        ]
    case .resolve:
        guard let id = model.opening else { return [] }
        return [.ask(.resolve(id))]
    case .take:
        guard let id = model.opening else { return [] }
        model.conversation?.isTakingOver = true
        return [.ask(.claim(id, force: true))]
    case .retireEntry(let revision):
        return [
            .ask(
                .knowledge(
                    .save(
                        [
                            EntryChange(
                                revision.entry, state: .retired, replaces: revision.revision)
                        ], isForced: false)))
        ]
    case .revertEntry(let id, let base, let revision):
        return [.ask(.knowledge(.revert(id, in: base, to: revision, isForced: false)))]
    }
}

/// Over a bad line the same press is the same send; what was taken shows as a message more.
private func sendID(_ what: String, in view: ConversationView) -> SendID {
    SendID("\(view.conversation.id)-\(what)-\(view.messages.count)")
}

private func assign(_ key: Key, _ selection: Int, _ model: inout Model) -> [ConsoleEffect] {
    let people = model.assignable
    if let steps = steps(key) {
        model.overlay = .people(selection: min(max(0, selection + steps), max(0, people.count - 1)))
        return []
    }
    guard key == .named(.enter) else { return [] }
    model.overlay = nil
    guard people.indices.contains(selection), let id = model.opening else { return [] }
    return [.ask(.assign(id, to: people[selection].id))]
}

/// How far a key moves through a list.
func steps(_ key: Key) -> Int? {
    switch key {
    case .named(.up), .character("k"): -1
    case .named(.down), .character("j"): 1
    case .named(.pageUp): -10
    case .named(.pageDown), .character(" "): 10
    default: nil
    }
}

extension Model {
    /// Who a conversation may be given to: who may reply.
    var assignable: [Person] { (status?.people ?? []).filter { $0.role.may(.reply) } }

    /// How many conversations a person has now.
    func load(of person: PersonID) -> Int {
        dashboard?.agents.first { $0.label == person.rawValue }?.count ?? 0
    }
}
