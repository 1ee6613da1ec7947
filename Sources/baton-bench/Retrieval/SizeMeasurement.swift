import BatonCore
import BatonKnowledge
import BatonUnderstanding
import Foundation

/// Speed, memory and freshness of search at one number of entries, beside FTS5.
struct SizeMeasurement: Encodable {
    /// One engine's figures.
    struct Engine: Encodable {
        var name: String
        var buildSeconds: Double
        var memoryMiB: Double
        var search: Measurement
        var edit: Measurement
    }

    var entries: Int
    var engines: [Engine] = []

    /// The lines for people.
    var lines: [String] {
        engines.map {
            "\(entries) entries, \($0.name): built in \($0.buildSeconds) s, \($0.memoryMiB) MiB; "
                + "\($0.search.line); \($0.edit.line)"
        }
    }

    init(_ entries: Int) throws {
        self.entries = entries
        let shop = SyntheticShop(entries: entries)
        engines += Self.baton(shop)
        for tokenizer in FullTextBaseline.Tokenizer.allCases {
            engines.append(try Self.fullText(shop, tokenizer))
        }
    }

    private static func baton(_ shop: SyntheticShop) -> [Engine] {
        let before = Machine.now().residentMiB
        let start = ContinuousClock.now
        let index = KnowledgeIndex(knowledge: "kb")
        var revision: Int64 = 0
        func saved(_ entry: Entry) -> EntryRevision {
            revision += 1
            return EntryRevision(
                revision: revision, entry: entry, isDeleted: false, savedBy: .system,
                savedAt: Timestamp(milliseconds: 0))
        }
        for number in 0..<shop.entries { index.apply([saved(shop.entry(number))]) }
        let built = seconds(since: start)
        let memory = Machine.now().residentMiB - before
        let questions = shop.questions(2000).map { ($0, Understanding.read($0).language) }
        func timed(_ search: (String, Language) -> Void) -> [Int64] {
            for (text, language) in questions.prefix(200) { search(text, language) }
            return questions.map { text, language in
                let start = ContinuousClock.now
                search(text, language)
                return (ContinuousClock.now - start).nanoseconds
            }
        }
        let words = timed { text, _ in _ = index.lexicalSearch(text) }
        let whole = timed { text, language in
            _ = index.search(text, language: language, day: "2026-11-25")
        }
        let edits = (0..<200).map { number in
            let entry = shop.entry(number * 7 % shop.entries, edition: number + 1)
            let change = saved(entry)
            let start = ContinuousClock.now
            index.apply([change])
            _ = index.lexicalSearch(entry.questions[0].text)
            return (ContinuousClock.now - start).nanoseconds
        }
        let edit = Measurement("edit to found", nanoseconds: edits)
        return [
            Engine(
                name: "Baton, words", buildSeconds: built, memoryMiB: memory,
                search: Measurement("top 10", nanoseconds: words), edit: edit),
            Engine(
                name: "Baton, ranked", buildSeconds: built, memoryMiB: memory,
                search: Measurement("top 10", nanoseconds: whole), edit: edit),
        ]
    }

    private static func fullText(
        _ shop: SyntheticShop, _ tokenizer: FullTextBaseline.Tokenizer
    ) throws -> Engine {
        let before = Machine.now().residentMiB
        let start = ContinuousClock.now
        let table = try FullTextBaseline(tokenizer)
        for first in stride(from: 0, to: shop.entries, by: 10_000) {
            let last = min(first + 10_000, shop.entries)
            try table.add((first..<last).map { shop.entry($0) })
        }
        let built = seconds(since: start)
        let memory = Machine.now().residentMiB - before
        // At a million one question takes seconds: fewer of them tell as much.
        let isLarge = shop.entries > 200_000
        let taken = try shop.questions(isLarge ? 30 : 300).map { text in
            let start = ContinuousClock.now
            _ = try table.search(text)
            return (ContinuousClock.now - start).nanoseconds
        }
        let edits = try (0..<(isLarge ? 5 : 20)).map { number in
            let entry = shop.entry(number * 7 % shop.entries, edition: number + 1)
            let start = ContinuousClock.now
            try table.replace(entry)
            _ = try table.search(entry.questions[0].text)
            return (ContinuousClock.now - start).nanoseconds
        }
        return Engine(
            name: "FTS5 \(tokenizer.rawValue)", buildSeconds: built, memoryMiB: memory,
            search: Measurement("top 10", nanoseconds: taken),
            edit: Measurement("edit to found", nanoseconds: edits))
    }

    private static func seconds(since start: ContinuousClock.Instant) -> Double {
        (Double((ContinuousClock.now - start).nanoseconds) / 1e7).rounded() / 100
    }
}
