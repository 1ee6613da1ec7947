import BatonCore
import BatonDesk
import BatonUI

/// Opens the Knowledge screen, where it was left.
func showKnowledge(_ model: inout Model) -> [ConsoleEffect] {
    model.screen = .knowledge
    model.knowledge.open = nil
    return refreshKnowledge(&model)
}

/// Reads again what the Knowledge screen shows.
func refreshKnowledge(_ model: inout Model) -> [ConsoleEffect] {
    refresh(.bases, &model) + refreshBase(&model)
}

/// Reads again what is shown of the base.
func refreshBase(_ model: inout Model) -> [ConsoleEffect] {
    guard model.knowledge.base != nil else { return [] }
    var effects = refresh(.entries, &model) + refresh(.findings, &model)
    switch model.knowledge.tab {
    case .missing: effects += refresh(.gaps, &model)
    case .golden: effects += askGolden(&model)
    case .entries, .toMend: break
    }
    return effects + (model.knowledge.open == nil ? [] : refresh(.history, &model))
}

/// Entries of some bases have changed.
func heardKnowledge(_ bases: [String], _ model: inout Model) -> [ConsoleEffect] {
    guard model.screen == .knowledge, let base = model.knowledge.base, bases.contains(base) else {
        return []
    }
    return refreshKnowledge(&model)
}

/// What reads one thing of the base that is shown.
func knowledgeRequest(_ kind: RefreshBoard.Kind, _ model: Model) -> KnowledgeRequest? {
    if kind == .bases { return .bases }
    guard let base = model.knowledge.base else { return nil }
    let list = model.knowledge.list
    switch kind {
    case .entries: return .entries(in: base, after: list.anchor, limit: list.limit)
    case .gaps: return .gaps(in: base, days: KnowledgeModel.gapDays)
    case .findings: return .review(in: base, of: nil)
    case .golden: return .test(in: base)
    case .history:
        return model.knowledge.open.map {
            .history($0.id, in: base, limit: KnowledgeModel.revisions)
        }
    case .queue, .conversation, .dashboard, .review, .gates, .bases: return nil
    }
}

/// Runs a command of the Knowledge screen.
func keep(_ command: Command, _ model: inout Model) -> [ConsoleEffect] {
    switch command {
    case .showEntries: return show(.entries, &model)
    case .showMissing: return show(.missing, &model)
    case .showToMend: return show(.toMend, &model)
    case .showGolden: return show(.golden, &model)
    case .askGolden:
        model.knowledge.tab = .golden
        return askGolden(&model)
    case .nextBase:
        let names = (model.knowledge.bases ?? []).map(\.name)
        guard let base = model.knowledge.base, let index = names.firstIndex(of: base) else {
            return []
        }
        model.knowledge.show(base: names[(index + 1) % names.count])
        return refreshBase(&model)
    case .showChanges:
        model.knowledge.open?.showsChanges.toggle()
        model.knowledge.open?.scroll = 0
    case .editEntry: return editEntry(&model)
    case .newEntry: return beginEntry(&model)
    case .publishEntry:
        guard let revision = model.knowledge.subjectRevision else { return [] }
        let change = EntryChange(revision.entry, replaces: revision.revision)
        return [.ask(.knowledge(.save([change], isForced: false)))]
    case .retireEntry:
        guard let revision = model.knowledge.subjectRevision else { return [] }
        model.overlay = .confirm(.retireEntry(revision))
    case .revertEntry:
        guard let base = model.knowledge.base, let open = model.knowledge.open,
            let old = open.revision.selected
        else { return [] }
        model.overlay = .confirm(.revertEntry(open.id, in: base, to: old))
    default: break
    }
    return []
}

private func show(_ tab: KnowledgeModel.Tab, _ model: inout Model) -> [ConsoleEffect] {
    model.knowledge.tab = tab
    switch tab {
    case .entries: return []
    case .missing: return refresh(.gaps, &model)
    case .toMend: return refresh(.findings, &model)
    case .golden: return model.knowledge.golden == nil ? askGolden(&model) : []
    }
}

private func askGolden(_ model: inout Model) -> [ConsoleEffect] {
    model.knowledge.isAskingGolden = true
    return refresh(.golden, &model)
}

/// Opens the selected entry, or begins one for what is missing.
func openEntry(_ model: inout Model) -> [ConsoleEffect] {
    guard let id = model.knowledge.subject else {
        return Command.newEntry.obstacle(in: model) == nil && model.knowledge.selectedGap != nil
            ? beginEntry(&model) : []
    }
    return show(entry: id, &model)
}

/// Opens an entry with its history.
func show(entry id: EntryID, _ model: inout Model) -> [ConsoleEffect] {
    model.knowledge.open = OpenEntry(id: id)
    return refresh(.history, &model)
}

/// Opens the subject in the editor; what was written and could not be saved is gone on with.
private func editEntry(_ model: inout Model) -> [ConsoleEffect] {
    guard let id = model.knowledge.subject, let base = model.knowledge.base else { return [] }
    model.fixing = nil
    model.knowledge.isMerging = false
    if let kept = model.entryText, kept.revision.entry.id == id,
        kept.revision.entry.knowledge == base
    {
        return [.edit(kept.revision, text: kept.text)]
    }
    return [.ask(.knowledge(.entry(id, in: base)))]
}

/// Begins an entry: with what customers asked, where that is selected.
private func beginEntry(_ model: inout Model) -> [ConsoleEffect] {
    guard let base = model.knowledge.base else { return [] }
    model.fixing = nil
    if let kept = model.entryText, kept.revision.revision == 0,
        kept.revision.entry.knowledge == base
    {
        return [.edit(kept.revision, text: kept.text)]
    }
    let id = EntryID("new-\(String(model.now.milliseconds, radix: 36))")
    let entry: Entry
    if let gap = model.knowledge.selectedGap {
        entry = Entry(id: id, knowledge: base, for: gap)
    } else {
        let language = model.language == .english ? Language.english : .traditionalChinese
        entry = Entry(
            id: id, knowledge: base, language: language.rawValue,
            questions: [Phrasing("", language: language.rawValue)], answers: [:])
    }
    let revision = EntryRevision(
        revision: 0, entry: entry, isDeleted: false, savedBy: .system, savedAt: model.now)
    return [.edit(revision, text: nil)]
}

extension Entry {
    /// The beginning of an entry for what customers asked: its questions are theirs.
    fileprivate init(id: EntryID, knowledge: String, for gap: KnowledgeGap) {
        let most = gap.languages.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        let asked = most.flatMap(Language.init(rawValue:)) ?? .traditionalChinese
        let language = asked.answerPreference.first ?? asked.rawValue
        let isAskedInEnglish = gap.languages["en"] != nil
        self.init(
            id: id, knowledge: knowledge, language: language,
            questions: ([gap.question] + gap.examples).map { text in
                let line = text.replacing("\n", with: " ")
                // Latin letters alone may also be romanised Cantonese.
                let isEnglish = isAskedInEnglish && text.utf8.allSatisfy { $0 < 0x80 }
                return Phrasing(line, language: isEnglish ? "en" : language)
            }, answers: [:])
    }
}
