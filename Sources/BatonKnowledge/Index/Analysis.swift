import BatonText

/// The terms of one text, with how often each comes.
struct Analysis {
    /// What a term is, for its weight.
    enum Kind: UInt8 {
        case unigram, bigram, word, number, code, concept
    }

    /// One term.
    struct Term {
        var text: String
        var kind: Kind
        var count: Int
    }

    /// The different terms, in order of first appearance.
    private(set) var terms: [Term] = []
    /// Length in tenths of a token, as BM25's length: a unigram counts 3, concepts nothing.
    private(set) var length = 0

    /// Whether it holds no Chinese character.
    var isLatin: Bool { !terms.contains { $0.kind == .unigram } }

    private var places: [String: Int] = [:]

    /// Analyses `text`.
    init(_ text: String, glossary: Glossary) {
        let tokens = Tokenizer.tokens(of: text)
        terms.reserveCapacity(tokens.count)
        for token in tokens {
            let kind: Kind
            switch token.kind {
            case .hanUnigram: kind = .unigram
            case .hanBigram: kind = .bigram
            case .word: kind = .word
            case .number, .time, .date: kind = .number
            case .code: kind = .code
            }
            length += kind == .unigram ? 3 : 10
            add(token.text, kind)
        }
        for concept in glossary.concepts(in: tokens) { add("\u{1}\(concept)", .concept) }
    }

    private mutating func add(_ text: String, _ kind: Kind) {
        if let place = places[text] {
            terms[place].count += 1
        } else {
            places[text] = terms.count
            terms.append(Term(text: text, kind: kind, count: 1))
        }
    }
}

extension SearchWeights {
    func passageFactor(_ kind: Analysis.Kind) -> Float {
        kind == .concept ? conceptInPassage : 1
    }

    func weight(of kind: Analysis.Kind) -> Float {
        switch kind {
        case .unigram: unigram
        case .bigram: bigram
        case .word: word
        case .number: number
        case .code: code
        case .concept: concept
        }
    }
}
