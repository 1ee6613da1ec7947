/// How much each kind of token counts, and BM25's two constants.
package struct SearchWeights: Sendable, Hashable {
    /// Saturation of repeated tokens.
    package var k1: Float = 1.2
    /// How much length counts, 0…1, in questions.
    package var questionLength: Float = 0.5
    /// How much length counts, 0…1, in answers and passages.
    package var answerLength: Float = 0.75
    /// One Chinese character.
    package var unigram: Float = 0.3
    /// Two neighbouring Chinese characters.
    package var bigram: Float = 1
    /// A word.
    package var word: Float = 1
    /// What remains of a concept's weight in a passage, which names many by the way.
    package var conceptInPassage: Float = 0.02
    /// A number, time or date.
    package var number: Float = 1
    /// A code.
    package var code: Float = 2
    /// A concept of the glossary.
    package var concept: Float = 2.5
    /// What remains of a concept's weight between an English message and an English text, where
    /// the words themselves say most.
    package var conceptInEnglish: Float = 0.3
    /// What a match in the answer counts, beside one in the question.
    package var answer: Float = 0.7
    /// What remains of a score whose entry names another code than the message's.
    package var contradiction: Float = 0.6

    /// The shipped weights.
    package init() {}
}
