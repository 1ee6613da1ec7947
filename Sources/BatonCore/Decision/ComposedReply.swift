/// What a language model worded for a turn, and what the check in code found of it.
package struct ComposedReply: Sendable, Codable, Hashable {
    /// How composing ended.
    package enum Ending: String, Sendable, Codable, CaseIterable {
        /// The reply passed the check.
        case grounded
        /// The reply did not pass the check, nor did its repair.
        case refused
        /// The model said that the passages do not answer.
        case noAnswer = "no_answer"
        /// Words of the message or of all passages speak to a model: it was not asked.
        case suspicious
        /// The day's tokens or money are spent: it was not asked.
        case budget
        /// The server did not answer well, or not in time.
        case unavailable
    }

    /// A passage that the reply cites.
    package struct Source: Sendable, Codable, Hashable {
        /// The entry.
        package var entry: EntryID
        /// Its revision.
        package var revision: Int64

        /// Makes a source.
        package init(entry: EntryID, revision: Int64) {
            self.entry = entry
            self.revision = revision
        }
    }

    /// How it ended.
    package var ending: Ending
    /// The words, without their citations, where the check let them stand; `nil` otherwise.
    package var text: String?
    /// What the reply cites.
    package var sources: [Source]
    /// The faults of the last attempt, as codes.
    package var faults: [String]
    /// The check's numbers by name, each 0…1 but `grounding_figures`.
    package var grounding: [String: Double]
    /// How often the model was asked: 0 to 2.
    package var attempts: Int
    /// The model, as the configuration names it.
    package var model: String
    /// Tokens read and written, by the server's count or by estimate.
    package var tokens: Int
    /// How long it took.
    package var milliseconds: Int64
    /// Why the server did not answer; no text of the customer's.
    package var why: String?
    /// Whether the configuration lets such a reply be sent alone.
    package var mayAnswer: Bool
    /// Three lines for the person who takes over, in the model's words.
    package var summary: [String]?

    /// Makes a result.
    package init(
        ending: Ending, text: String? = nil, sources: [Source] = [], faults: [String] = [],
        grounding: [String: Double] = [:], attempts: Int = 0, model: String, tokens: Int = 0,
        milliseconds: Int64 = 0, why: String? = nil, mayAnswer: Bool = false
    ) {
        self.ending = ending
        self.text = text
        self.sources = sources
        self.faults = faults
        self.grounding = grounding
        self.attempts = attempts
        self.model = model
        self.tokens = tokens
        self.milliseconds = milliseconds
        self.why = why
        self.mayAnswer = mayAnswer
    }
}

extension Decision {
    /// What a person may approve: the composed reply where there is one, else the gate's.
    package var suggestion: String? { composed?.text ?? reply }
}
