/// A few phrases of a file, such as a policy's: whether one stands in a message.
package struct PhraseList: Sendable {
    private var matcher = PhraseMatcher()
    private let isEmpty: Bool

    /// Makes a list; Latin phrases match whole words, Chinese ones anywhere, in either script.
    package init(_ phrases: [String]) {
        isEmpty = phrases.isEmpty
        for phrase in phrases { matcher.add(phrase, label: 0) }
    }

    /// Whether one of the phrases stands in a text.
    package func stands(in text: String) -> Bool {
        !isEmpty && !matcher.labels(in: PhraseMatcher.prepared(text)).isEmpty
    }
}
