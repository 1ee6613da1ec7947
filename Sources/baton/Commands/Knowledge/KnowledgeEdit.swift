import ArgumentParser
import BatonCore
import BatonDesk
import BatonKnowledge
import Foundation

extension KnowledgeCommand {
    /// Opens an entry in an editor.
    struct Edit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Open an entry, or a new one, in $EDITOR as Markdown.",
            discussion: """
                A mistake is shown with its line and the editor opens again with the text as it was
                left; an empty text gives the edit up.
                """)

        @OptionGroup var base: BaseOptions

        @Argument(help: "The entry's id; an id that is not there begins a new entry.")
        var id: String

        @Flag(name: .long, help: "Keep it as a draft: the bot goes on with what was published.")
        var draft = false

        @Flag(name: .long, help: "Save although golden questions would break.")
        var force = false

        @Option(name: .long, help: "The language of a new entry.")
        var lang = "zh-Hant"

        func run() async throws {
            let saved: KnowledgeSaved? = try await base.use { record in
                let known: EntryRevision? =
                    if case .entry(let found) = try await record.knowledge(
                        .entry(EntryID(id), in: base.knowledge))
                    { found } else { nil }
                let state = draft ? EntryState.draft : .published
                let text =
                    known.map { EntryDocument.text(for: $0.entry, state: state) }
                    ?? EntryDocument.template(id: EntryID(id), language: lang, state: state)
                guard
                    let (entry, named) = try EntryEditor.entry(
                        from: text, knowledge: base.knowledge,
                        retry: { message in
                            Output.line(message)
                            Output.line("Enter opens the editor again, Ctrl-C gives up.")
                            return readLine() != nil
                        })
                else { return nil }
                return try await record.save(
                    [
                        EntryChange(
                            entry, state: named ?? state,
                            replaces: entry.id == EntryID(id) ? known?.revision ?? 0 : nil)
                    ], isForced: force)
            }
            guard let saved else { return Output.line("nothing was changed") }
            if base.json { return try Output.json(saved) }
            for line in SaveReport.lines(of: saved) { Output.line(line) }
        }
    }

    /// Writes a knowledge base out.
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a knowledge base as JSONL, or write it as a folder of Markdown files.",
            discussion: """
                'kb import' reads both back equal. Drafts and retired entries are left out unless
                --all is given.
                """)

        @OptionGroup var base: BaseOptions

        @Option(name: .long, help: "A folder for Markdown files, one an entry.")
        var to: String?

        @Flag(name: .long, help: "Drafts and retired entries too.")
        var all = false

        func run() async throws {
            let entries = try await base.use { try await $0.entries(of: base.knowledge) }
                .filter { all || $0.state == .published }.map(\.entry)
            guard let to else {
                return Output.whole(KnowledgeExport.jsonLines(entries))
            }
            let folder = URL(fileURLWithPath: absolutePath(to), isDirectory: true)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let files = EntryFolder.files(of: entries)
            for file in files {
                try Data(file.text.utf8).write(
                    to: folder.appendingPathComponent(file.name), options: .atomic)
            }
            if base.json { return try Output.json(files.map(\.name)) }
            Output.line("\(files.count) entries in \(folder.path)")
        }
    }
}
