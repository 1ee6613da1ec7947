/// An entry that may answer a message, with the numbers that say how well.
package struct Candidate: Sendable, Codable, Hashable {
    /// The entry.
    package var entry: EntryID
    /// The entry's revision that was seen.
    package var revision: Int64
    /// The ranking score, 0…1, higher first.
    package var score: Double
    /// Each engine's own score, by the engine's name (`bm25`, `cosineBoth`, …).
    package var engines: [String: Double]
    /// The entry's question, to show.
    package var question: String
    /// The answer in the language that the customer would get, to show or send.
    package var answer: String
    /// The language tag of that answer.
    package var answerLanguage: String
    /// Whether the entry may be used now: within its validity dates.
    package var isValid: Bool

    /// Makes a candidate.
    package init(
        entry: EntryID, revision: Int64, score: Double, engines: [String: Double],
        question: String, answer: String, answerLanguage: String, isValid: Bool = true
    ) {
        self.entry = entry
        self.revision = revision
        self.score = score
        self.engines = engines
        self.question = question
        self.answer = answer
        self.answerLanguage = answerLanguage
        self.isValid = isValid
    }
}

/// All that the gate sees of a message: the candidates and what understanding found.
package struct Evidence: Sendable, Codable, Hashable {
    /// The message's words, as they were understood (a burst is joined by newlines).
    package var text: String
    /// The language it was taken for.
    package var language: Language
    /// The best candidates, best first, at most ten.
    package var candidates: [Candidate]
    /// Named numbers that the confidence is made of.
    package var features: [String: Double]
    /// What understanding found, such as `asked_for_person`.
    package var signals: [ReasonCode]
    /// The customer's words before these, where they were read together: a follow-up.
    package var after: String?
    /// What compared meanings, such as `use-m3-182579c19c70`; `nil` where words alone counted.
    package var model: String?
    /// The length that ``weighedLength`` had, where the words are erased; `nil` where they are not.
    package var erasedLength: Int?

    /// Makes evidence.
    package init(
        text: String, language: Language, candidates: [Candidate],
        features: [String: Double] = [:], signals: [ReasonCode] = [], after: String? = nil,
        model: String? = nil
    ) {
        self.after = after
        self.model = model
        self.text = text
        self.language = language
        self.candidates = candidates
        self.features = features
        self.signals = signals
    }
}
