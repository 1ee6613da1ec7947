/// What a golden question finds: its own entry first, or another in its place.
package struct GoldenResult: Sendable, Codable, Hashable {
    /// The entry whose golden question it is.
    package var entry: EntryID
    /// The question.
    package var question: String
    /// Who answers it; `nil` where nothing does.
    package var found: EntryID?
    /// Who answered it before the edit; equal to `found` where nothing was edited.
    package var foundBefore: EntryID?

    /// Makes a result.
    package init(entry: EntryID, question: String, found: EntryID?, foundBefore: EntryID?) {
        self.entry = entry
        self.question = question
        self.found = found
        self.foundBefore = foundBefore
    }

    /// Whether the entry answers its own question.
    package var holds: Bool { found == entry }
    /// Whether the edit is what breaks it.
    package var isBrokenByEdit: Bool { !holds && foundBefore == entry }
}
