import BatonCore
import BatonDesk
import BatonUI

/// What the worker told of the base that is shown.
func learned(_ reply: KnowledgeReply, _ request: KnowledgeRequest, _ model: inout Model)
    -> [ConsoleEffect]
{
    if case .candidates(let hits) = reply {
        guard case .search(let text, let base, _) = request, base == model.knowledge.base else {
            return []
        }
        return found(hits, text: text, &model)
    }
    if let kind = request.kind, isPage(request, kind, model) {
        return turned(reply, &model)
    }
    guard let kind = request.kind else { return [] }
    let effects = came(kind, &model)
    // What was asked of another base, entry or window says nothing now.
    guard request == knowledgeRequest(kind, model) else {
        return effects.isEmpty ? refresh(kind, &model) : effects
    }
    return effects + take(reply, &model)
}

private func take(_ reply: KnowledgeReply, _ model: inout Model) -> [ConsoleEffect] {
    switch reply {
    case .bases(let bases):
        model.knowledge.bases = bases
        return chooseBase(bases, &model)
    case .entries(let entries):
        model.knowledge.list.refresh(entries, asked: model.knowledge.list.limit)
        return readMore(&model)
    case .gaps(let gaps):
        model.knowledge.gaps = gaps
        model.knowledge.gap.place(in: gaps.map(\.question))
    case .findings(let findings):
        let ordered = findings.enumerated().sorted {
            ($1.element.kind.weight, $0.offset) < ($0.element.kind.weight, $1.offset)
        }.map(\.element)
        model.knowledge.findings = ordered
        model.knowledge.finding.place(in: ordered)
    case .golden(let results):
        let ordered = results.filter { !$0.holds } + results.filter(\.holds)
        model.knowledge.golden = ordered
        model.knowledge.isAskingGolden = false
        model.knowledge.goldenQuestion.place(in: ordered.map(\.key))
    case .history(let revisions):
        guard !revisions.isEmpty else {
            model.knowledge.open = nil
            model.say(Words.entryGone, isError: true)
            return []
        }
        // Who looks at the newest goes on looking at the newest.
        if model.knowledge.open?.revision.index == 0 { model.knowledge.open?.revision = .init() }
        model.knowledge.open?.revisions = revisions
        model.knowledge.open?.revision.place(in: revisions.map(\.revision))
    default: break
    }
    return []
}

/// The base that was shown, else the first inbox's, else the first.
private func chooseBase(_ bases: [KnowledgeBase], _ model: inout Model) -> [ConsoleEffect] {
    let names = bases.map(\.name)
    if let base = model.knowledge.base, names.contains(base) || names.isEmpty { return [] }
    let wanted = model.status?.inboxes.lazy.compactMap(\.knowledge).first { names.contains($0) }
    guard let base = wanted ?? names.first else { return [] }
    model.knowledge.show(base: base)
    return refreshBase(&model)
}

/// Moves the selection of the tab, or through an entry's revisions.
func moveKnowledge(_ steps: Int, _ model: inout Model) -> [ConsoleEffect] {
    if let revisions = model.knowledge.open?.revisions {
        model.knowledge.open?.revision.move(steps, in: revisions.map(\.revision))
        model.knowledge.open?.scroll = 0
        return []
    }
    switch model.knowledge.tab {
    case .entries:
        model.knowledge.list.move(steps)
        return readMore(&model)
    case .missing:
        model.knowledge.gap.move(steps, in: (model.knowledge.gaps ?? []).map(\.question))
    case .toMend: model.knowledge.finding.move(steps, in: model.knowledge.findings ?? [])
    case .golden:
        model.knowledge.goldenQuestion.move(steps, in: (model.knowledge.golden ?? []).map(\.key))
    }
    return []
}

