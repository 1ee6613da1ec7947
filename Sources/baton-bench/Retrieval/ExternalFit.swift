import BatonCore
import BatonGate
import BatonKnowledge

/// The confidence for encoders that nothing was fitted to: an embedding server's.
///
/// Its weights are learned from the vectors of the encoder at hand, without its adaptation, and from
/// those of a server where there is one, so that they suit no single range of cosines.
struct ExternalFit {
    /// Each shop as a ranker sees it that never saw the shop, by the encoder at hand.
    let known: [FoldedEvidence]
    /// The same by the server; empty without one.
    let served: [FoldedEvidence]

    /// Ranks every shop by an external ranker that never saw it.
    /// - Parameter served: the shops of `fit` with a server's vectors alone.
    init(_ fit: RankerFit, served: [FitUnit]) {
        var known: [FoldedEvidence] = []
        var other: [FoldedEvidence] = []
        for unit in fit.units {
            let ranker = fit.external(without: unit.name)
            known.append(FoldedEvidence(unit, ranker: ranker, [.encoder]))
            if let unit = served.first(where: { $0.name == unit.name }) {
                other.append(FoldedEvidence(unit, ranker: ranker, [.server]))
            }
        }
        self.known = known
        self.served = other
    }

    /// The weights on all shops.
    var weights: WeightFile { FoldedEvidence.weights(known + served) }

    /// How well a set's shops are told by weights that never saw them, one line a way of learning.
    func lines(of set: String) -> [String] {
        var lines: [String] = []
        func add(_ title: String, _ shops: [FoldedEvidence], from: [FoldedEvidence]) {
            var all = Evaluation()
            for shop in shops where shop.unit.set == set {
                let others = from.filter { $0.unit.name != shop.unit.name }
                for (_, part) in shop.evaluation(FoldedEvidence.weights(others)) { all.add(part) }
            }
            guard !all.verdicts.isEmpty else { return }
            lines.append("out of fold \(set) \(title): \(RetrievalData.line(all))")
        }
        add("encoder without adaptation", known, from: known + served)
        add("server", served, from: known + served)
        // The server was never seen either: what another server may expect.
        add("server, learned from the encoder alone", served, from: known)
        add("encoder without adaptation, learned from the server alone", known, from: served)
        return lines
    }
}
