import ArgumentParser
import BatonCore
import BatonDesk

/// The record as a whole.
struct RecordsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "records", abstract: "Look after the record as a whole.",
        subcommands: [Retention.self])

    /// How long it is kept.
    struct Retention: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Erase what is older than the policy keeps it.",
            discussion: """
                A worker does this by itself, once a day. 'data_use: {retention: 365d, media_retention: \
                90d}' in a file under 'policies' says how long; without it, all is kept. Conversations \
                that people have, or with an unfinished message, are never touched.
                """)

        @OptionGroup var global: GlobalOptions

        @Flag(name: .long, help: "Only print what holds and what is due.")
        var dryRun = false

        @Flag(
            name: .long,
            help: "Also write a large store anew, so that no fragment is left; all wait meanwhile.")
        var thorough = false

        @Flag(name: .long, help: "Print JSON.")
        var json = false

        func validate() throws {
            if dryRun, thorough { throw ValidationError("--thorough is nothing without erasing") }
        }

        func run() async throws {
            let request: RecordsRequest = dryRun ? .retention : .erase(isThorough: thorough)
            let reply = try await RecordAccess.use(try global.load()) {
                try await $0.send(.records(request))
            }
            guard case .records(.retention(let report)) = reply else {
                throw Failure(.foundWanting, "the worker is of another version; restart it")
            }
            if json { return try Output.json(report) }
            for line in RetentionText.lines(report) { Output.line(line) }
        }
    }
}
