import ArgumentParser
import BatonCore
import BatonDesk
import BatonKnowledge
import Foundation

/// Brings knowledge in, keeps it true, and takes it out.
struct KnowledgeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kb", abstract: "Bring knowledge in, keep it true, take it out.",
        subcommands: [
            Import.self, List.self, Show.self, Search.self, Edit.self, Publish.self, Retire.self,
            History.self, Diff.self, Revert.self, Test.self, Gaps.self, Duplicates.self,
            Export.self, Refresh.self, Sources.self,
        ])

    /// Reads files into a knowledge base.
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import entries and documents: files, folders, or a website.",
            discussion: """
                Entries: .csv and .xlsx with a column of questions and one of answers (named \
                Question and Answer, 問題 and 答案, or a pair for each language: 'Answer (EN)', \
                中文答案; also Tags, Valid until, ID …), .jsonl, .md with front matter.
                Documents, cut into passages: .txt, .md, .html, .csv, .docx (with pandoc), .xlsx, \
                .pdf (with pdftotext), and the pages of a website by its address or site map.
                What is imported as a document is taken again by 'baton kb refresh'.
                """)

        @OptionGroup var global: GlobalOptions

        @Argument(help: "Files, folders, or addresses.")
        var paths: [String]

        @Option(name: .long, help: "The knowledge base, as an inbox names it.")
        var into: String

        @Flag(name: .long, help: "Retire what the base has and the files have not.")
        var mirror = false

        @Flag(name: .long, help: "Save although golden questions would break.")
        var force = false

        @OptionGroup var site: SiteOptions

        @Flag(name: .long, help: "Print JSON.")
        var json = false

        func run() async throws {
            var entries: [Entry] = []
            let sorted = try ImportPaths(paths, site: site.limits)
            var refused = sorted.refused
            var notes: [String] = []
            var documents = DocumentsReport()
            for path in sorted.entryFiles {
                let file = try EntryFile(path)
                if let set = file.converted { notes.append("\(path): read as \(set)") }
                let report = file.entries(of: into)
                entries += report.accepted.map(\.entry)
                refused += report.refused.map(\.description)
                notes += report.notes.map(\.description)
                documents.flag(
                    report.accepted.flatMap {
                        TextFlag.flags(of: $0.entry, in: path, line: $0.line)
                    })
            }
            if mirror, !refused.isEmpty {
                throw Failure(
                    .foundWanting,
                    (refused + ["nothing was changed: --mirror needs files without faults"])
                        .joined(separator: "\n"))
            }
            let saved = try await save(entries)
            try await DocumentsRun(
                knowledge: into, global: global, allowsPrivate: site.allowPrivate
            ).run(sorted.sources, into: &documents)
            let saves = saved.saves.prefix(entries.count)
            let report = Report(
                added: saves.count { $0.effect == .added },
                changed: saves.count { $0.effect == .changed },
                unchanged: saves.count { $0.effect == .unchanged },
                retired: saved.saves.count - entries.count, refused: refused,
                notes: notes, documents: documents)
            if json {
                try Output.json(report)
            } else {
                for line in notes { Output.line("note: " + line) }
                for line in refused { Output.line("refused: " + line) }
                documents.print(knowledge: into)
                if sorted.entryFiles.isEmpty, refused.isEmpty {
                    if documents.refused.isEmpty { return }
                    throw ExitCode(Failure.Code.foundWanting.rawValue)
                }
                Output.line(
                    "\(into): \(report.added) added, \(report.changed) changed, "
                        + "\(report.unchanged) unchanged, "
                        + (report.retired > 0 ? "\(report.retired) retired, " : "")
                        + "\(refused.count) refused.")
                for result in saved.failing { Output.line(GoldenReport.line(of: result)) }
            }
            if !refused.isEmpty || !documents.refused.isEmpty {
                throw ExitCode(Failure.Code.foundWanting.rawValue)
            }
        }

        /// All or none, in one transaction.
        private func save(_ entries: [Entry]) async throws -> KnowledgeSaved {
            try await RecordAccess.use(try global.load()) { record in
                var changes = entries.map { EntryChange($0) }
                if mirror {
                    let kept = Set(entries.map(\.id))
                    changes += try await record.entries(of: into)
                        .filter {
                            $0.state != .retired && !kept.contains($0.entry.id)
                                && !$0.entry.tags.contains { $0.hasPrefix("document:") }
                        }
                        .map { EntryChange($0.entry, state: .retired) }
                }
                guard !changes.isEmpty else {
                    return KnowledgeSaved(saves: [], liveAfterMicroseconds: 0)
                }
                return try await record.save(changes, isForced: force)
            }
        }

        private struct Report: Encodable {
            var added: Int
            var changed: Int
            var unchanged: Int
            var retired: Int
            var refused: [String]
            var notes: [String]
            var documents: DocumentsReport
        }
    }
}
