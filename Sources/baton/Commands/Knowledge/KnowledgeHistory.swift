import ArgumentParser
import BatonCore
import BatonDesk
import BatonKnowledge
import BatonText

extension KnowledgeCommand {
    /// Lists an entry's revisions.
    struct History: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List an entry's revisions, newest first.")

        @OptionGroup var base: BaseOptions

        @Argument(help: "The entry's id.")
        var id: String

        func run() async throws {
            let revisions = try await base.use { record in
                _ = try await record.entry(id, in: base.knowledge)
                return try await record.revisions(of: id, in: base.knowledge)
            }
            if base.json { return try Output.json(revisions) }
            for revision in revisions {
                let day = CalendarDay.text(of: revision.savedAt)
                Output.line(
                    "\(revision.revision)  \(day)  \(revision.savedBy.name)  "
                        + "\(revision.state.rawValue)  \(revision.entry.title)")
            }
        }
    }

    /// Compares two revisions.
    struct Diff: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compare two revisions of an entry; without numbers, the last two.")

        @OptionGroup var base: BaseOptions

        @Argument(help: "The entry's id.")
        var id: String

        @Argument(help: "The older revision, from 'kb history'.")
        var from: Int64?

        @Argument(help: "The newer one.")
        var to: Int64?

        func run() async throws {
            let revisions = try await base.use { record in
                _ = try await record.entry(id, in: base.knowledge)
                return try await record.revisions(of: id, in: base.knowledge)
            }
            let newer = try to.map { try find($0, revisions) } ?? revisions.first
            guard let newer else { return }
            let older =
                try from.map { try find($0, revisions) }
                ?? revisions.first { $0.revision < newer.revision }
            let lines = RevisionDiff.lines(from: older?.entry, to: newer.entry)
            if base.json { return try Output.json(lines) }
            for line in lines { Output.line(line.description) }
        }

        private func find(_ number: Int64, _ revisions: [EntryRevision]) throws -> EntryRevision {
            guard let found = revisions.first(where: { $0.revision == number }) else {
                throw Failure(
                    .foundWanting,
                    "'\(SafeText(id).string)' has no revision \(number); 'baton kb history "
                        + "\(SafeText(base.knowledge).string) \(SafeText(id).string)' names all")
            }
            return found
        }
    }

    /// Brings an old revision back.
    struct Revert: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Save an old revision again as the newest.")

        @OptionGroup var base: BaseOptions

        @Argument(help: "The entry's id.")
        var id: String

        @Argument(help: "The revision, from 'kb history'.")
        var revision: Int64

        @Flag(name: .long, help: "Save although golden questions would break.")
        var force = false

        func run() async throws {
            let saved = try await base.use {
                try RecordAccess.saved(
                    try await $0.knowledge(
                        .revert(
                            EntryID(id), in: base.knowledge, to: revision, isForced: force)))
            }
            if base.json { return try Output.json(saved) }
            for line in SaveReport.lines(of: saved) { Output.line(line) }
        }
    }

    /// Puts an entry into use.
    struct Publish: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put an entry's newest revision into use.")

        @OptionGroup var change: StateOptions

        func run() async throws { try await change.set(.published) }
    }

    /// Takes an entry out of use.
    struct Retire: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take an entry out of use; its revisions stay, and 'publish' brings it back.")

        @OptionGroup var change: StateOptions

        func run() async throws { try await change.set(.retired) }
    }

    /// An entry whose state is to change.
    struct StateOptions: ParsableArguments {
        @OptionGroup var base: BaseOptions

        @Argument(help: "The entry's id.")
        var id: String

        @Flag(name: .long, help: "Save although golden questions would break.")
        var force = false

        func set(_ state: EntryState) async throws {
            let saved = try await base.use { record in
                let entry = try await record.entry(id, in: base.knowledge).entry
                return try await record.save(
                    [EntryChange(entry, state: state)], isForced: force)
            }
            if base.json { return try Output.json(saved) }
            for line in SaveReport.lines(of: saved) { Output.line(line) }
        }
    }
}

extension RecordAccess {
    /// The most revisions that commands look back over.
    private static let revisionLimit = 1000

    fileprivate func revisions(of id: String, in base: String) async throws -> [EntryRevision] {
        guard
            case .history(let revisions) = try await knowledge(
                .history(EntryID(id), in: base, limit: Self.revisionLimit))
        else { return [] }
        return revisions
    }
}

extension Actor {
    /// Who it is, for people.
    fileprivate var name: String {
        switch self {
        case .person(let person): person.rawValue
        default: "\(self)"
        }
    }
}
