import BatonCore
import BatonText

/// What ranking looks at in an entry: its texts, its answers' sentences, and their grams.
///
/// Made when the entry is first looked at, so that a large knowledge base costs nothing for the
/// entries that nobody asks for.
struct EntryProfile: Sendable {
    /// What a text is.
    enum Part: UInt8, Sendable, CaseIterable {
        /// A phrasing.
        case question
        /// A whole answer.
        case answer
        /// A question with its answer.
        case both
        /// One sentence of an answer.
        case sentence
    }

    /// One text.
    struct Text: Sendable, Hashable {
        var part: Part
        var text: String
    }

    /// The texts: what an encoder turns into vectors, in this order.
    let texts: [Text]
    /// The grams of `texts`, those of `both` left empty.
    let grams: [GramSet]
    /// The pairs of sounds of all questions and of all answers, in rising order.
    let questionSounds: [UInt32]
    let answerSounds: [UInt32]
    /// Numbers, times, dates and codes of all texts.
    let figures: Figures
    /// Whether a question is in Chinese, and whether one is in Latin letters.
    let hasHanQuestion: Bool
    let hasLatinQuestion: Bool
    /// Whether an answer is in Chinese, and whether one is in Latin letters.
    let hasHanAnswer: Bool
    let hasLatinAnswer: Bool
    /// The mean length of its questions and of its answers, in characters.
    let questionLength: Float
    let answerLength: Float
    let phrasings: Int

    /// The most phrasings and the most sentences an answer that are looked at.
    static let phrasingLimit = 24
    static let sentenceLimit = 8

    /// The profile of an entry.
    init(_ entry: Entry) {
        let texts = Self.texts(of: entry)
        self.texts = texts
        grams = texts.map { GramSet($0.part == .both ? "" : $0.text) }
        let questions = texts.filter { $0.part == .question }.map(\.text)
        let answers = texts.filter { $0.part == .answer }.map(\.text)
        questionSounds = Sounds.pairs(of: questions)
        answerSounds = Sounds.pairs(of: answers)
        figures = Figures(of: questions + answers)
        hasHanQuestion = questions.contains(where: Script.hasHan)
        hasLatinQuestion = questions.contains { !Script.hasHan($0) }
        hasHanAnswer = answers.contains(where: Script.hasHan)
        hasLatinAnswer = answers.contains { !Script.hasHan($0) }
        questionLength = Self.meanLength(questions)
        answerLength = Self.meanLength(answers)
        phrasings = questions.count
    }

    /// The texts of an entry that ranking compares with a message.
    static func texts(of entry: Entry) -> [Text] {
        var texts = entry.questions.prefix(phrasingLimit).map {
            Text(part: .question, text: $0.text)
        }
        let answers = entry.answers.sorted { $0.key < $1.key }
        for (tag, answer) in answers {
            texts.append(Text(part: .answer, text: answer))
            let question =
                entry.questions.first { $0.language == tag } ?? entry.questions.first
            if let question {
                texts.append(Text(part: .both, text: question.text + "\n" + answer))
            }
            let sentences = Script.sentences(of: answer)
            guard sentences.count > 1 else { continue }
            texts += sentences.prefix(sentenceLimit).map { Text(part: .sentence, text: $0) }
        }
        return texts
    }

    private static func meanLength(_ texts: [String]) -> Float {
        guard !texts.isEmpty else { return 0 }
        return Float(texts.reduce(0) { $0 + $1.unicodeScalars.count }) / Float(texts.count)
    }
}

/// What a text is written in, and where its sentences end.
enum Script {
    /// Whether it holds a Chinese character.
    static func hasHan(_ text: String) -> Bool {
        text.unicodeScalars.contains {
            (0x3400...0x9FFF).contains($0.value) || (0x2_0000...0x3_FFFF).contains($0.value)
        }
    }

    /// The sentences of a text, without the spaces around them.
    static func sentences(of text: String) -> [String] {
        var sentences: [String] = []
        var current = ""
        func close() {
            let sentence = trimmed(current)
            if !sentence.isEmpty { sentences.append(sentence) }
            current = ""
        }
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            current.unicodeScalars.append(scalar)
            switch scalar {
            case "。", "！", "？", "!", "?", "；", ";", "\n":
                close()
            case ".":
                let next = index + 1 < scalars.count ? scalars[index + 1] : " "
                if next.properties.isWhitespace { close() }
            default:
                break
            }
        }
        close()
        return sentences
    }

    private static func trimmed(_ text: String) -> String {
        var part = text[...]
        while part.first?.isWhitespace == true { part.removeFirst() }
        while part.last?.isWhitespace == true { part.removeLast() }
        return String(part)
    }
}

/// How much of a message is heard in a text.
enum Sounds {
    /// The different pairs of sounds of `texts`, in rising order.
    static func pairs(of texts: [String]) -> [UInt32] {
        Array(Set(texts.flatMap(SoundTokens.tokens))).sorted()
    }

    /// Share of a message's pairs that a text holds, 0…1.
    static func share(of message: [UInt32], in text: [UInt32]) -> Float {
        guard !message.isEmpty, !text.isEmpty else { return 0 }
        var shared = 0
        var place = 0
        for pair in message {
            while place < text.count, text[place] < pair { place += 1 }
            if place < text.count, text[place] == pair { shared += 1 }
        }
        return Float(shared) / Float(message.count)
    }
}
