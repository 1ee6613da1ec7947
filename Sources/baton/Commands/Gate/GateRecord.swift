import ArgumentParser
import BatonConfiguration
import BatonCore
import BatonDesk
import BatonText

extension GateOptions {
    /// Makes a version from the record's labels, and says what would change.
    func fit() async throws {
        guard case .fitted(let version, let comparison) = try await send({ .fit($0) }) else {
            return
        }
        if json { return try Output.json(version) }
        Output.line("\(version.version): \(version.terms.english)")
        Output.line(
            "labels: \(version.fitLabels) for weights, \(version.boundLabels) for the bound; no "
                + "label serves twice")
        Output.line("against the version in force: \(comparison.english)")
        let name = inbox.map { " --inbox '\($0)'" } ?? ""
        Output.line(
            version.isActive
                ? "it is in force"
                : "not in force; 'baton gate activate \(version.version)\(name)' puts it there")
    }
}

extension GateCommand {
    /// Shows what gates promise, and the evidence.
    struct Report: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what a gate promises, and the evidence for it.",
            discussion: """
                Without a file: every inbox's gate, labels, error budget, drift, resolution, and what
                was answered alone by language, reason, tag, entry and day.
                """)

        @OptionGroup var scope: InboxScope

        @Argument(help: "A gate's file.")
        var file: String?

        @Option(name: .long, help: "How many days of results, at most 366.")
        var days = 30

        @Flag(name: .long, help: "Print one line of JSON.")
        var json = false

        func validate() throws {
            guard (1...366).contains(days) else {
                throw ValidationError("--days is from 1 to 366")
            }
        }

        func run() async throws {
            if let file {
                let gate = try GateFile.read(file)
                if json { return try Output.json(gate) }
                for line in GateFileReport.lines(of: gate) { Output.line(line) }
                return
            }
            let configuration = try scope.global.load()
            let id = try scope.id(in: configuration)
            guard
                case .report(let all) = try await GateInbox.send(
                    .report(days: days), configuration)
            else { return }
            let reports = all.filter { id == nil || $0.inbox == id }
            if json { return try Output.json(reports) }
            if reports.isEmpty {
                Output.line("no inbox; name one under 'connections' in \(configuration.file)")
            }
            for report in reports {
                for line in GateReportText.lines(of: report, days: days) { Output.line(line) }
            }
        }
    }

    /// Lists what waits for a verdict, or gives one.
    struct Review: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what was drawn for people to judge, or judge one.")

        @OptionGroup var scope: InboxScope

        @Argument(help: "A decision's id, to judge it; otherwise the list.")
        var decision: String?

        @Option(name: .long, help: "right, wrong, or should_have_handed_over.")
        var verdict: String?

        @Option(name: .long, help: "Why.")
        var note: String?

        @Flag(name: .long, help: "Print one line of JSON.")
        var json = false

        func validate() throws {
            guard (decision == nil) == (verdict == nil) else {
                throw ValidationError("a decision's id and --verdict go together")
            }
            if let verdict, LabelVerdict(rawValue: verdict) == nil {
                throw ValidationError(
                    "--verdict is one of "
                        + LabelVerdict.allCases.map(\.rawValue).joined(separator: ", "))
            }
        }

        func run() async throws {
            let configuration = try scope.global.load()
            if let decision, let verdict = verdict.flatMap(LabelVerdict.init(rawValue:)) {
                let reply = try await GateInbox.send(
                    .label(DecisionID(decision), verdict, reason: nil, note: note), configuration)
                guard case .labelled(let label) = reply else { return }
                if json { return try Output.json(label) }
                return Output.line(
                    "\(label.decision): \(verdict.title.english) (\(label.source.rawValue))")
            }
            let id = try scope.id(in: configuration)
            guard
                case .review(let items, let waiting) = try await GateInbox.send(
                    .review(id, limit: 200), configuration)
            else { return }
            if json { return try Output.json(items) }
            Output.line(
                waiting == 0
                    ? "nothing waits for a verdict"
                    : "\(waiting) wait for a verdict; 'baton gate review ID --verdict right' judges one"
            )
            for item in items {
                let decision = item.decision
                let answer = decision.reply ?? decision.evidence.candidates.first?.answer ?? "–"
                Output.line(
                    "\(decision.id)  \(decision.outcome.rawValue), "
                        + GateFileReport.percent(decision.confidence) + " sure")
                Output.line("  ? " + SafeText(decision.evidence.text).string)
                Output.line("  ! " + SafeText(answer).string)
            }
        }
    }
}
