import ArgumentParser
import BatonCore
import Foundation

extension KnowledgeCommand {
    /// Takes the sources of a knowledge base again.
    struct Refresh: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take files, folders and websites that were imported as documents again.",
            discussion: """
                Only passages that changed are saved; those that a document no longer has are \
                removed in the same transaction. Entries are not touched.
                """)

        @OptionGroup var global: GlobalOptions

        @Argument(help: "The knowledge base.")
        var knowledge: String

        @Flag(help: "Also ask websites on this machine or a private network.")
        var allowPrivate = false

        @Flag(name: .long, help: "Print JSON.")
        var json = false

        func run() async throws {
            let run = DocumentsRun(
                knowledge: knowledge, global: global, allowsPrivate: allowPrivate)
            let sources = try await run.held().sources
            guard !sources.isEmpty else {
                throw Failure(
                    .foundWanting,
                    "'\(knowledge)' has no documents; 'baton kb import PATH --into \(knowledge)' "
                        + "takes some")
            }
            var report = DocumentsReport()
            try await run.run(sources, into: &report)
            if json {
                try Output.json(report)
            } else {
                report.print(knowledge: knowledge)
            }
            if !report.refused.isEmpty { throw ExitCode(Failure.Code.foundWanting.rawValue) }
        }
    }
}
