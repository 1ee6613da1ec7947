import BatonText

/// How far the words of a reply stand in the passages that it cites.
enum WordSupport {
    /// Shares of the whole and of its weakest sentence, 0…1.
    struct Measure: Hashable {
        var whole: Double
        var weakest: Double
    }

    /// Measures a reply, sentence by sentence; a sentence of courtesy alone says nothing and is left
    /// out, and a reply of nothing else has no support.
    static func measure(_ reply: String, sources: String) -> Measure {
        let known = Words(sources)
        var total = 0.0
        var borne = 0.0
        var weakest = 1.0
        for sentence in Sentences.of(reply) {
            let words = Words(sentence)
            guard words.count > 0, !words.isCourtesy else { continue }
            let support = words.support(in: known)
            total += Double(words.count)
            borne += support * Double(words.count)
            weakest = min(weakest, support)
        }
        return total > 0
            ? Measure(whole: borne / total, weakest: weakest) : Measure(whole: 0, weakest: 0)
    }

    /// The words of a text that carry meaning.
    struct Words {
        var single: [String] = []
        var pairs: [String] = []
        private var singleSet: Set<String> = []
        private var pairSet: Set<String> = []

        init(_ text: String) {
            for token in Tokenizer.tokens(of: text) {
                switch token.kind {
                case .hanUnigram:
                    if !WordSupport.functionCharacters.contains(token.text) {
                        single.append(token.text)
                    }
                case .hanBigram: pairs.append(token.text)
                case .word:
                    if !WordSupport.functionWords.contains(token.text) {
                        single.append(token.text)
                    }
                // Figures are compared by themselves, in whichever form.
                case .number, .time, .date, .code: break
                }
            }
            singleSet = Set(single)
            pairSet = Set(pairs)
        }

        var count: Int { single.count }

        /// Whether nothing is said beyond greeting, thanks and goodwill.
        var isCourtesy: Bool { single.allSatisfy(WordSupport.courtesy.contains) }

        /// The share of these words in others: each character or word, and, of Chinese, also two
        /// together, without which any long passage would hold any sentence's characters.
        func support(in other: Words) -> Double {
            let words = single.filter { !WordSupport.courtesy.contains($0) }
            guard !words.isEmpty else { return 1 }
            let alone = Double(words.count { other.singleSet.contains($0) }) / Double(words.count)
            guard pairs.count >= 3 else { return alone }
            let together = Double(pairs.count { other.pairSet.contains($0) }) / Double(pairs.count)
            // Half of the pairs is as good as all: a paraphrase changes what stands between words.
            return min(alone, 0.3 + 1.4 * together)
        }
    }

    static let functionCharacters = Set(
        ComposingText.folded(
            "的了是在有和与及就都也会可以我你您他她它们哋嘅系喺咗紧啲呢嗰噉咁啦呀喎㗎吧吗嘛么着过把被让给俾畀同或如果请将为由于之其此该这那而且但因所每"
        ).map(String.init))
    static let functionWords: Set<String> = Set(
        """
        a an the is are was were be been am do does did have has had of to in on at for from by with and or \
        but if as it its this that these those you your we our us i my me they them their he she his her so \
        can could will would may might should shall just also then than there here which who what when where \
        how any all some
        """.split(separator: " ").flatMap { word in
            [String(word)] + Tokenizer.tokens(of: String(word)).map(\.text)
        })
    static let courtesy: Set<String> = {
        let words =
            "hi hello thanks thank please welcome sorry dear glad happy help hope day nice great question "
            + "questions feel free contact let know further ask asking reply 你好您好多谢谢感谢唔该请欢迎抱歉不好意思问问题随时帮到助"
        return Set(
            Tokenizer.tokens(of: words).filter { $0.kind == .word || $0.kind == .hanUnigram }.map(
                \.text))
    }()
}

/// Cuts a text into sentences.
enum Sentences {
    /// The parts of a sentence between its commas.
    static func clauses(_ sentence: String) -> [String] {
        sentence.split { "，,、：:".contains($0) }.map(String.init)
    }

    /// The sentences, without their ends.
    static func of(_ text: String) -> [String] {
        var sentences: [String] = []
        var current = ""
        let characters = Array(text)
        for (index, character) in characters.enumerated() {
            let next = index + 1 < characters.count ? characters[index + 1] : " "
            let isEnd =
                "。！？!?；;\n".contains(character) || character == "." && next.isWhitespace
            if isEnd {
                sentences.append(current)
                current = ""
            } else {
                current.append(character)
            }
        }
        return (sentences + [current]).filter { $0.contains { !$0.isWhitespace } }
    }
}
