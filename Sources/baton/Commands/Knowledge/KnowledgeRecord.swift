import BatonCore
import BatonDesk
import BatonText

/// The questions about knowledge that several commands ask of the record.
extension RecordAccess {
    /// Asks about knowledge.
    func knowledge(_ request: KnowledgeRequest) async throws -> KnowledgeReply {
        guard case .knowledge(let reply) = try await send(.knowledge(request)) else {
            throw Failure(.foundWanting, "the worker gave an answer of another kind")
        }
        return reply
    }

    /// The entry as it was saved last; an error where there is none.
    func entry(_ id: String, in base: String) async throws -> EntryRevision {
        guard case .entry(let revision?) = try await knowledge(.entry(EntryID(id), in: base)),
            !revision.isDeleted
        else {
            throw Failure(
                .foundWanting,
                "no entry '\(SafeText(id).string)' in '\(SafeText(base).string)'; "
                    + "'baton kb list \(SafeText(base).string)' names all")
        }
        return revision
    }

    /// Every entry of a base, each as it was saved last.
    func entries(of base: String) async throws -> [EntryRevision] {
        var all: [EntryRevision] = []
        while true {
            let reply = try await knowledge(
                .entries(in: base, after: all.last?.entry.id, limit: 500))
            guard case .entries(let page) = reply, !page.isEmpty else { return all }
            all += page
        }
    }

    /// Saves; an error where golden questions would break and it is not forced.
    func save(_ changes: [EntryChange], isForced: Bool) async throws -> KnowledgeSaved {
        try Self.saved(try await knowledge(.save(changes, isForced: isForced)))
    }

    /// What a save gave; an error where golden questions would break.
    static func saved(_ reply: KnowledgeReply) throws -> KnowledgeSaved {
        switch reply {
        case .saved(let saved): return saved
        case .wouldBreak(let broken):
            let lines = broken.map { "  " + GoldenReport.line(of: $0) }.joined(separator: "\n")
            throw Failure(
                .foundWanting,
                "nothing was saved: golden questions would no longer find their entry:\n"
                    + "\(lines)\nchange the entry, or save all the same with --force")
        default: throw Failure(.foundWanting, "the worker gave an answer of another kind")
        }
    }
}

/// A golden question's result in words.
enum GoldenReport {
    static func line(of result: GoldenResult) -> String {
        let question = SafeText(result.question).string
        let entry = SafeText(result.entry.rawValue).string
        guard !result.holds else { return "✓ \(entry): \(question)" }
        let found = result.found.map { "finds \(SafeText($0.rawValue).string)" } ?? "finds nothing"
        return "✗ \(entry): \(question) – \(found)"
    }
}

/// What a save did, in words.
enum SaveReport {
    static func lines(of saved: KnowledgeSaved) -> [String] {
        var lines = saved.saves.map {
            "\(SafeText($0.entry.rawValue).string): \($0.effect.rawValue), revision \($0.revision)"
        }
        let micros = saved.liveAfterMicroseconds
        lines.append("live after \(micros / 1000).\(micros % 1000 / 100) ms")
        lines += saved.failing.map(GoldenReport.line)
        lines += saved.findings.map {
            "! \(SafeText($0.entry.rawValue).string) \(SafeText($0.title.english).string)"
        }
        return lines
    }
}
