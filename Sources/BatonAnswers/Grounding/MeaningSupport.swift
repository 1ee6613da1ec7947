import BatonText

/// How far a reply in one language stands in passages of another: words cannot tell, so each
/// sentence is held to the nearest sentence of the passages by what an encoder makes of both.
///
/// An encoder sees what a sentence is about far better than what it says of it; a reply that only
/// this bears out is for a person to approve, and never sent alone.
struct MeaningSupport {
    /// The share of the reply's words in sentences that the passages bear out, and of its weakest
    /// sentence how far it is borne out; both 0…1, on the scale of ``WordSupport``.
    let measure: WordSupport.Measure
    /// Whether some sentence says no where the nearest say yes, or the other way round.
    let isTurned: Bool

    /// The least cosine of a sentence and the nearest piece of its passage.
    ///
    /// Chosen on forty answers of four shops in both languages with the embedded encoder: nine of
    /// ten translated sentences reach it under their own passage, and one in a hundred under
    /// another of its shop. `baton-bench grounding` measures what whole replies make of it.
    static let leastCosine: Float = 0.42
    /// Sentences this near to the nearest are as near, where what they say is compared.
    private static let asNear: Float = 0.05

    /// Measures a reply.
    /// - Parameter vectors: of texts in their order, of length 1; `nil` where nothing makes them.
    /// - Returns: `nil` where there are no vectors.
    init?(_ reply: String, sources: String, vectors: ([String]) -> [[Float]]?) {
        let said = Sentences.of(reply).map { (text: $0, words: WordSupport.Words($0)) }
            .filter { $0.words.count > 0 && !$0.words.isCourtesy }
        let known = Self.pieces(of: sources)
        guard !said.isEmpty, !known.isEmpty, let made = vectors(said.map(\.text) + known),
            made.count == said.count + known.count
        else { return nil }
        let knownDenies = known.map { Polarity.denies(ComposingText.folded($0)) }
        var total = 0.0
        var borne = 0.0
        var weakest = 1.0
        var isTurned = false
        for (index, sentence) in said.enumerated() {
            let cosines = made[said.count...].map { Self.dot(made[index], $0) }
            let best = cosines.max() ?? 0
            let support = min(1, max(0, Double(best / Self.leastCosine) * 0.5))
            let count = Double(sentence.words.count)
            total += count
            borne += best >= Self.leastCosine ? count : 0
            weakest = min(weakest, support)
            let denies = Polarity.denies(ComposingText.folded(sentence.text))
            let agrees = zip(knownDenies, cosines).contains {
                $0.1 >= best - Self.asNear && $0.0 == denies
            }
            isTurned = isTurned || !agrees
        }
        measure = WordSupport.Measure(whole: total > 0 ? borne / total : 0, weakest: weakest)
        self.isTurned = isTurned
    }

    /// Whether a reply and its passages are of different languages: one mostly Chinese, the other
    /// without.
    static func isNeeded(_ reply: String, sources: String) -> Bool {
        let said = hanShare(reply)
        let known = hanShare(sources)
        return said > 0.5 && known < 0.1 || said < 0.1 && known > 0.5
    }

    /// The share of Chinese in a text; three letters say about what one character does.
    private static func hanShare(_ text: String) -> Double {
        var han = 0
        var letters = 0
        for scalar in text.unicodeScalars where scalar.properties.isAlphabetic {
            if ComposingText.isHan(scalar) { han += 1 } else { letters += 1 }
        }
        let all = Double(han * 3 + letters)
        return all > 0 ? Double(han * 3) / all : 0
    }

    /// What a translator may have made one sentence of: a sentence, two, or a part of one.
    private static func pieces(of sources: String) -> [String] {
        let sentences = Sentences.of(sources)
        let pairs = zip(sentences, sentences.dropFirst()).map { "\($0). \($1)" }
        let clauses = sentences.flatMap(Sentences.clauses).filter { $0.count > 3 }
        return sentences + pairs + clauses.filter { !sentences.contains($0) }
    }

    private static func dot(_ left: [Float], _ right: [Float]) -> Float {
        zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
    }
}
