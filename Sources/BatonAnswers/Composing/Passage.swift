package import BatonCore

/// A piece of knowledge that a model may word a reply from.
package struct Passage: Sendable, Hashable {
    /// The entry.
    package var entry: EntryID
    /// Its revision.
    package var revision: Int64
    /// What it answers.
    package var question: String
    /// The answer that the customer would get.
    package var answer: String

    /// Makes a passage.
    package init(entry: EntryID, revision: Int64, question: String, answer: String) {
        self.entry = entry
        self.revision = revision
        self.question = question
        self.answer = answer
    }

    /// Makes a passage of a candidate.
    package init(_ candidate: Candidate) {
        self.init(
            entry: candidate.entry, revision: candidate.revision, question: candidate.question,
            answer: candidate.answer)
    }
}

/// What a model is asked to word.
package struct ComposingTask: Sendable, Hashable {
    /// One message before the question, of this conversation alone.
    package struct Turn: Sendable, Hashable {
        /// Whether the customer wrote it.
        package var isCustomer: Bool
        /// The words.
        package var text: String

        /// Makes a turn.
        package init(isCustomer: Bool, text: String) {
            self.isCustomer = isCustomer
            self.text = text
        }
    }

    /// The customer's words.
    package var question: String
    /// The language to answer in.
    package var language: Language
    /// The messages before, oldest first.
    package var turns: [Turn]
    /// What the reply may rest on; the first is passage 1.
    package var passages: [Passage]
    /// The longest reply, in UTF-16 units.
    package var longest: Int
    /// Words that a server which is not on this machine is not shown, besides personal data.
    package var redacted: [String] = []

    /// Makes a task.
    package init(
        question: String, language: Language, turns: [Turn] = [], passages: [Passage],
        longest: Int = ComposingLimits.replyLength
    ) {
        self.question = question
        self.language = language
        self.turns = turns
        self.passages = passages
        self.longest = longest
    }
}

/// The limits of composing that are no matter of a machine.
package enum ComposingLimits {
    /// Passages in a prompt: a reply that needs more is a person's.
    package static let passages = 4
    /// Characters of a passage.
    package static let passageLength = 1200
    /// Messages before the question.
    package static let turns = 6
    /// Characters of each.
    package static let turnLength = 300
    /// Characters of the question.
    package static let questionLength = 1000
    /// UTF-16 units of a reply, where the channel takes more: a chat message, not a letter.
    package static let replyLength = 700
}
