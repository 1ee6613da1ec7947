import BatonCore
import Foundation

/// Entries as JSON lines: `{id, lang, question, alts, answer, text, translations, …}`.
enum JSONLines {
    static func read(
        _ bytes: ArraySlice<UInt8>, knowledge: String, tenant: String?,
        into collector: inout ImportCollector
    ) {
        for line in ImportText.lines(bytes) {
            do throws(ImportRefusal) {
                let object = try decode(JSONEntry.self, line.bytes)
                if let tenant, let theirs = object.tenant, theirs != tenant {
                    collector.skip()
                    continue
                }
                collector.take(object.entry(in: knowledge), line: line.number)
            } catch {
                collector.refuse(error, line: line.number)
            }
        }
    }

    static func decode<Value: Decodable>(
        _ type: Value.Type, _ bytes: ArraySlice<UInt8>
    ) throws(ImportRefusal) -> Value {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw ImportText.notUTF8 }
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch DecodingError.typeMismatch(_, let context),
            DecodingError.valueNotFound(_, let context)
        {
            let field = context.codingPath.first?.stringValue ?? "the line"
            throw ImportRefusal(
                "`\(field)` has a value of the wrong kind; see the format in the manual",
                "「\(field)」的值種類不對；請參閱說明書的格式")
        } catch DecodingError.keyNotFound(let key, _) {
            throw ImportRefusal(
                "`\(key.stringValue)` is missing; add it", "欠缺「\(key.stringValue)」；請加上")
        } catch {
            throw ImportRefusal(
                "the line is not one JSON object; correct it", "此行不是一個 JSON 物件；請更正")
        }
    }

    /// An entry as one JSON line without its line end.
    static func line(for entry: Entry) -> String {
        let short = JSONEntry(short: entry)
        // The short form puts phrasings in the entry's language first; where the order differs the
        // long form keeps it.
        let object = short.entry(in: entry.knowledge) == entry ? short : JSONEntry(long: entry)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(object) else { return "" }
        return String(decoding: data, as: UTF8.self)
    }
}

/// The fields of one line.
private struct JSONEntry: Codable {
    struct Translation: Codable {
        var question: String?
        var alts: [String]?
        var answer: String?
    }

    struct Question: Codable {
        var lang: String
        var text: String
    }

    var id: String
    var lang: String?
    var question: String?
    var alts: [String]?
    var answer: String?
    var text: String?
    var tenant: String?
    var translations: [String: Translation]?
    var questions: [Question]?
    var answers: [String: String]?
    var tags: [String]?
    var validFrom: String?
    var validUntil: String?
    var reviewBy: String?
    var owner: String?
    var golden: [String]?

    private enum CodingKeys: String, CodingKey {
        case id, lang, question, alts, answer, text, tenant, translations, questions, answers, tags
        case validFrom = "valid_from"
        case validUntil = "valid_until"
        case reviewBy = "review_by"
        case owner, golden
    }

    private init(base entry: Entry) {
        id = entry.id.rawValue
        lang = entry.language
        tags = entry.tags.isEmpty ? nil : entry.tags
        validFrom = entry.validFrom
        validUntil = entry.validUntil
        reviewBy = entry.reviewBy
        owner = entry.owner
        golden = entry.goldenQuestions.isEmpty ? nil : entry.goldenQuestions
    }

    init(long entry: Entry) {
        self.init(base: entry)
        questions = entry.questions.map { Question(lang: $0.language, text: $0.text) }
        answers = entry.answers
    }

    init(short entry: Entry) {
        self.init(base: entry)
        let own = entry.questions.filter { $0.language == entry.language }.map(\.text)
        question = own.first
        alts = own.count > 1 ? Array(own.dropFirst()) : nil
        if entry.questions.isEmpty {
            text = entry.answers[entry.language]
        } else {
            answer = entry.answers[entry.language]
        }
        var others: [String: Translation] = [:]
        for (tag, answer) in entry.answers where tag != entry.language {
            others[tag, default: Translation()].answer = answer
        }
        for phrasing in entry.questions where phrasing.language != entry.language {
            var translation = others[phrasing.language, default: Translation()]
            if translation.question == nil {
                translation.question = phrasing.text
            } else {
                translation.alts = (translation.alts ?? []) + [phrasing.text]
            }
            others[phrasing.language] = translation
        }
        translations = others.isEmpty ? nil : others
    }

    func entry(in knowledge: String) -> Entry {
        let sample = question ?? answer ?? text ?? alts?.first ?? ""
        let language = lang ?? ImportText.language(of: sample)
        var phrasings: [Phrasing] = []
        func add(_ text: String?, _ tag: String) {
            guard let text else { return }
            phrasings.append(Phrasing(ImportText.trimmed(text), language: tag))
        }
        for question in questions ?? [] { add(question.text, question.lang) }
        add(question, language)
        for alternative in alts ?? [] { add(alternative, language) }
        var replies = (answers ?? [:]).mapValues { ImportText.trimmed($0) }
        if let answer = answer ?? text { replies[language] = ImportText.trimmed(answer) }
        for (tag, translation) in (translations ?? [:]).sorted(by: { $0.key < $1.key }) {
            add(translation.question, tag)
            for alternative in translation.alts ?? [] { add(alternative, tag) }
            if let answer = translation.answer { replies[tag] = ImportText.trimmed(answer) }
        }
        return Entry(
            id: EntryID(ImportText.trimmed(id)), knowledge: knowledge, language: language,
            questions: phrasings, answers: replies, tags: tags ?? [], validFrom: validFrom,
            validUntil: validUntil, owner: owner, reviewBy: reviewBy,
            goldenQuestions: (golden ?? []).map { ImportText.trimmed($0) })
    }
}
