import BatonCore
import BatonDesk
import BatonUI

/// A key while entries are searched.
func searched(_ key: Key, _ search: EntrySearch, _ model: inout Model) -> [ConsoleEffect] {
    var search = search
    switch key {
    case .named(.up), .named(.down), .named(.pageUp), .named(.pageDown):
        let last = max(0, search.hits.count - 1)
        search.selection = min(max(0, search.selection + (steps(key) ?? 0)), last)
    case .named(.enter):
        guard search.hits.indices.contains(search.selection) else { return [] }
        model.overlay = nil
        return show(entry: search.hits[search.selection].entry, &model)
    default:
        let effect = search.editor.handle(key)
        let effects = effect == .edited ? ask(&search, model) : []
        model.overlay = .entrySearch(search)
        return effects
    }
    model.overlay = .entrySearch(search)
    return []
}

/// Hits have come; where the words have changed meanwhile, they are looked for again.
func found(_ hits: [Candidate], text: String, _ model: inout Model) -> [ConsoleEffect] {
    guard case .entrySearch(var search) = model.overlay else { return [] }
    search.isAsking = false
    search.hits = search.editor.isEmpty ? [] : hits
    search.selection = 0
    search.answered = search.editor.isEmpty ? nil : text
    let effects = search.answered == search.editor.text ? [] : ask(&search, model)
    model.overlay = .entrySearch(search)
    return effects
}

private func ask(_ search: inout EntrySearch, _ model: Model) -> [ConsoleEffect] {
    guard !search.editor.isEmpty else {
        search.hits = []
        search.answered = nil
        return []
    }
    guard !search.isAsking, let base = model.knowledge.base else { return [] }
    search.isAsking = true
    return [.ask(.knowledge(.search(search.editor.text, in: base, limit: EntrySearch.limit)))]
}
