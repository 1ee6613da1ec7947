/// One piece of knowledge: what customers ask, and what to answer in each language.
package struct Entry: Sendable, Codable, Hashable {
    /// The business's own id for it.
    package var id: EntryID
    /// The knowledge base it belongs to.
    package var knowledge: String
    /// The language the entry was first written in, as a tag (`en`, `zh-Hant`, `yue`, …).
    package var language: String
    /// Questions and other phrasings, the first being the title, with the language each is in.
    package var questions: [Phrasing]
    /// The answer by language tag; at least one, except for passages of a document.
    package var answers: [String: String]
    /// Free labels.
    package var tags: [String]
    /// First day it may be used, `yyyy-mm-dd` in the business's time zone.
    package var validFrom: String?
    /// Last day it may be used, `yyyy-mm-dd`.
    package var validUntil: String?
    /// Who keeps it true.
    package var owner: String?
    /// The day by which a person is to look it over, `yyyy-mm-dd`; past it, the bot does not answer
    /// from it alone.
    package var reviewBy: String?
    /// Golden questions: what must always find this entry first; checked at every save.
    package var goldenQuestions: [String]

    /// Makes an entry.
    package init(
        id: EntryID, knowledge: String, language: String, questions: [Phrasing],
        answers: [String: String], tags: [String] = [], validFrom: String? = nil,
        validUntil: String? = nil, owner: String? = nil, reviewBy: String? = nil,
        goldenQuestions: [String] = []
    ) {
        self.id = id
        self.knowledge = knowledge
        self.language = language
        self.questions = questions
        self.answers = answers
        self.tags = tags
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.owner = owner
        self.reviewBy = reviewBy
        self.goldenQuestions = goldenQuestions
    }

    /// The first question, or the start of an answer where there is none.
    package var title: String {
        questions.first?.text ?? answers[language].map { String($0.prefix(60)) } ?? id.rawValue
    }

    /// The answer and its language tag for a customer who writes `customer`.
    package func answer(for customer: Language) -> (language: String, text: String)? {
        for tag in customer.answerPreference {
            if let text = answers[tag] { return (tag, text) }
        }
        if let text = answers[language] { return (language, text) }
        return answers.sorted { $0.key < $1.key }.first.map { ($0.key, $0.value) }
    }

    /// Whether it may be used on `day`, `yyyy-mm-dd`.
    package func isValid(on day: String) -> Bool {
        if let validFrom, day < validFrom { return false }
        if let validUntil, day > validUntil { return false }
        return true
    }

    /// Whether it should have been looked over before `day`, `yyyy-mm-dd`.
    package func isOverdue(on day: String) -> Bool { reviewBy.map { day > $0 } ?? false }
}

extension Entry {
    private enum CodingKeys: String, CodingKey {
        case id, knowledge, language, questions, answers, tags, validFrom, validUntil, owner
        case reviewBy, goldenQuestions
    }

    /// Reads an entry; fields that came later than the first release may be missing.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            id: try fields.decode(EntryID.self, forKey: .id),
            knowledge: try fields.decode(String.self, forKey: .knowledge),
            language: try fields.decode(String.self, forKey: .language),
            questions: try fields.decode([Phrasing].self, forKey: .questions),
            answers: try fields.decode([String: String].self, forKey: .answers),
            tags: try fields.decode([String].self, forKey: .tags),
            validFrom: try fields.decodeIfPresent(String.self, forKey: .validFrom),
            validUntil: try fields.decodeIfPresent(String.self, forKey: .validUntil),
            owner: try fields.decodeIfPresent(String.self, forKey: .owner),
            reviewBy: try fields.decodeIfPresent(String.self, forKey: .reviewBy),
            goldenQuestions: try fields.decodeIfPresent([String].self, forKey: .goldenQuestions)
                ?? [])
    }
}

/// One way to ask for an entry.
package struct Phrasing: Sendable, Codable, Hashable {
    /// The words.
    package var text: String
    /// Their language tag.
    package var language: String

    /// Makes a phrasing.
    package init(_ text: String, language: String) {
        self.text = text
        self.language = language
    }
}
