import BatonCore
import BatonDesk
import BatonUI

/// What 'Fix it here' can open.
enum FixChoice: Hashable {
    /// What the person wrote before and could not save.
    case unsaved(EntryText)
    /// A candidate's entry.
    case candidate(Candidate)
    /// An entry that does not exist yet.
    case new

    static func all(of model: Model) -> [FixChoice] {
        let candidates = model.conversation?.decision?.evidence.candidates ?? []
        return (model.entryText.map { [.unsaved($0)] } ?? [])
            + candidates.prefix(5).map { .candidate($0) } + [.new]
    }
}

/// A key while an entry is chosen.
func chooseEntry(_ key: Key, _ selection: Int, _ model: inout Model) -> [ConsoleEffect] {
    let choices = FixChoice.all(of: model)
    if let steps = steps(key) {
        model.overlay = .entries(selection: min(max(0, selection + steps), choices.count - 1))
        return []
    }
    var selection = selection
    if case .character(let digit) = key, let number = digit.wholeNumberValue {
        selection = number - 1
    } else if key != .named(.enter) {
        return []
    }
    guard choices.indices.contains(selection), let knowledge = model.knowledgeToFix else {
        return []
    }
    model.overlay = nil
    let question = model.questionToFix
    model.fixing = FixedMessage(text: question, knowledge: knowledge)
    switch choices[selection] {
    case .unsaved(let entry): return [.edit(entry.revision, text: entry.text)]
    case .candidate(let candidate):
        return [.ask(.knowledge(.entry(candidate.entry, in: knowledge)))]
    case .new:
        let language = model.conversation?.view.conversation.language ?? .english
        return [.create(knowledge: knowledge, question: question, language: language)]
    }
}

/// The editor was left.
func leftEditor(_ message: ConsoleMessage, _ model: inout Model) -> [ConsoleEffect] {
    switch message {
    case .edited(let revision, let text):
        model.entryText = EntryText(revision: revision, text: text)
        let change = EntryChange(
            revision.entry, state: revision.state, replaces: revision.revision)
        return [.ask(.knowledge(.save([change], isForced: false)))]
    case .entryRefused(let revision, let text, let why):
        model.entryText = EntryText(revision: revision, text: text)
        model.overlay = .refusedEntry(why: why.text(in: model.language), canForce: false)
    case .notEdited(let why?): model.notice = .init(text: why, isError: true)
    case .notEdited: model.say(Words.unchanged)
    default: break
    }
    return []
}

/// What the worker answers about knowledge.
func answered(_ reply: KnowledgeReply, _ request: KnowledgeRequest, _ model: inout Model)
    -> [ConsoleEffect]
{
    switch reply {
    case .saved(let saved): return savedEntry(saved, &model)
    case .wouldBreak(let broken):
        model.knowledge.forced = request.forced
        let questions = broken.map { "\($0.entry): \($0.question)" }.joined(separator: " · ")
        model.overlay = .refusedEntry(
            why: Words.wouldBreak.text(in: model.language) + questions, canForce: true)
    case .entry(let revision?):
        if model.knowledge.isMerging {
            model.knowledge.isMerging = false
            model.overlay = .mergeEntry(theirs: revision, scroll: 0)
            return []
        }
        var revision = revision
        // A mended answer is for the next customer; on the Knowledge screen a draft stays one.
        if model.fixing != nil { revision.state = .published }
        return [.edit(revision, text: nil)]
    case .entry:
        model.knowledge.isMerging = false
        model.say(Words.entryGone, isError: true)
    case .bases, .entries, .history, .candidates, .golden, .findings, .gaps:
        return learned(reply, request, &model)
    case .sources: break
    }
    return []
}

/// An entry was saved: what the bot would now say is asked for.
private func savedEntry(_ saved: KnowledgeSaved, _ model: inout Model) -> [ConsoleEffect] {
    if saved.saves.contains(where: { $0.entry == model.entryText?.revision.entry.id }) {
        model.entryText = nil
    }
    guard let save = saved.saves.first else { return [] }
    let micros = saved.liveAfterMicroseconds
    let live = Words.live.text(in: model.language)
    let found = saved.findings.max { $0.kind.weight < $1.kind.weight }
    let more = found.map { " · ▲ " + $0.title.text(in: model.language) } ?? ""
    model.notice = .init(
        text: "\(save.entry): \(live) \(Clock.milliseconds(micros))" + more, isError: false)
    let effects = model.screen == .knowledge ? refreshKnowledge(&model) : []
    guard var fixing = model.fixing, !fixing.text.isEmpty else { return effects }
    fixing.liveAfterMicroseconds = micros
    model.fixing = fixing
    return effects + [.ask(.ask(text: fixing.text, knowledge: fixing.knowledge))]
}

/// A save was refused because somebody saved the entry meanwhile: their revision is read.
/// - Returns: `nil` where that is not what happened.
func merge(_ refusal: DeskRefusal, _ request: DeskRequest, _ model: inout Model)
    -> [ConsoleEffect]?
{
    guard refusal.code == .conflict, case .knowledge(.save(let changes, _)) = request,
        let mine = model.entryText?.revision.entry,
        changes.contains(where: { $0.entry == mine && $0.replaces != nil })
    else { return nil }
    model.knowledge.isMerging = true
    return [.ask(.knowledge(.entry(mine.id, in: mine.knowledge)))]
}

/// A key while another's revision lies beside what the person wrote.
func merged(_ key: Key, _ theirs: EntryRevision, _ scroll: Int, _ model: inout Model)
    -> [ConsoleEffect]
{
    if let steps = steps(key) {
        model.overlay = .mergeEntry(theirs: theirs, scroll: max(0, scroll + steps))
        return []
    }
    guard key == .named(.enter), let mine = model.entryText else { return [] }
    model.overlay = nil
    return [.edit(theirs, text: mine.text)]
}

/// A key while a save is refused.
func refused(_ key: Key, _ canForce: Bool, _ model: inout Model) -> [ConsoleEffect] {
    switch key {
    case .named(.enter):
        model.overlay = nil
        guard let entry = model.entryText else { return [] }
        return [.edit(entry.revision, text: entry.text)]
    case .character("s") where canForce:
        model.overlay = nil
        guard let forced = model.knowledge.forced else { return [] }
        model.knowledge.forced = nil
        return [.ask(.knowledge(forced))]
    default: return []
    }
}

extension KnowledgeRequest {
    /// The same although golden questions would break.
    fileprivate var forced: KnowledgeRequest? {
        switch self {
        case .save(let changes, _): .save(changes, isForced: true)
        case .revert(let entry, let base, let revision, _):
            .revert(entry, in: base, to: revision, isForced: true)
        default: nil
        }
    }
}

extension Model {
    /// What the customer asked: the selected message, or what the decision was about.
    var questionToFix: String {
        guard let open = conversation else { return "" }
        if let message = open.selectedMessage, message.direction == .inbound,
            let text = message.content.text
        {
            return text
        }
        if let decision = open.decision { return decision.evidence.text }
        return open.view.messages.last { $0.direction == .inbound }?.content.text ?? ""
    }
}
