import Foundation
import Testing

/// The commands about gates, as a supervisor runs them.
@Suite("baton gate and baton replay", .serialized, .timeLimit(.minutes(10)))
struct GateCommandTests {
    /// By words alone, whatever model this machine has: a debug build's takes minutes for this.
    private static let words = ["BATON_MODEL": "/nowhere/model"]

    /// Three entries, and messages of which most are answered by one.
    private static func writeSet(_ baton: ProgramRun) throws {
        let topics = ["delivery fee", "opening hours", "gift wrapping"]
        let entries = topics.enumerated().map { index, topic in
            #"{"id":"e\#(index)","lang":"en","question":"\#(topic)?","answer":"A\#(index)."}"#
        }
        try baton.write(entries.joined(separator: "\n") + "\n", to: "kb.jsonl")
        let queries = (0..<240).map { number in
            let isKnown = number % 6 != 0
            let text =
                isKnown
                ? "tell me number \(number) about \(topics[number % 3])"
                : "is the moon \(number) made of cheese"
            let relevant = isKnown ? "\"e\(number % 3)\"" : ""
            return #"{"id":"q\#(number)","lang":"en","text":"\#(text)","relevant":[\#(relevant)]}"#
        }
        try baton.write(queries.joined(separator: "\n") + "\n", to: "queries.jsonl")
    }

    @Test("a gate is fitted to a file, shown, tried, and refused once somebody changed it")
    func file() async throws {
        try await ProgramRun.with { baton in
            try Self.writeSet(baton)
            let set = ["--knowledge", "kb.jsonl", "--labelled", "queries.jsonl"]

            let fit = try await baton(
                "gate", "fit", set[0], set[1], set[2], set[3], "--risk", "0.1", "--out", "g.json",
                environment: Self.words)
            #expect(fit.code == 0, "\(fit.errors)")
            #expect(fit.output.contains("no label serves twice"))
            #expect(fit.output.contains("guaranteed: at most 10 %"))
            #expect(fit.output.contains("decided by words"))

            let report = try await baton("gate", "report", "g.json")
            #expect(report.output == fit.output)

            let simulate = try await baton(
                "gate", "simulate", set[0], set[1], set[2], set[3], "--gate", "g.json",
                environment: Self.words)
            #expect(simulate.code == 0)
            #expect(simulate.output.contains("threshold-1: answers "))
            #expect(simulate.output.contains("an account of the past, no proof"))

            let path = baton.folder + "/g.json"
            let text = try String(contentsOfFile: path, encoding: .utf8)
            let other = text.replacing("\"risk\" : 0.1", with: "\"risk\" : 0.01")
            try baton.write(other, to: "g.json")
            let changed = try await baton("gate", "report", "g.json")
            #expect(changed.code == 1)
            #expect(changed.errors.contains("was changed after it was made"))
        }
    }

    @Test("options that cannot be meant end with 64")
    func usage() async throws {
        try await ProgramRun.with { baton in
            try baton.configure()
            for arguments in [
                ["fit", "--knowledge", "kb.jsonl"], ["fit", "--risk", "0.9"],
                ["review", "id"], ["review", "id", "--verdict", "perhaps"],
                ["review-rate", "2"], ["report", "--days", "0"], ["compare"],
                ["versions", "--inbox", "elsewhere"],
            ] {
                let result =
                    arguments.count == 1
                    ? try await baton("gate", arguments[0])
                    : arguments.count == 2
                        ? try await baton("gate", arguments[0], arguments[1])
                        : arguments.count == 3
                            ? try await baton("gate", arguments[0], arguments[1], arguments[2])
                            : try await baton(
                                "gate", arguments[0], arguments[1], arguments[2], arguments[3])
                #expect(result.code == 64, "\(arguments): \(result.code) \(result.errors)")
            }
            #expect(try await baton("replay", "--since", "yesterday").code == 64)
            #expect(try await baton("replay", "--at", "then").code == 64)
        }
    }

    @Test("of a new shop's gate it is said what lacks, and what can be done")
    func record() async throws {
        try await ProgramRun.with { baton in
            try baton.configure("gate: {by: guarantee, risk: 0.05, confidence: 0.9}")

            let report = try await baton("gate", "report")
            #expect(report.code == 0, "\(report.errors)")
            #expect(report.output.contains("closed: at least 45 more random labels needed"))
            #expect(report.output.contains("review list: 5.0 % of messages drawn, 0 wait"))
            #expect(report.output.contains("0 conversations"))
            #expect(try await baton("gate", "versions").output.hasPrefix("no version yet"))
            let rate = try await baton("gate", "review-rate", "1")
            #expect(rate.output.contains("100.0 % of messages are drawn"))
            #expect(try await baton("gate", "report").output.contains("list: 100.0 % of messages"))

            let rollback = try await baton("gate", "rollback")
            #expect(rollback.code != 0)
            #expect(rollback.errors.contains("has no version before"))
            #expect(try await baton("gate", "review").output == "nothing waits for a verdict\n")
            let replay = try await baton("replay")
            #expect(replay.code == 0)
            #expect(replay.output.hasPrefix("0 of 0 decisions change"))

            let stop = try await baton("gate", "stop")
            #expect(stop.output.contains("stopped by a person: the bot is silent"))
            let doctor = try await baton("doctor")
            #expect(doctor.output.contains("'baton gate resume' lets it go on"))
            #expect(try await baton("gate", "resume").output.contains("closed: it drafts"))
            let found = try await baton("doctor")
            #expect(found.output.contains("at least 45 more random labels needed"))
        }
    }
}
