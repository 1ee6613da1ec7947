import BatonCore
import BatonGate
import BatonKnowledge

/// One labelled set, searched by Baton as shipped and by FTS5.
struct SetMeasurement {
    private(set) var figures: [RetrievalBench.Figures] = []
    private let name: String

    init(_ set: LabelledSet, _ units: [FitUnit]) throws {
        name = set.name
        for comparison in Comparison.all(of: units) {
            measure("Baton \(comparison.title)", units) { unit, message in
                Self.baton(unit, message, comparison)
            }
        }
        for tokenizer in FullTextBaseline.Tokenizer.allCases {
            var tables: [String: FullTextBaseline] = [:]
            for (shop, unit) in zip(set.shops, units) {
                let table = try FullTextBaseline(tokenizer)
                try table.add(shop.entries)
                tables[unit.name] = table
            }
            try measure("FTS5 \(tokenizer.rawValue)", units) { unit, message in
                guard let table = tables[unit.name] else { return ([], 0) }
                let found = try table.search(message.message.text)
                return (found.entries, found.score)
            }
        }
    }

    private static func baton(
        _ unit: FitUnit, _ message: FitUnit.Message, _ comparison: Comparison
    ) -> ([EntryID], Double) {
        let evidence = FoldedEvidence.evidence(
            message, in: unit, ranker: unit.index.ranker, comparison.sources)
        return (evidence.candidates.map(\.entry), Confidence.value(of: evidence))
    }

    private mutating func measure(
        _ system: String, _ units: [FitUnit],
        _ search: (FitUnit, FitUnit.Message) throws -> ([EntryID], Double)
    ) rethrows {
        var all = Evaluation()
        var parts: [String: Evaluation] = [:]
        for unit in units {
            for message in unit.messages {
                let (ranked, confidence) = try search(unit, message)
                let question = Evaluation.Question(
                    text: message.message.text, language: message.language,
                    relevant: message.message.relevant)
                all.add(ranked, for: question, confidence: confidence)
                parts[message.message.language, default: Evaluation()].add(
                    ranked, for: question, confidence: confidence)
            }
        }
        figures.append(RetrievalBench.Figures(name, system, "all", all))
        guard parts.count > 1 else { return }
        for (language, part) in parts.sorted(by: { $0.key < $1.key }) {
            figures.append(RetrievalBench.Figures(name, system, language, part))
        }
    }
}
