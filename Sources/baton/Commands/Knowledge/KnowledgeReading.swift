import ArgumentParser
import BatonCore
import BatonDesk
import BatonKnowledge
import BatonText

/// A knowledge base, as several commands take it.
struct BaseOptions: ParsableArguments {
    @OptionGroup var global: GlobalOptions

    @Argument(help: "The knowledge base, as an inbox names it.")
    var knowledge: String

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    /// Opens the record, uses it, closes it.
    func use<Value>(_ body: (RecordAccess) async throws -> Value) async throws -> Value {
        try await RecordAccess.use(try global.load(), body)
    }
}

extension KnowledgeCommand {
    /// Lists entries.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List entries.")

        @OptionGroup var base: BaseOptions

        func run() async throws {
            let all = try await base.use { try await $0.entries(of: base.knowledge) }
            if base.json { return try Output.json(all) }
            for revision in all {
                let entry = revision.entry
                let languages = entry.answers.keys.sorted().joined(separator: " ")
                let state = revision.state == .published ? "" : "[\(revision.state.rawValue)] "
                Output.line("\(entry.id)  \(state)\(entry.title)  (\(languages))")
            }
        }
    }

    /// Shows one entry.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show one entry.")

        @OptionGroup var base: BaseOptions

        @Argument(help: "The entry's id.")
        var id: String

        func run() async throws {
            let revision = try await base.use { try await $0.entry(id, in: base.knowledge) }
            if base.json { return try Output.json(revision) }
            if revision.state != .published { Output.line("[\(revision.state.rawValue)]") }
            Output.line(EntryDocument.text(for: revision.entry))
        }
    }

    /// Finds entries for a text.
    struct Search: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Find entries for a text, with each engine's score.")

        @OptionGroup var base: BaseOptions

        @Argument(help: "The text, as a customer would write it.")
        var text: String

        @Option(name: .long, help: "How many at most.")
        var limit = 5

        @Flag(name: .long, help: "Also print every engine's number.")
        var all = false

        func run() async throws {
            let reply = try await base.use {
                try await $0.knowledge(.search(text, in: base.knowledge, limit: limit))
            }
            guard case .candidates(let candidates) = reply else { return }
            if base.json { return try Output.json(candidates) }
            if candidates.isEmpty { Output.line("nothing matches") }
            for (place, candidate) in candidates.enumerated() {
                let lines = DecisionReport.lines(
                    of: candidate, number: place + 1, withNumbers: all)
                for line in lines { Output.line(line) }
            }
        }
    }

    /// Asks the golden questions.
    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ask every golden question; exit 1 where one finds another entry.")

        @OptionGroup var base: BaseOptions

        func run() async throws {
            let reply = try await base.use { try await $0.knowledge(.test(in: base.knowledge)) }
            guard case .golden(let results) = reply else { return }
            if base.json {
                try Output.json(results)
            } else {
                for result in results where !result.holds {
                    Output.line(GoldenReport.line(of: result))
                }
                let held = results.count(where: \.holds)
                Output.line(
                    results.isEmpty
                        ? "no entry has a golden question yet; write some under 'golden:' in "
                            + "'baton kb edit \(base.knowledge) ID'"
                        : "\(held) of \(results.count) golden questions hold.")
            }
            if results.contains(where: { !$0.holds }) {
                throw ExitCode(Failure.Code.foundWanting.rawValue)
            }
        }
    }

    /// Says what was asked and not answered.
    struct Gaps: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what customers asked and nothing answered, most wanted first.")

        @OptionGroup var base: BaseOptions

        @Option(name: .long, help: "How many days to look back.")
        var days = 30

        @Option(name: .long, help: "How many groups at most.")
        var limit = 20

        func run() async throws {
            let reply = try await base.use {
                try await $0.knowledge(.gaps(in: base.knowledge, days: days))
            }
            guard case .gaps(let gaps) = reply else { return }
            if base.json { return try Output.json(Array(gaps.prefix(limit))) }
            if gaps.isEmpty { Output.line("nothing was handed over for want of an answer") }
            for gap in gaps.prefix(limit) {
                let languages = gap.languages.sorted { $0.key < $1.key }.map {
                    "\($0.key) \($0.value)"
                }
                Output.line(
                    "\(gap.customers) customers, \(gap.times) times "
                        + "(\(languages.joined(separator: ", "))): \(gap.question)")
                for example in gap.examples.prefix(3) { Output.line("    \(example)") }
            }
        }
    }

    /// Names doubles and contradictions.
    struct Duplicates: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Name doubles, contradictions, missing languages and expired dates.")

        @OptionGroup var base: BaseOptions

        func run() async throws {
            let reply = try await base.use {
                try await $0.knowledge(.review(in: base.knowledge, of: nil))
            }
            guard case .findings(let findings) = reply else { return }
            if base.json { return try Output.json(findings) }
            if findings.isEmpty { Output.line("nothing to mend") }
            for finding in findings { Output.line("\(finding.entry) \(finding.title.english)") }
        }
    }
}
