import ArgumentParser
import BatonCore
import BatonDesk
import BatonDocuments
import Foundation

extension KnowledgeCommand {
    /// Lists where documents come from, or forgets one source.
    struct Sources: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the sources of documents, or forget one with its passages.")

        @OptionGroup var global: GlobalOptions

        @Argument(help: "The knowledge base.")
        var knowledge: String

        @Option(
            help: ArgumentHelp(
                "Forget this source, and remove its passages.", valueName: "location"))
        var forget: String?

        @Flag(name: .long, help: "Print JSON.")
        var json = false

        private struct Report: Encodable {
            var sources: [KnowledgeSource]
            var documents: [SourceDocument]
        }

        func run() async throws {
            let run = DocumentsRun(knowledge: knowledge, global: global, allowsPrivate: false)
            let held = try await run.held()
            if let forget { return try await remove(forget, held) }
            if json {
                return try Output.json(Report(sources: held.sources, documents: held.documents))
            }
            for source in held.sources {
                let documents = held.documents.filter { $0.source == source.location }
                let passages = documents.reduce(0) { $0 + $1.passages }
                Output.line(
                    "\(source.location)  \(documents.count) documents, \(passages) passages")
                for document in documents {
                    Output.line("  \(document.name)  \(document.passages)")
                }
            }
        }

        private func remove(
            _ location: String, _ held: (sources: [KnowledgeSource], documents: [SourceDocument])
        ) async throws {
            let named = [location, absolutePath(location), WebAddress(location)?.description]
            guard let source = held.sources.first(where: { named.contains($0.location) }) else {
                throw Failure(
                    .foundWanting,
                    "no source '\(location)' in '\(knowledge)'; 'baton kb sources \(knowledge)' "
                        + "names all")
            }
            let change = DocumentImport.forgetting(
                source, knowledge: knowledge, known: held.documents, now: SystemWallClock().now())
            var report = DocumentsReport()
            let saved = try await RecordAccess.use(try global.load()) {
                try RecordAccess.saved(try await $0.knowledge(.changeDocuments(change)))
            }
            report.count(saved.saves)
            if json { return try Output.json(report) }
            Output.line(
                "\(knowledge): forgot \(source.location); \(report.removed) passages removed.")
        }
    }
}
