import BatonCore
import BatonGate
import BatonKnowledge

/// What compares meanings in a measurement.
enum Comparison: String, CaseIterable {
    /// Words alone.
    case words
    /// The encoder.
    case meaning
    /// The encoder and a server.
    case both

    /// Whose vectors count.
    var sources: Set<VectorSource> {
        switch self {
        case .words: []
        case .meaning: [.encoder]
        case .both: [.encoder, .server]
        }
    }

    /// Its name in what is printed.
    var title: String {
        switch self {
        case .words: "no model"
        case .meaning: "with encoder"
        case .both: "with encoder and server"
        }
    }

    /// Those that some shops have vectors for.
    static func all(of units: [FitUnit]) -> [Comparison] {
        allCases.filter { comparison in
            units.allSatisfy { comparison.sources.isSubset(of: $0.sources) }
        }
    }
}

/// Rankers and gates that never saw the shop they are measured on.
struct OutOfFold {
    /// One shop or set, measured.
    struct Result {
        var unit: FitUnit
        /// By what compared meanings, and by language.
        var parts: [Comparison: [String: Evaluation]] = [:]

        /// All languages together.
        func whole(_ comparison: Comparison) -> Evaluation? {
            guard let parts = parts[comparison] else { return nil }
            var result = Evaluation()
            for part in parts.values { result.add(part) }
            return result
        }
    }

    private(set) var results: [Result]
    /// The gate's weights on all shops, each ranked by a ranker that never saw it.
    private(set) var weights: [Comparison: WeightFile] = [:]
    /// What was compared.
    let comparisons: [Comparison]

    /// Fits and measures, leaving out one unit at a time.
    init(_ fit: RankerFit, progress: (String) -> Void) {
        comparisons = Comparison.all(of: fit.units)
        results = fit.units.map { Result(unit: $0) }
        var shops: [Comparison: [FoldedEvidence]] = [:]
        for unit in fit.units {
            progress("leaving out \(unit.name)")
            let ranker = fit.ranker(without: unit.name)
            for comparison in comparisons {
                shops[comparison, default: []].append(
                    FoldedEvidence(unit, ranker: ranker, comparison.sources))
            }
        }
        for (comparison, shops) in shops {
            weights[comparison] = FoldedEvidence.weights(shops)
            for place in shops.indices {
                let others = shops.indices.filter { $0 != place }.map { shops[$0] }
                results[place].parts[comparison] = shops[place].evaluation(
                    FoldedEvidence.weights(others))
            }
        }
    }

    /// The evaluations of a set's shops together.
    func evaluation(of set: String, _ comparison: Comparison) -> Evaluation? {
        var result: Evaluation?
        for (_, part) in byLanguage(of: set, comparison) {
            result = result ?? Evaluation()
            result?.add(part)
        }
        return result
    }

    /// The same by language.
    func byLanguage(
        of set: String, _ comparison: Comparison
    ) -> [(language: String, part: Evaluation)] {
        var result: [String: Evaluation] = [:]
        for shop in results where shop.unit.set == set {
            for (language, part) in shop.parts[comparison] ?? [:] {
                result[language, default: Evaluation()].add(part)
            }
        }
        return result.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
