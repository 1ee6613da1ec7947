package import BatonCore

/// What ranking knows of one entry for one message, in the order of its row.
package enum RankFeature: Int, CaseIterable, Sendable {
    /// BM25 of the best phrasing plus a share of the best answer, 0…1.
    case bm25
    /// BM25 of the best phrasing, 0…1.
    case question
    /// BM25 of the best answer, 0…1.
    case answer
    /// Words, characters and figures alone, without concepts: the better of the two texts.
    case lexical
    /// The same in the best phrasing.
    case lexicalQuestion
    /// The same in the best answer.
    case lexicalAnswer
    /// Concepts of the glossary: the better of the two texts.
    case concept
    /// The same in the best phrasing.
    case conceptQuestion
    /// The same in the best answer.
    case conceptAnswer
    /// Share of the message's words that the entry holds, rare ones counting more.
    case coverage
    /// Words, characters and figures alone, the square of their rarity counting: the better of the
    /// two texts. Of long texts that share most of a message's words it finds the one with the
    /// rarest.
    case rare
    /// The best phrasing's cosine of character pairs and triples.
    case gramsQuestion
    /// The best answer's.
    case gramsAnswer
    /// The best sentence's.
    case gramsSentence
    /// Share of the message's pairs and triples that the entry holds.
    case gramsCover
    /// How well the message sounds like the best phrasing.
    case soundQuestion
    /// How well it sounds like the best answer.
    case soundAnswer
    /// The trained head's chance, logarithmic: 1 for a sure one, 0 for e⁻¹⁶ and less.
    case head
    /// How like the message the entry's likest phrasing is, as the head sees them.
    case headNear
    /// How like it the entry's phrasings are on the whole.
    case headCentre
    /// The encoder's cosine with the best phrasing.
    case cosineQuestion
    /// With the best answer.
    case cosineAnswer
    /// With the best question and answer together.
    case cosineBoth
    /// With the best sentence of an answer.
    case cosineSentence
    /// The cosines after the shipped adaptation to customers' messages, in the same order.
    case adaptedQuestion
    case adaptedAnswer
    case adaptedBoth
    case adaptedSentence
    /// A server's cosines where it has a say beside the encoder, in the same order.
    case servedQuestion
    case servedAnswer
    case servedBoth
    case servedSentence

    /// Share of the message's figures that the entry holds.
    case figuresFound
    /// Share of its figures that the entry holds with other values only.
    case figuresContradicted
    /// 1 where a code agrees, −1 where one contradicts.
    case codes
    /// Whether the entry has a question in the message's script.
    case speaksQuestion
    /// Whether it has an answer in the message's script.
    case speaksAnswer
    /// Whether the message is in English.
    case isEnglish
    /// Whether it is Cantonese in Latin letters.
    case isRomanised
    /// Whether it mixes languages.
    case isMixed
    /// The message's length: characters over 60, at most 1.
    case messageLength
    /// The mean question's length, over 60, at most 1.
    case questionLength
    /// The mean answer's length, over 300, at most 1.
    case answerLength
    /// Its phrasings over 10, at most 1.
    case phrasings
    /// Whether the entry has no question: a passage of a document.
    case isPassage

    /// The name in files and in `Candidate.engines`.
    package var name: String { String(describing: self) }

    /// Whether the number says how well they match, so that ranking also looks at how it stands
    /// among the message's other candidates.
    package var isScore: Bool { rawValue < Self.figuresFound.rawValue }

    /// Whether it needs an encoder.
    package var needsEncoder: Bool {
        (Self.cosineQuestion.rawValue...Self.servedSentence.rawValue).contains(rawValue)
    }

    /// Those of a server beside the encoder.
    package static let served: Set<RankFeature> = [
        .servedQuestion, .servedAnswer, .servedBoth, .servedSentence,
    ]

    /// How many there are.
    package static let count = 45
}

/// The features of a message's candidates, one row each.
package struct RankTable: Sendable {
    /// The candidates, in the order of the rows.
    package var entries: [EntryID] = []
    /// The rows, one after another, each of `RankFeature.count` numbers.
    package var values: [Float] = []
    /// Whether a trained head knows every candidate, so that its chances order them.
    package var isHeaded = false

    /// A row's number.
    package subscript(_ row: Int, _ feature: RankFeature) -> Float {
        get { values[row * RankFeature.count + feature.rawValue] }
        set { values[row * RankFeature.count + feature.rawValue] = newValue }
    }
}
