import BatonText

/// Texts as bags of terms weighted by their rarity among these texts, of unit length, so that the
/// product of two says how nearly they ask the same: 0…1.
struct TextVectors {
    /// Each text's terms and weights.
    private let vectors: [[(term: Int, weight: Double)]]
    /// Each term's texts and weights.
    private let postings: [[(text: Int, weight: Double)]]

    /// What a character alone weighs beside a pair of characters or a word.
    private static let unigramWeight = 0.3

    init(_ texts: [String], glossary: Glossary = .commerce) {
        let analyses = texts.map { Analysis($0, glossary: glossary).terms }
        var numbers: [String: Int] = [:]
        var documents: [Double] = []
        for terms in analyses {
            for term in terms {
                if let known = numbers[term.text] {
                    documents[known] += 1
                } else {
                    numbers[term.text] = documents.count
                    documents.append(1)
                }
            }
        }
        let total = Double(max(texts.count, 1))
        var vectors: [[(term: Int, weight: Double)]] = []
        var postings: [[(text: Int, weight: Double)]] = Array(
            repeating: [], count: documents.count)
        for (text, terms) in analyses.enumerated() {
            var vector: [(term: Int, weight: Double)] = terms.compactMap { term in
                guard let number = numbers[term.text] else { return nil }
                // Rarity is flattened, since a few texts say little about what is rare.
                let rarity = (1 + total / documents[number]).squareRoot()
                let kind = term.kind == .unigram ? Self.unigramWeight : 1
                return (number, kind * rarity * Double(term.count))
            }
            let length = vector.reduce(0) { $0 + $1.weight * $1.weight }.squareRoot()
            for index in vector.indices where length > 0 { vector[index].weight /= length }
            for item in vector { postings[item.term].append((text, item.weight)) }
            vectors.append(vector)
        }
        self.vectors = vectors
        self.postings = postings
    }

    /// Each text's likeness to the text `index`, itself left out.
    func likeness(to index: Int) -> [Int: Double] {
        var found: [Int: Double] = [:]
        for item in vectors[index] {
            for posting in postings[item.term] where posting.text != index {
                found[posting.text, default: 0] += item.weight * posting.weight
            }
        }
        return found
    }
}
