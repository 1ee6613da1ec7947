import ArgumentParser
import BatonChannels
import BatonConfiguration
import BatonCore
import BatonDesk
import BatonWorker
import Foundation

/// What the channel policy says, and which rule says so.
struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Show, check and reload the channels' rules.",
        discussion: """
            Rules ship with Baton; 'policies: [FILE]' in baton.yaml adds your own above them. They are
            dated: the newest that holds wins, key by key.
            """,
        subcommands: [Show.self, Check.self, Diff.self, Reload.self, OptIn.self])

    /// What holds.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print what holds, and which row of which file says so.")

        @OptionGroup var global: GlobalOptions
        @OptionGroup var asked: PolicyCaseOptions

        @Flag(name: .long, help: "Ask the running worker instead of reading the files.")
        var inForce = false

        @Flag(name: .long, help: "Print JSON.")
        var json = false

        func run() async throws {
            let configuration = try global.load()
            var views: [PolicyView] = []
            if inForce {
                views = try await viewsInForce(configuration)
            } else {
                let book = try PolicyFiles.load(configuration.policies)
                views = try asked.cases(configuration).map {
                    PolicyView(book, for: $0, country: asked.country)
                }
            }
            try PolicyText.print(views, asJSON: json, own: configuration.policies)
        }

        private func viewsInForce(_ configuration: Configuration) async throws -> [PolicyView] {
            let desk = try await DeskClient.connect(dataFolder: configuration.dataFolder)
            var views: [PolicyView] = []
            for one in try asked.cases(configuration) {
                guard let inbox = one.inbox else { continue }
                let request = PolicyRequest.show(inbox, country: asked.country, at: one.at)
                switch try await desk.send(.policy(request)) {
                case .policy(.shown(let view)): views.append(view)
                case .refused(let refusal): throw refusal
                default: break
                }
            }
            await desk.close()
            return views
        }
    }

    /// Whether the files are sound, then what holds.
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check every policy file, and print what holds.")

        @OptionGroup var global: GlobalOptions
        @OptionGroup var asked: PolicyCaseOptions

        @Flag(name: .long, help: "Print JSON.")
        var json = false

        func run() throws {
            let configuration = try global.load()
            let book: PolicyBook
            do throws(ConfigurationError) {
                book = try PolicyFiles.load(configuration.policies)
            } catch {
                throw Failure(.foundWanting, "\(error)")
            }
            let views = try asked.cases(configuration).map {
                PolicyView(book, for: $0, country: asked.country)
            }
            if !json {
                Output.line(
                    "\(book.rows.count) rules in \(Set(book.rows.map(\.file)).count) files: sound "
                        + "(\(book.digest))")
            }
            try PolicyText.print(views, asJSON: json, own: configuration.policies)
            guard !json, let moment = views.first?.at else { return }
            for fault in PolicyCheck.overruled(in: book, at: moment) {
                Output.line("! \(fault.file):\(fault.line): \(fault.message)")
            }
        }
    }

    /// What will change.
    struct Diff: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print what changes between two days.")

        @OptionGroup var global: GlobalOptions

        @Option(name: .long, help: "The first day, yyyy-mm-dd; else today.")
        var from: String?

        @Option(name: .long, help: "The last day, yyyy-mm-dd.")
        var to: String

        @Option(name: .long, help: "The customers' country, such as HK or 852.")
        var country: String?

        @Option(name: .long, help: "Only this inbox, CONNECTION/ACCOUNT.")
        var inbox: String?

        @Flag(name: .long, help: "Print JSON.")
        var json = false

        func run() throws {
            let configuration = try global.load()
            let book = try PolicyFiles.load(configuration.policies)
            let later = try PolicyCaseOptions.moment(to, "--to")
            var options = PolicyCaseOptions()
            options.at = from
            options.country = country
            options.inbox = inbox
            let cases = try options.cases(configuration)
            let begin = cases.first?.at ?? later
            guard begin <= later else { throw Failure(.usage, "--from is after --to") }
            // A rule for one country changes something there alone.
            let rows = book.rows(changing: begin, to: later)
            let countries =
                country == nil ? Set(rows.flatMap(\.applies.countries).map(\.words)).sorted() : []
            var changes: [PolicyText.Change] = []
            for one in cases {
                changes += PolicyText.changes(of: book, for: one, country: country, to: later)
                let general = Set(changes.map(\.key))
                for name in countries {
                    guard let known = PolicyCountry(written: name) else { continue }
                    var there = one
                    there.country = known
                    changes += PolicyText.changes(of: book, for: there, country: name, to: later)
                        .filter { !general.contains($0.key) }
                }
            }
            if json { return try Output.json(changes) }
            for row in rows {
                let begins = row.from > begin
                let day = PolicyMoment.words(begins ? row.from : row.until ?? row.from)
                Output.line("\(day)  \(begins ? "begins" : "ends")  \(row.id): \(row.source)")
            }
            for change in changes { Output.line(change.words) }
            if rows.isEmpty, changes.isEmpty { Output.line("Nothing changes.") }
        }
    }

    /// Read the files again.
    struct Reload: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Have the running worker read the files again; SIGHUP does the same.")

        @OptionGroup var global: GlobalOptions

        @Flag(name: .long, help: "Print JSON.")
        var json = false

        func run() async throws {
            let configuration = try global.load()
            let desk = try await DeskClient.connect(dataFolder: configuration.dataFolder)
            let reply = try await desk.send(.policy(.reload))
            await desk.close()
            switch reply {
            case .policy(.reloaded(let digest, let isOther)):
                if json {
                    return try Output.json(["digest": digest, "changed": isOther ? "yes" : "no"])
                }
                Output.line(
                    isOther
                        ? "In force for the next message (\(digest))."
                        : "Nothing has changed (\(digest)).")
            case .refused(let refusal): throw refusal
            default: throw Failure(.foundWanting, "the worker is of another version; restart it")
            }
        }
    }
}
