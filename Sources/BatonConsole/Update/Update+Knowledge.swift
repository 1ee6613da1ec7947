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
        return [.ask(.knowledge(.save([EntryChange(revision.entry)], isForced: false)))]
    case .entryRefused(let revision, let text, let why):
        model.entryText = EntryText(revision: revision, text: text)
        model.overlay = .refusedEntry(why: why, canForce: false)
    case .notEdited(let why?): model.notice = .init(text: why, isError: true)
    case .notEdited: model.say(Words.unchanged)
    default: break
    }
    return []
}

/// What the worker answers about knowledge.
func answered(_ reply: KnowledgeReply, _ model: inout Model) -> [ConsoleEffect] {
    switch reply {
    case .saved(let saved): return savedEntry(saved, &model)
    case .wouldBreak(let broken):
        let questions = broken.map { "\($0.entry): \($0.question)" }.joined(separator: " · ")
        model.overlay = .refusedEntry(
            why: Words.wouldBreak.text(in: model.language) + questions, canForce: true)
    case .entry(let revision?): return [.edit(revision, text: nil)]
    case .entry: model.say(Words.entryGone, isError: true)
    case .bases, .entries, .history, .candidates, .golden, .findings, .gaps, .sources: break
    }
    return []
}

/// An entry was saved: what the bot would now say is asked for.
private func savedEntry(_ saved: KnowledgeSaved, _ model: inout Model) -> [ConsoleEffect] {
    model.entryText = nil
    guard let save = saved.saves.first else { return [] }
    let micros = saved.liveAfterMicroseconds
    let live = Words.live.text(in: model.language)
    model.notice = .init(
        text: "\(save.entry): \(live) \(Clock.milliseconds(micros))", isError: false)
    guard var fixing = model.fixing, !fixing.text.isEmpty else { return [] }
    fixing.liveAfterMicroseconds = micros
    model.fixing = fixing
    return [.ask(.ask(text: fixing.text, knowledge: fixing.knowledge))]
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
