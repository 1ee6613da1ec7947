import ArgumentParser
import BatonAnswers
import BatonCore
import BatonEncoder
import BatonKnowledge
import BatonUnderstanding

/// How well the check of composed replies tells a translated answer from another's.
struct GroundingBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grounding",
        abstract: "Answers in one language held to passages in the other: their own, and others'.")

    @Argument(help: "Folders with kb.jsonl and queries.jsonl, some entries in both languages.")
    var folders: [String]

    @Flag(help: "Print each answer that does not stand under its own passage, and why.")
    var refused = false

    @OptionGroup var source: EncoderSource

    private struct Pair {
        var entry: Entry
        var reply: String
        var language: Language
        var passage: String
    }

    private struct Count {
        var stands = 0
        var all = 0
        var faults: [String: Int] = [:]

        mutating func add(_ result: GroundingCheck.Result) {
            all += 1
            if result.isGrounded { stands += 1 }
            for code in Set(result.faults.map(\.code)) { faults[code, default: 0] += 1 }
        }

        var words: String {
            let share = all > 0 ? Double(stands * 1000 / all) / 10 : 0
            let named = faults.sorted { $0.value > $1.value }.map { "\($0.key) \($0.value)" }
            return "\(stands) of \(all) stand (\(share) %); refused for: "
                + (named.isEmpty ? "–" : named.joined(separator: ", "))
        }
    }

    func run() throws {
        let encoder = try source.open()
        for folder in folders {
            let set = try LabelledSet(folder: folder)
            var own = Count()
            var others = Count()
            for shop in set.shops {
                let pairs = shop.entries.flatMap(pairs)
                for pair in pairs {
                    let result = check(pair, pair.passage, encoder)
                    own.add(result)
                    if refused, !result.isGrounded {
                        print("\(pair.entry.id): \(pair.reply)")
                        for fault in result.faults { print("  \(fault.english)") }
                    }
                    for other in pairs
                    where other.entry.id != pair.entry.id && other.language == pair.language {
                        others.add(check(pair, other.passage, encoder))
                    }
                }
            }
            print("\(set.name), \(encoder.model)")
            print("  a translated answer under its own passage: \(own.words)")
            print("  under the passage of another of its shop: \(others.words)")
        }
    }

    private func check(
        _ pair: Pair, _ passage: String, _ encoder: UniversalSentenceEncoder
    ) -> GroundingCheck.Result {
        let task = ComposingTask(
            question: pair.entry.title, language: pair.language,
            passages: [
                Passage(
                    entry: pair.entry.id, revision: 1, question: pair.entry.title, answer: passage)
            ])
        return GroundingCheck.check(
            pair.reply, citing: [1], for: task, vectors: { encoder.encode($0) })
    }

    /// An entry's answers, each with the one in the other language as the passage.
    private func pairs(of entry: Entry) -> [Pair] {
        guard let english = entry.answers["en"],
            let chinese = entry.answers.first(where: { $0.key.hasPrefix("zh") || $0.key == "yue" })
        else { return [] }
        return [
            Pair(
                entry: entry, reply: chinese.value,
                language: LanguageDetector.language(of: chinese.value), passage: english),
            Pair(entry: entry, reply: english, language: .english, passage: chinese.value),
        ]
    }
}
