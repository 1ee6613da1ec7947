import ArgumentParser
import BatonChannels
import BatonCore
import BatonDesk
import Foundation
import Glibc

/// The command line as a channel: a person types as a customer, and sees what the bot would answer.
///
/// Nothing is kept, and nobody is told.
struct ChatCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chat", abstract: "Write as a customer, and see what the bot would answer.",
        discussion: """
            Asks the running worker, or the record where none runs; --knowledge FILE needs neither.
            One message a line; Ctrl-D ends. After a confirming question a numeral chooses.
            """)

    @OptionGroup var global: GlobalOptions

    @Option(
        name: .long,
        help: "A knowledge base by name, or a file of entries (.csv, .xlsx, .jsonl, .md).")
    var knowledge: String?

    func run() async throws {
        if let knowledge, FileManager.default.fileExists(atPath: absolutePath(knowledge)) {
            let engine = try AskEngine(
                file: knowledge, configuration: global.optionalConfiguration)
            return try await converse { try engine.ask($0) }
        }
        try await RecordAccess.use(try global.load()) { record in
            try await converse { text in
                let reply = try await record.send(.ask(text: text, knowledge: knowledge))
                if case .decision(let decision) = reply { return decision }
                return nil
            }
        }
    }

    private func converse(_ ask: (String) async throws -> Decision?) async throws {
        let isTyped = isatty(STDIN_FILENO) == 1
        var offered: [MessageContent.Option] = []
        while true {
            if isTyped { Output.whole("you  │ ") }
            guard let line = readLine() else { break }
            let words = line.trimmingCharacters(in: .whitespacesAndNewlines)
            guard !words.isEmpty else { continue }
            let choice = ChoiceMenu.choice(for: words, among: offered)
            guard let decision = try await ask(choice?.words ?? words) else { continue }
            for line in Self.lines(of: decision) { Output.line(line) }
            offered = decision.outcome == .clarify ? Self.options(of: decision) : []
        }
        if isTyped { Output.line("") }
    }

    /// What a confirming question lets one choose from: the two best that it names.
    private static func options(of decision: Decision) -> [MessageContent.Option] {
        decision.evidence.candidates.prefix(2).map {
            MessageContent.Option(id: $0.entry.rawValue, title: $0.question)
        }
    }

    /// What the customer would read, and the line that says why.
    static func lines(of decision: Decision) -> [String] {
        let said: [String]
        switch decision.outcome {
        case .answer, .clarify:
            said = (decision.reply ?? "").split(
                separator: "\n", omittingEmptySubsequences: false
            ).map { "bot  │ \($0)" }
        case .draft, .handover: said = ["     │ (a person would answer)"]
        case .acknowledge: said = ["     │ (nothing more is said)"]
        }
        let entry = decision.evidence.candidates.first.map { "; best: \($0.entry)" } ?? ""
        return said + ["     · " + DecisionReport.summary(of: decision) + entry]
    }
}
