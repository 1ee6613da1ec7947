/// A question that was handed over for want of an answer.
package struct UnansweredQuestion: Sendable, Codable, Hashable {
    /// The words, as they were understood.
    package var text: String
    /// Their language.
    package var language: Language
    /// Who asked.
    package var contact: ContactID
    /// The conversation.
    package var conversation: ConversationID
    /// When.
    package var at: Timestamp

    /// Makes a question.
    package init(
        text: String, language: Language, contact: ContactID, conversation: ConversationID,
        at: Timestamp
    ) {
        self.text = text
        self.language = language
        self.contact = contact
        self.conversation = conversation
        self.at = at
    }
}

/// Unanswered questions that mean the same: something the knowledge base lacks.
package struct KnowledgeGap: Sendable, Codable, Hashable {
    /// The words that stand for the group, without personal data.
    package var question: String
    /// Further ways it was asked, without personal data.
    package var examples: [String]
    /// How often it was asked in each language.
    package var languages: [String: Int]
    /// How many different customers asked.
    package var customers: Int
    /// How often it was asked.
    package var times: Int
    /// When it was asked last.
    package var lastAt: Timestamp

    /// Makes a gap.
    package init(
        question: String, examples: [String], languages: [String: Int], customers: Int,
        times: Int, lastAt: Timestamp
    ) {
        self.question = question
        self.examples = examples
        self.languages = languages
        self.customers = customers
        self.times = times
        self.lastAt = lastAt
    }
}
