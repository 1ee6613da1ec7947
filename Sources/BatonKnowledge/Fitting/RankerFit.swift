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

    private func made(without out: Set<String>, _ held: String?) -> Ranker {
        let known = units.filter { !out.contains($0.name) }
        var fit = RankFit()
        fit.without = Set(RankFeature.allCases.filter(\.needsEncoder))
        let lexical = fit.fit(known.flatMap { $0.rankExamples(nil, usesVectors: false) })
        guard model != nil else {
            return Ranker(
                lexical: lexical, encoder: lexical, external: lexical, adaptations: [])
        }
        fit.without = [.adaptedQuestion, .adaptedAnswer, .adaptedBoth, .adaptedSentence]
        fit.comparesOnly = true
        // Nobody measures the model for other encoders on a shop that was left out.
        let external =
            held != nil
            ? lexical : fit.fit(known.flatMap { $0.rankExamples(nil, usesVectors: true) })
        fit.comparesOnly = false
        fit.without = []
        let encoder = fit.fit(
            known.flatMap { unit in
                let both = Set(family(unit.name)).union(nested(unit, held))
                return unit.rankExamples(adaptation(without: both), usesVectors: true)
            })
        return Ranker(
            lexical: lexical, encoder: encoder, external: external,
            adaptations: [adaptation(without: out)].compactMap(\.self))
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
