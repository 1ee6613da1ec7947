/// One way to read a romanised message in Chinese characters.
package struct RomanisedReading: Sendable, Hashable {
    /// The message with what is romanised in Traditional Chinese, and English words left as they are.
    package var text: String
    /// How sure the reading is, from 0 to 1; comparable between messages.
    package var score: Double
    /// The share of the message's Latin letters that were read as Cantonese, from 0 to 1.
    package var coverage: Double

    /// Makes a reading.
    package init(text: String, score: Double, coverage: Double) {
        self.text = text
        self.score = score
        self.coverage = coverage
    }
}
