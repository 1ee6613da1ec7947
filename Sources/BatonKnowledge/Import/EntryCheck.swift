import BatonCore

/// The rules that every entry keeps, however it comes in.
package enum EntryCheck {
    /// The longest answer, in bytes.
    package static let answerBytes = 64 * 1024
    /// The most phrasings.
    package static let phrasings = 200
    /// The longest phrasing, in bytes.
    package static let phrasingBytes = 4096
    /// The longest id, in bytes.
    package static let idBytes = 200
    /// The most tags.
    package static let tags = 64
    /// The most golden questions: each is asked at every save.
    package static let goldenQuestions = 20

    /// Checks an entry.
    /// - Throws: the first rule that it breaks.
    static func check(_ entry: Entry) throws(ImportRefusal) {
        try checkID(entry.id.rawValue)
        try checkLanguages(entry)
        try checkTexts(entry)
        try checkDates(entry)
    }

    private static func checkID(_ id: String) throws(ImportRefusal) {
        if id.isEmpty { throw ImportRefusal("the item has no id; give it one", "項目沒有 id；請加上") }
        if id.utf8.count > idBytes {
            throw ImportRefusal(
                "the id is longer than \(idBytes) bytes; shorten it", "id 超過 \(idBytes) 位元組；請縮短")
        }
        if id.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
            throw ImportRefusal("the id holds a control character; remove it", "id 含控制字元；請刪去")
        }
    }

    private static func checkLanguages(_ entry: Entry) throws(ImportRefusal) {
        for tag in [entry.language] + entry.questions.map(\.language) + entry.answers.keys.sorted()
        where !isTag(tag) {
            throw ImportRefusal(
                "`\(tag.prefix(40))` is not a language tag; write one such as en, zh-Hant or yue",
                "「\(tag.prefix(40))」不是語言標籤；請寫 en、zh-Hant 或 yue 之類")
        }
    }

    private static func checkTexts(_ entry: Entry) throws(ImportRefusal) {
        if entry.questions.isEmpty, entry.answers.isEmpty {
            throw ImportRefusal(
                "the item has neither a question nor an answer; give it one",
                "項目既無問題亦無答案；請加上")
        }
        if entry.questions.count > phrasings {
            throw ImportRefusal(
                "the item has \(entry.questions.count) phrasings, over the limit of \(phrasings);"
                    + " remove some",
                "項目有 \(entry.questions.count) 種問法，超過上限 \(phrasings)；請刪減")
        }
        if entry.goldenQuestions.count > goldenQuestions {
            throw ImportRefusal(
                "the item has \(entry.goldenQuestions.count) golden questions, over the limit of"
                    + " \(goldenQuestions); keep those that matter",
                "項目有 \(entry.goldenQuestions.count) 條必答問題，超過上限 \(goldenQuestions)；請保留要緊的")
        }
        let golden = entry.goldenQuestions.map { Phrasing($0, language: entry.language) }
        for phrasing in entry.questions + golden {
            if phrasing.text.isEmpty {
                throw ImportRefusal("a question is empty; fill or remove it", "有問題是空白的；請填寫或刪去")
            }
            if phrasing.text.utf8.count > phrasingBytes {
                throw ImportRefusal(
                    "a question is longer than \(phrasingBytes) bytes; shorten it",
                    "有問題超過 \(phrasingBytes) 位元組；請縮短")
            }
        }
        for (tag, answer) in entry.answers.sorted(by: { $0.key < $1.key }) {
            if answer.isEmpty {
                throw ImportRefusal(
                    "the answer in \(tag) is empty; fill or remove it", "\(tag) 的答案是空白的；請填寫或刪去")
            }
            if answer.utf8.count > answerBytes {
                throw ImportRefusal(
                    "the answer in \(tag) is longer than 64 KiB; shorten it",
                    "\(tag) 的答案超過 64 KiB；請縮短")
            }
        }
        if entry.tags.count > tags {
            throw ImportRefusal(
                "the item has \(entry.tags.count) tags, over the limit of \(tags); remove some",
                "項目有 \(entry.tags.count) 個標記，超過上限 \(tags)；請刪減")
        }
    }

    private static func checkDates(_ entry: Entry) throws(ImportRefusal) {
        let days = [
            ("valid_from", entry.validFrom), ("valid_until", entry.validUntil),
            ("review_by", entry.reviewBy),
        ]
        for (field, day) in days {
            guard let day, !isDay(day) else { continue }
            throw ImportRefusal(
                "\(field) is not a day of the calendar; write it as yyyy-mm-dd",
                "\(field) 不是有效日期；請寫成 yyyy-mm-dd")
        }
        if let from = entry.validFrom, let until = entry.validUntil, from > until {
            throw ImportRefusal(
                "valid_from \(from) is after valid_until \(until); swap or correct them",
                "valid_from \(from) 遲過 valid_until \(until)；請對調或更正")
        }
    }

    /// Whether `tag` looks like a language tag: two or three letters, then parts of 2–8.
    package static func isTag(_ tag: String) -> Bool {
        let parts = tag.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = parts.first, (2...3).contains(first.utf8.count) else { return false }
        func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
        guard first.utf8.allSatisfy(isLetter) else { return false }
        return parts.dropFirst().allSatisfy { part in
            (2...8).contains(part.utf8.count)
                && part.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) }
        }
    }

    /// Whether `day` is a real day written `yyyy-mm-dd`.
    package static func isDay(_ day: String) -> Bool {
        let bytes = Array(day.utf8)
        guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return false }
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in bytes[range] {
                guard (0x30...0x39).contains(byte) else { return nil }
                value = value * 10 + Int(byte) - 0x30
            }
            return value
        }
        guard let year = number(0..<4), let month = number(5..<7), let date = number(8..<10),
            year > 0, (1...12).contains(month), date > 0
        else { return false }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return date <= days[month - 1]
    }
}
