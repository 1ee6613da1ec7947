import BatonCore
import BatonDesk
import BatonUI

/// Hits of one page.
private let hitsPerPage = 50

/// A key while searching.
func searched(_ key: Key, _ search: SearchModel, _ model: inout Model) -> [ConsoleEffect] {
    var search = search
    switch key {
    case .named(.up), .named(.down), .named(.pageUp), .named(.pageDown):
        let last = max(0, search.hits.count - 1)
        search.selection = min(max(0, search.selection + (steps(key) ?? 0)), last)
        let effects = askMore(&search)
        model.overlay = .search(search)
        return effects
    case .named(.enter):
        guard search.hits.indices.contains(search.selection) else { return [] }
        let hit = search.hits[search.selection].message
        model.overlay = nil
        return showConversation(hit.conversation, at: hit.id, &model)
    case .named(.tab):
        guard search.inbox != nil else { return [] }
        search.isEverywhere.toggle()
        search.answered = nil
        let effects = ask(&search)
        model.overlay = .search(search)
        return effects
    default:
        let effect = search.editor.handle(key)
        let effects = effect == .edited ? ask(&search) : []
        model.overlay = .search(search)
        return effects
    }
}

/// Hits have come; where the words have changed meanwhile, they are looked for again.
func found(
    _ hits: [MessageHit], text: String, in inbox: InboxID?, isFollowing: Bool,
    _ model: inout Model
) -> [ConsoleEffect] {
    guard case .search(var search) = model.overlay else { return [] }
    search.isAsking = false
    if inbox != search.scope {
        search.answered = nil
    } else if isFollowing, text == search.answered {
        let known = Set(search.hits.map(\.message.id))
        search.hits += hits.filter { !known.contains($0.message.id) }
    } else if !isFollowing {
        search.hits = hits
        search.selection = 0
        search.answered = text
    }
    search.hasMore = hits.count { !$0.isContact } == hitsPerPage
    let effects = search.answered == search.editor.text ? [] : ask(&search)
    model.overlay = .search(search)
    return effects
}

private func ask(_ search: inout SearchModel) -> [ConsoleEffect] {
    if search.editor.isEmpty {
        search.hits = []
        search.answered = nil
        search.hasMore = false
        return []
    }
    guard !search.isAsking else { return [] }
    search.isAsking = true
    return [
        .ask(
            .search(search.editor.text, before: nil, limit: hitsPerPage, inbox: search.scope))
    ]
}

private func askMore(_ search: inout SearchModel) -> [ConsoleEffect] {
    guard search.hasMore, !search.isAsking, search.selection > search.hits.count - 20,
        let text = search.answered, text == search.editor.text,
        let last = search.hits.filter({ !$0.isContact }).map(\.message.sequence).min()
    else { return [] }
    search.isAsking = true
    return [.ask(.search(text, before: last, limit: hitsPerPage, inbox: search.scope))]
}
