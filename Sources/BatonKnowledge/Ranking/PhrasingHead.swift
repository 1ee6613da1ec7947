import BatonCore
import Foundation

/// A linear classifier that learned which entry each phrasing of a knowledge base belongs to.
///
/// Softmax regression over hashed words and characters and the text's vectors, for entries with
/// three phrasings or more. The vectors are encoders', or by words alone that of the text's
/// English words, where the phrasings have some.
package struct PhrasingHead: Sendable {
    /// An entry as it was learned.
    struct Class: Sendable {
        var entry: EntryID
        var phrasings: [Phrasing]
    }

    /// What it says of one message.
    struct Opinion: Sendable {
        var head: [EntryID: Int]
        var classes: [Class]
        var chances: [Float]
        var likeness: (near: [Float], centre: [Float])

        /// The entries with the best chances.
        func best(_ limit: Int) -> [(EntryID, Float)] {
            chances.indices.sorted { chances[$0] > chances[$1] }.prefix(limit).map {
                (classes[$0].entry, chances[$0])
            }
        }

        /// What it says of one entry.
        struct Verdict: Sendable {
            /// How likely it is: 1 + ln(chance) / 16, at least 0, so that what tells two small
            /// chances apart is seen.
            var chance: Float
            /// How like the message its likest phrasing is, 0…1.
            var near: Float
            /// How like the message its phrasings are on the whole, 0…1.
            var centre: Float
        }

        /// The verdict on an entry; `nil` where its phrasings are not those that were learned.
        func verdict(on revision: EntryRevision) -> Verdict? {
            guard let place = head[revision.entry.id],
                classes[place].phrasings == revision.entry.questions
            else { return nil }
            return Verdict(
                chance: max(0, 1 + Float(log(Double(max(chances[place], 1e-7)))) / 16),
                near: likeness.near[place], centre: likeness.centre[place])
        }
    }

    /// The knowledge revision that it learned.
    package let revision: Int64
    /// How many vectors of a text it looks at beside its words.
    let sources: Int
    private let classes: [Class]
    private let numberOf: [EntryID: Int]
    private let weights: HeadWeights
    private let likeness: PhrasingLikeness

    /// How many entries it knows.
    package var count: Int { classes.count }

    init(
        revision: Int64, sources: Int, classes: [Class], weights: HeadWeights,
        likeness: PhrasingLikeness
    ) {
        self.revision = revision
        self.sources = sources
        self.classes = classes
        self.weights = weights
        self.likeness = likeness
        numberOf = Dictionary(classes.enumerated().map { ($0.element.entry, $0.offset) }) {
            first, _ in first
        }
    }

    /// What it says of a message.
    func opinion(_ text: String, vectors: [[Float]]) -> Opinion? {
        guard vectors.count == sources else { return nil }
        let isOfWords = sources == 0 && weights.dimensions > 0
        let input =
            isOfWords
            ? HeadInput(words: text, rarity: weights.rarity)
            : HeadInput(text, rarity: weights.rarity, vector: weights.turn.joined(vectors))
        return Opinion(
            head: numberOf, classes: classes,
            chances: Softmax.probabilities(weights.scores(input)),
            likeness: likeness.likeness(to: isOfWords ? input.ofBuckets : input))
    }
}
