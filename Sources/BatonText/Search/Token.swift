/// A piece of text as search sees it.
package struct Token: Sendable, Hashable {
    /// The sort of piece.
    package enum Kind: UInt8, Sendable, CaseIterable {
        /// One Chinese character (or kana, hangul, Thai letter), folded.
        case hanUnigram
        /// Two neighbouring ones with nothing between them.
        case hanBigram
        /// A word in letters, stemmed as English.
        case word
        /// A number or an amount: `1,280.50` is `1280.5`.
        case number
        /// A time of day as `hh:mm` on the 24-hour clock.
        case time
        /// A date as `mm-dd`, or `yyyy-mm-dd` where the year is written.
        case date
        /// Letters and digits in one piece, such as an order number: `AB-1234` is `ab1234`.
        case code
    }

    /// The sort of piece.
    package var kind: Kind
    /// The folded text, by which tokens are compared.
    package var text: String
    /// Where it stands: neighbours differ by one, and punctuation between them adds one.
    ///
    /// A bigram stands where its first character does.
    package var position: Int
    /// The bytes of the original text that it comes from.
    package var utf8: Range<Int>

    /// Makes a token.
    package init(kind: Kind, text: String, position: Int, utf8: Range<Int>) {
        self.kind = kind
        self.text = text
        self.position = position
        self.utf8 = utf8
    }
}
