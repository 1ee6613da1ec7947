/// Fits the whole ranker on several shops, and rankers for each of them that never saw it.
package final class RankerFit {
    /// The shops.
    package let units: [FitUnit]
    /// The encoder's name, where there is one.
    package let model: String?
    private let dimensions: Int
    private var rankers: [Set<String>: Ranker] = [:]
    private var adaptations: [Set<String>: Adaptation] = [:]
    private var examples: [String: [AdaptationFit.Example]] = [:]

    /// Makes a fit.
    package init(units: [FitUnit], model: String?, dimensions: Int) {
        self.units = units
        self.model = model
        self.dimensions = dimensions
    }

    /// The ranker learned on all shops but `held`; on all where that is `nil`.
    ///
    /// Features that an adaptation gives to a shop are always of one that was not learned there.
    package func ranker(without held: String? = nil) -> Ranker {
        let out = Set(held.map(family) ?? [])
        if let known = rankers[out] { return known }
        let made = made(without: out, held)
        rankers[out] = made
        return made
    }

    /// The model for encoders without an adaptation, learned on all shops but `held`.
    package func external(without held: String?) -> RankModel {
        let out = Set(held.map(family) ?? [])
        return external(units.filter { !out.contains($0.name) })
    }

    private func made(without out: Set<String>, _ held: String?) -> Ranker {
        let known = units.filter { !out.contains($0.name) }
        let kinds = held.map { name in
            Set(units.filter { $0.name == name }.compactMap(\.kind))
        }
        var fit = RankFit()
        fit.without = Set(RankFeature.allCases.filter(\.needsEncoder))
        let words = models(
            fit, known.flatMap { $0.rankExamples(nil, usesVectors: false) }, kinds)
        guard model != nil else {
            return Ranker(
                words: words, meaning: words, external: RankModel(weights: []), adaptations: [])
        }
        fit.without = []
        let meaning = models(
            fit,
            known.flatMap { unit in
                let both = Set(family(unit.name)).union(nested(unit, held))
                return unit.rankExamples(adaptation(without: both), usesVectors: true)
            }, kinds)
        return Ranker(
            words: words, meaning: meaning,
            external: held == nil ? external(known) : RankModel(weights: []),
            adaptations: [adaptation(without: out)].compactMap(\.self))
    }

    /// One model a kind: those of the kind count most, the others keep it from being narrow.
    private func models(
        _ fit: RankFit, _ examples: [RankFit.Example], _ kinds: Set<Ranker.Kind>?
    ) -> [Ranker.Kind: RankModel] {
        var models: [Ranker.Kind: RankModel] = [:]
        for kind in Ranker.Kind.allCases where kinds?.contains(kind) ?? true {
            models[kind] = fit.fit(
                examples.map { example in
                    var example = example
                    if Ranker.Kind(of: example.table) != kind { example.weight *= Self.others }
                    return example
                })
        }
        return models
    }

    /// What an example of another kind counts.
    private static let others: Float = 0.2

    private func external(_ known: [FitUnit]) -> RankModel {
        var fit = RankFit()
        fit.comparesOnly = true
        fit.without = [.adaptedQuestion, .adaptedAnswer, .adaptedBoth, .adaptedSentence]
        return fit.fit(known.flatMap { $0.rankExamples(nil, usesVectors: true) })
    }

    /// Shops of the same set are told apart; for others the held one may be in a shop's own
    /// adaptation, of which only its features for that shop are seen.
    private func nested(_ unit: FitUnit, _ held: String?) -> Set<String> {
        guard let held, let other = units.first(where: { $0.name == held }) else { return [] }
        return other.set == unit.set ? [held] : []
    }

    /// The shops that go out with one: sets of the same sentences go together, and a set whose
    /// shops have few messages goes as a whole.
    private func family(_ name: String) -> [String] {
        guard let unit = units.first(where: { $0.name == name }) else { return [name] }
        for start in ["tatoeba", "xquad"] where unit.set.hasPrefix(start) {
            return units.filter { $0.set.hasPrefix(start) }.map(\.name)
        }
        return unit.messages.count >= 100
            ? [name] : units.filter { $0.set == unit.set }.map(\.name)
    }

    private func adaptation(without names: Set<String>) -> Adaptation? {
        guard let model else { return nil }
        if let known = adaptations[names] { return known }
        var found: [AdaptationFit.Example] = []
        for unit in units where !names.contains(unit.name) {
            let some = examples[unit.name] ?? unit.adaptationExamples()
            examples[unit.name] = some
            found += some
        }
        let made = AdaptationFit().fit(found, model: model, dimensions: dimensions)
        adaptations[names] = made
        return made
    }
}