/// A page of the list; of an open entry, its text.
func pageKnowledge(_ pages: Int, _ model: inout Model) -> [ConsoleEffect] {
    guard let open = model.knowledge.open else {
        return moveKnowledge(pages * max(1, knowledgeRows(model) - 1), &model)
    }
    let layout = EntryLayout(model)
    let last = max(0, Painter(model: model).entryLines(open, layout).count - layout.text.rows)
    let step = pages * max(1, layout.text.rows - 1)
    model.knowledge.open?.scroll = min(max(0, open.scroll + step), last)
    return []
}

/// Goes to an end of the list; of an open entry, of its text.
func jumpKnowledge(toEnd: Bool, _ model: inout Model) -> [ConsoleEffect] {
    if model.knowledge.open != nil { return pageKnowledge(toEnd ? 1000 : -1000, &model) }
    if model.knowledge.tab == .entries {
        model.knowledge.list.seeksEnd = toEnd && model.knowledge.list.hasMore
        if !toEnd, model.knowledge.list.anchor != nil {
            model.knowledge.list = EntryWindow()
            return refresh(.entries, &model)
        }
    }
    return moveKnowledge(toEnd ? farAway : -farAway, &model)
}

private func readMore(_ model: inout Model) -> [ConsoleEffect] {
    guard let base = model.knowledge.base, let page = model.knowledge.list.nextPage() else {
        return []
    }
    model.knowledge.list.paging = page
    return [.ask(.knowledge(page.request(in: base)))]
}

private func isPage(
    _ request: KnowledgeRequest, _ kind: RefreshBoard.Kind, _ model: Model
) -> Bool {
    guard kind == .entries, let base = model.knowledge.base else { return false }
    return model.knowledge.list.paging?.request(in: base) == request
}

/// The page that was asked for has come.
private func turned(_ reply: KnowledgeReply, _ model: inout Model) -> [ConsoleEffect] {
    guard case .entries(let entries) = reply, let page = model.knowledge.list.paging else {
        return []
    }
    model.knowledge.list.paging = nil
    switch page {
    case .after: model.knowledge.list.append(entries)
    case .before(let start): model.knowledge.list.goBack(to: start, entries)
    }
    if !model.knowledge.list.hasMore { model.knowledge.list.seeksEnd = false }
    return readMore(&model)
}

/// A request about knowledge was refused, or the line broke.
func failed(_ why: String, _ request: KnowledgeRequest, _ model: inout Model, _ isFinal: Bool)
    -> [ConsoleEffect]
{
    if case .save(let changes, _) = request,
        changes.contains(where: { $0.entry.id == model.entryText?.revision.entry.id })
    {
        model.overlay = .refusedEntry(why: why, canForce: false)
        return []
    }
    if case .search = request, case .entrySearch(var search) = model.overlay {
        search.isAsking = false
        model.overlay = .entrySearch(search)
        return []
    }
    model.knowledge.isMerging = false
    guard let kind = request.kind else {
        model.notice = .init(text: why, isError: true)
        return []
    }
    if kind == .golden { model.knowledge.isAskingGolden = false }
    if isPage(request, kind, model) {
        model.knowledge.list.paging = nil
        return []
    }
    return refreshFailed(kind, why, &model, isFinal)
}

extension EntryWindow.Page {
    func request(in base: String) -> KnowledgeRequest {
        switch self {
        case .after(let id): .entries(in: base, after: id, limit: EntryWindow.pageRows)
        case .before(let start): .entries(in: base, after: start, limit: EntryWindow.windowRows)
        }
    }
}

extension GoldenResult {
    var key: GoldenKey { GoldenKey(entry: entry, question: question) }
}

extension KnowledgeRequest {
    /// What of the Knowledge screen it reads; `nil` where it reads nothing of it.
    fileprivate var kind: RefreshBoard.Kind? {
        switch self {
        case .bases: .bases
        case .entries: .entries
        case .gaps: .gaps
        case .review: .findings
        case .test: .golden
        case .history: .history
        case .entry, .save, .revert, .search, .sources, .changeDocuments: nil
        }
    }
}
