package import BatonCore

/// What in a message gives it to a person before any score: subjects by word lists, personal data,
/// and a stated age.
package struct HandoverSubjects: Sendable {
    /// The words that are looked for.
    package var words: HandoverWords

    /// Makes a reader of the shipped words, or of those with a business's own.
    package init(words: HandoverWords = .shipped) { self.words = words }

    /// The reasons found in a text, without order of rank.
    package func read(_ text: String) -> [ReasonCode] {
        var found = words.subjects(in: text)
        if !found.contains(.minor), StatedAge.isMinor(text) { found.append(.minor) }
        if !PersonalData.kinds(in: text).isDisjoint(with: PersonalData.unwanted) {
            found.append(.personalData)
        }
        return found
    }
}
