import ArgumentParser
import BatonCore
import BatonDesk

extension GateCommand {
    /// Lists the versions of an inbox's gate.
    struct Versions: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the versions of an inbox's gate; the one in force has a star.")

        @OptionGroup var gate: GateOptions

        func run() async throws {
            guard case .versions(let versions) = try await gate.send({ .versions($0) }) else {
                return
            }
            if gate.json { return try Output.json(versions) }
            if versions.isEmpty { Output.line("no version yet; 'baton gate fit' makes one") }
            for version in versions {
                Output.line(
                    "\(version.isActive ? "*" : " ") \(version.version)  "
                        + "\(CalendarDay.text(of: version.madeAt))"
                        + (version.by.map { " by \($0)" } ?? "")
                        + "  labels \(version.fitLabels) + \(version.boundLabels)")
                Output.line("    \(version.terms.english)")
            }
        }
    }

    /// Puts a version in force.
    struct Activate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put a version of an inbox's gate in force; its error budget begins anew.")

        @OptionGroup var gate: GateOptions

        @Argument(help: "The version, as 'baton gate versions' lists it.")
        var version: String

        func run() async throws { try await gate.change { .activate($0, version: version) } }
    }

    /// Goes back to the version before.
    struct Rollback: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put the version in force again that was so before; twice, it goes forward.")

        @OptionGroup var gate: GateOptions

        func run() async throws { try await gate.change { .rollback($0) } }
    }

    /// Compares two versions.
    struct Compare: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what another version would do with past decisions that people judged.",
            discussion: """
                An account of the past and no proof: a version's own labels look better than they are.
                """)

        @OptionGroup var gate: GateOptions

        @Argument(help: "The other version.")
        var version: String

        @Option(name: .long, help: "A version to compare with; otherwise the one in force.")
        var with: String?

        func run() async throws {
            let reply = try await gate.send { .compare($0, before: with, after: version) }
            guard case .compared(let words) = reply else { return }
            if gate.json { return try Output.json(words) }
            Output.line("\(with ?? "in force") → \(version): \(words.english)")
        }
    }

    /// Opens a gate that tightened itself.
    struct Reopen: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Open a gate again that tightened itself; its error budget begins anew.")

        @OptionGroup var gate: GateOptions

        func run() async throws { try await gate.change { .reopen($0) } }
    }

    /// Sets how many messages people are asked to judge.
    struct ReviewRate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "review-rate",
            abstract: "Set the share of messages that is drawn by lot for people to judge.")

        @OptionGroup var gate: GateOptions

        @Argument(help: "From 0 (none) to 1 (all), such as 0.05.")
        var rate: Double

        func validate() throws {
            guard (0...1).contains(rate) else {
                throw ValidationError("the share is from 0 to 1, such as 0.05")
            }
        }

        func run() async throws {
            guard case .report(let reports) = try await gate.send({ .reviewRate($0, rate) })
            else { return }
            if gate.json { return try Output.json(reports) }
            for report in reports {
                Output.line(
                    "\(report.inbox): \(GateFileReport.percent(report.reviewRate)) of messages are "
                        + "drawn, \(report.waiting) wait for a verdict")
            }
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
}
