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
            Export.self,
        ])

    /// Reads files into a knowledge base.
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import JSONL, CSV or Markdown files, or folders of them.")

        @OptionGroup var global: GlobalOptions

        @Argument(help: "Files or folders.")
        var paths: [String]

        @Option(name: .long, help: "The knowledge base, as an inbox names it.")
        var into: String

        @Flag(name: .long, help: "Retire what the base has and the files have not.")
        var mirror = false

        @Flag(name: .long, help: "Save although golden questions would break.")
        var force = false

        @Flag(name: .long, help: "Print JSON.")
        var json = false

        func run() async throws {
            var entries: [Entry] = []
            var refused: [String] = []
            for path in try files() {
                let data = try Data(contentsOf: URL(fileURLWithPath: path))
                guard let format = KnowledgeImport.Format(fileName: path) else {
                    refused.append("\(path): is neither .jsonl, .csv nor .md")
                    continue
                }
                let report = KnowledgeImport.read(
                    Array(data), file: path, format: format, knowledge: into)
                entries += report.accepted.map(\.entry)
                refused += report.refused.map(\.description)
            }
            if mirror, !refused.isEmpty {
                throw Failure(
                    .foundWanting,
                    (refused + ["nothing was changed: --mirror needs files without faults"])
                        .joined(separator: "\n"))
            }
            let saved = try await save(entries)
            let saves = saved.saves.prefix(entries.count)
            let report = Report(
                added: saves.count { $0.effect == .added },
                changed: saves.count { $0.effect == .changed },
                unchanged: saves.count { $0.effect == .unchanged },
                retired: saved.saves.count - entries.count, refused: refused)
            if json {
                try Output.json(report)
            } else {
                for line in refused { Output.line("refused: " + line) }
                Output.line(
                    "\(into): \(report.added) added, \(report.changed) changed, "
                        + "\(report.unchanged) unchanged, "
                        + (report.retired > 0 ? "\(report.retired) retired, " : "")
                        + "\(refused.count) refused.")
                for result in saved.failing { Output.line(GoldenReport.line(of: result)) }
            }
            if !refused.isEmpty { throw ExitCode(Failure.Code.foundWanting.rawValue) }
        }

        /// All or none, in one transaction.
        private func save(_ entries: [Entry]) async throws -> KnowledgeSaved {
            try await RecordAccess.use(try global.load()) { record in
                var changes = entries.map { EntryChange($0) }
                if mirror {
                    let kept = Set(entries.map(\.id))
                    changes += try await record.entries(of: into)
                        .filter { $0.state != .retired && !kept.contains($0.entry.id) }
                        .map { EntryChange($0.entry, state: .retired) }
                }
                guard !changes.isEmpty else {
                    return KnowledgeSaved(saves: [], liveAfterMicroseconds: 0)
                }
                return try await record.save(changes, isForced: force)
            }
        }

        private func files() throws -> [String] {
            var files: [String] = []
            for path in paths.map(absolutePath) {
                var isFolder: ObjCBool = false
                guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                    throw Failure(.usage, "there is no file or folder \(path)")
                }
                guard isFolder.boolValue else {
                    files.append(path)
                    continue
                }
                let inside = FileManager.default.enumerator(atPath: path)?.compactMap {
                    $0 as? String
                }
                files += (inside ?? []).filter { KnowledgeImport.Format(fileName: $0) != nil }
                    .sorted()
                    .map { path + "/" + $0 }
            }
            return files
        }

        private struct Report: Encodable {
            var added: Int
            var changed: Int
            var unchanged: Int
            var retired: Int
            var refused: [String]
        }
    }
}
