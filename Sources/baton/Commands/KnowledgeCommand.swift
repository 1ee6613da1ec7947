import ArgumentParser
import BatonCore
import BatonDesk
import BatonKnowledge
import Foundation

/// Brings knowledge in, shows it, and takes it out.
struct KnowledgeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kb", abstract: "Bring knowledge in, show it, take it out.",
        subcommands: [Import.self, List.self, Show.self, Export.self, Refresh.self, Sources.self])

    /// Reads files into a knowledge base.
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import entries and documents: files, folders, or a website.",
            discussion: """
                Entries: .jsonl, .csv with a header of entries, .md with front matter.
                Documents, cut into passages: .txt, .md, .html, .csv, .docx (with pandoc), .xlsx, \
                .pdf (with pdftotext), and the pages of a website by its address or site map.
                What is imported as a document is taken again by 'baton kb refresh'.
                """)

        @OptionGroup var global: GlobalOptions

        @Argument(help: "Files, folders, or addresses.")
        var paths: [String]

        @Option(name: .long, help: "The knowledge base, as an inbox names it.")
        var into: String

        @OptionGroup var site: SiteOptions

        @Flag(name: .long, help: "Print JSON.")
        var json = false

        func run() async throws {
            var entries: [Entry] = []
            let sorted = try ImportPaths(paths, site: site.limits)
            var refused = sorted.refused
            var documents = DocumentsReport()
            for path in sorted.entryFiles {
                let data = try Data(contentsOf: URL(fileURLWithPath: path))
                guard let format = KnowledgeImport.Format(fileName: path) else {
                    refused.append("\(path): is neither .jsonl, .csv nor .md")
                    continue
                }
                let report = KnowledgeImport.read(
                    Array(data), file: path, format: format, knowledge: into)
                entries += report.accepted.map(\.entry)
                refused += report.refused.map(\.description)
                documents.flag(
                    report.accepted.flatMap {
                        TextFlag.flags(of: $0.entry, in: path, line: $0.line)
                    })
            }
            let saves = try await save(entries)
            try await DocumentsRun(
                knowledge: into, global: global, allowsPrivate: site.allowPrivate
            ).run(sorted.sources, into: &documents)
            let report = Report(
                added: saves.count { $0.effect == .added },
                changed: saves.count { $0.effect == .changed },
                unchanged: saves.count { $0.effect == .unchanged }, refused: refused,
                documents: documents)
            if json {
                try Output.json(report)
            } else {
                for line in refused { Output.line("refused: " + line) }
                documents.print(knowledge: into)
                if sorted.entryFiles.isEmpty, refused.isEmpty {
                    if documents.refused.isEmpty { return }
                    throw ExitCode(Failure.Code.foundWanting.rawValue)
                }
                Output.line(
                    "\(into): \(report.added) added, \(report.changed) changed, "
                        + "\(report.unchanged) unchanged, \(refused.count) refused.")
            }
            if !refused.isEmpty || !documents.refused.isEmpty {
                throw ExitCode(Failure.Code.foundWanting.rawValue)
            }
        }

        private func save(_ entries: [Entry]) async throws -> [EntrySave] {
            guard !entries.isEmpty else { return [] }
            return try await RecordAccess.use(try global.load()) { record in
                var saves: [EntrySave] = []
                var rest = entries[...]
                while !rest.isEmpty {
                    let batch = Array(rest.prefix(500))
                    rest = rest.dropFirst(500)
                    if case .saved(let saved, _) = try await record.send(.saveEntries(batch)) {
                        saves += saved
                    }
                }
                return saves
            }
        }

        private struct Report: Encodable {
            var added: Int
            var changed: Int
            var unchanged: Int
            var refused: [String]
            var documents: DocumentsReport
        }
    }

    /// Lists entries.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List entries.")

        @OptionGroup var global: GlobalOptions

        @Argument(help: "The knowledge base.")
        var knowledge: String

        @Flag(name: .long, help: "Print JSON.")
        var json = false

        func run() async throws {
            let all = try await KnowledgeCommand.entries(of: knowledge, global)
            if json { return try Output.json(all) }
            for revision in all {
                Output.line("\(revision.entry.id)  \(revision.entry.title)")
            }
        }
    }

    /// Shows one entry.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show one entry.")

        @OptionGroup var global: GlobalOptions

        @Argument(help: "The knowledge base.")
        var knowledge: String

        @Argument(help: "The entry's id.")
        var id: String

        @Flag(name: .long, help: "Print JSON.")
        var json = false

        func run() async throws {
            let reply = try await RecordAccess.use(try global.load()) {
                try await $0.send(.entry(EntryID(id), knowledge: knowledge))
            }
            guard case .entry(let revision?) = reply else {
                throw Failure(
                    .foundWanting, "no entry '\(id)' in '\(knowledge)'; 'baton kb list' names all")
            }
            if json { return try Output.json(revision) }
            Output.line(EntryDocument.text(for: revision.entry))
        }
    }

    /// Writes a knowledge base as JSONL.
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a knowledge base as JSONL, which 'kb import' reads back.")

        @OptionGroup var global: GlobalOptions

        @Argument(help: "The knowledge base.")
        var knowledge: String

        func run() async throws {
            let entries = try await KnowledgeCommand.entries(of: knowledge, global).map(\.entry)
            FileHandle.standardOutput.write(Data(KnowledgeExport.jsonLines(entries).utf8))
        }
    }

    private static func entries(of knowledge: String, _ global: GlobalOptions) async throws
        -> [EntryRevision]
    {
        try await RecordAccess.use(try global.load()) { record in
            var all: [EntryRevision] = []
            while true {
                let reply = try await record.send(
                    .entries(knowledge: knowledge, after: all.last?.entry.id, limit: 500))
                guard case .entries(let page) = reply, !page.isEmpty else { return all }
                all += page
            }
        }
    }
}
