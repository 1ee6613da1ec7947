import ArgumentParser
import BatonConfiguration
import BatonCore
import BatonDesk
import BatonText

/// Which inbox a command is about, and the way to its gate.
enum GateInbox {
    /// The inbox that a person names by `connection/account`, or by its name; `nil` for the only
    /// one.
    static func named(_ name: String?, in configuration: Configuration) throws -> InboxID {
        let all = configuration.connections.flatMap { connection in
            connection.inboxes.map {
                (id: InboxID(connection: connection.id, account: $0.account), name: $0.name)
            }
        }
        let found = all.filter { name == nil || $0.id.description == name || $0.name == name }
        guard found.count == 1, let inbox = found.first else {
            throw Failure(
                .usage,
                (name.map { "'\($0)' names \(found.count) inboxes" }
                    ?? "there are \(found.count) inboxes")
                    + "; say --inbox with one of: "
                    + all.map(\.id.description).joined(separator: ", "))
        }
        return inbox.id
    }

    /// Makes a version from the record's labels, and says what would change.
    static func fit(_ global: GlobalOptions, inbox: String?) async throws {
        let configuration = try global.load()
        let id = try named(inbox, in: configuration)
        guard case .fitted(let version, let comparison) = try await send(.fit(id), configuration)
        else { return }
        Output.line("\(version.version): \(version.terms.english)")
        Output.line(
            "labels: \(version.fitLabels) for weights, \(version.boundLabels) for the bound; no "
                + "label serves twice")
        Output.line("against the version in force: \(comparison.english)")
        Output.line(
            version.isActive
                ? "it is in force"
                : "not in force; 'baton gate activate \(version.version) --inbox \(id)' puts it there"
        )
    }

    /// Asks through the worker, or the store itself where none runs.
    static func send(_ request: GateRequest, _ configuration: Configuration) async throws
        -> GateReply
    {
        try await RecordAccess.use(configuration) { record in
            guard case .gate(let reply) = try await record.send(.gate(request)) else {
                throw Failure(.foundWanting, "the worker answered something else; is it older?")
            }
            return reply
        }
    }
}

extension GateCommand {
    /// Shows what gates promise, and the evidence.
    struct Report: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what a gate promises, and the evidence for it.",
            discussion: "Without a file: every inbox's gate, labels, meter and results.")

        @OptionGroup var global: GlobalOptions

        @Argument(help: "A gate's file.")
        var file: String?

        @Option(name: .long, help: "How many days of results, at most 366.")
        var days = 30

        @Flag(name: .long, help: "Print one line of JSON.")
        var json = false

        func run() async throws {
            if let file {
                let gate = try GateFile.read(file)
                if json { return try Output.json(gate) }
                for line in GateFileReport.lines(of: gate) { Output.line(line) }
                return
            }
            guard
                case .report(let reports) = try await GateInbox.send(
                    .report(days: days), try global.load())
            else { return }
            if json { return try Output.json(reports) }
            for report in reports {
                for line in GateReportText.lines(of: report) { Output.line(line) }
            }
        }
    }

    /// Lists the versions of an inbox's gate.
    struct Versions: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the versions of an inbox's gate.")

        @OptionGroup var global: GlobalOptions

        @Option(name: .long, help: "The inbox, where there are several.")
        var inbox: String?

        @Flag(name: .long, help: "Print one line of JSON.")
        var json = false

        func run() async throws {
            let configuration = try global.load()
            let id = try GateInbox.named(inbox, in: configuration)
            guard
                case .versions(let versions) = try await GateInbox.send(
                    .versions(id), configuration)
            else { return }
            if json { return try Output.json(versions) }
            if versions.isEmpty { Output.line("no version yet; 'baton gate fit' makes one") }
            for version in versions {
                Output.line(
                    "\(version.isActive ? "*" : " ") \(version.version)  "
                        + "\(CalendarDay.text(of: version.madeAt))  \(version.terms.english)")
            }
        }
    }

    /// Puts a version in force.
    struct Activate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put a version of an inbox's gate in force; an older one to go back.")

        @OptionGroup var global: GlobalOptions

        @Argument(help: "The version, as 'baton gate versions' lists it.")
        var version: String

        @Option(name: .long, help: "The inbox, where there are several.")
        var inbox: String?

        func run() async throws {
            let configuration = try global.load()
            let id = try GateInbox.named(inbox, in: configuration)
            try await GateReportText.say(.activate(id, version: version), configuration)
        }
    }

    /// Opens a gate that tightened itself.
    struct Reopen: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Open a gate again that tightened itself; its error budget begins anew.")

        @OptionGroup var global: GlobalOptions

        @Option(name: .long, help: "The inbox, where there are several.")
        var inbox: String?

        func run() async throws {
            let configuration = try global.load()
            let id = try GateInbox.named(inbox, in: configuration)
            try await GateReportText.say(.reopen(id), configuration)
        }
    }

    /// The kill switch.
    struct Stop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Silence the bot at once: what it has not sent is withdrawn.")

        @OptionGroup var scope: InboxScope

        func run() async throws { try await scope.say { .stop($0) } }
    }

    /// Lets a stopped bot go on.
    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a stopped bot go on, as far as its gate allows.")

        @OptionGroup var scope: InboxScope

        func run() async throws { try await scope.say { .resume($0) } }
    }

    /// Lists what waits for a verdict, or gives one.
    struct Review: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what was drawn for people to judge, or judge one.")

        @OptionGroup var global: GlobalOptions

        @Argument(help: "A decision's id, to judge it; otherwise the list.")
        var decision: String?

        @Option(name: .long, help: "right, wrong, or should_have_handed_over.")
        var verdict: String?

        @Option(name: .long, help: "Why.")
        var note: String?

        @Flag(name: .long, help: "Print one line of JSON.")
        var json = false

        func run() async throws {
            let configuration = try global.load()
            if let decision {
                guard let verdict, let known = LabelVerdict(rawValue: verdict) else {
                    throw Failure(
                        .usage,
                        "--verdict is one of "
                            + LabelVerdict.allCases.map(\.rawValue).joined(separator: ", "))
                }
                let reply = try await GateInbox.send(
                    .label(DecisionID(decision), known, reason: nil, note: note), configuration)
                guard case .labelled(let label) = reply else { return }
                if json { return try Output.json(label) }
                return Output.line(
                    "\(label.decision): \(known.title.english) (\(label.source.rawValue))")
            }
            guard
                case .review(let items, let waiting) = try await GateInbox.send(
                    .review(nil, limit: 200), configuration)
            else { return }
            if json { return try Output.json(items) }
            Output.line("\(waiting) wait for a verdict")
            for item in items {
                let decision = item.decision
                let answer = decision.reply ?? decision.evidence.candidates.first?.answer ?? "–"
                Output.line("\(decision.id)  \(decision.outcome.rawValue)")
                Output.line("  ? " + SafeText(decision.evidence.text).string)
                Output.line("  ! " + SafeText(answer).string)
            }
        }
    }
}

/// One inbox, or all of them.
struct InboxScope: ParsableArguments {
    @OptionGroup var global: GlobalOptions

    @Option(name: .long, help: "One inbox; otherwise all.")
    var inbox: String?

    /// Asks something for the scope, and prints the answer.
    func say(_ request: (InboxID?) -> GateRequest) async throws {
        let configuration = try global.load()
        let id = try inbox.map { try GateInbox.named($0, in: configuration) }
        try await GateReportText.say(request(id), configuration)
    }
}
