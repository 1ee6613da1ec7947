/// What the columns of a table of entries hold, read from the row that names them.
///
/// Businesses keep their questions and answers in spreadsheets of their own: `Question` and
/// `Answer`, 「問題」 and 「答案」, or a pair for each language such as `Answer (EN)` and 「中文答案」.
struct EntryColumns {
    /// What a column holds.
    enum Role: Hashable {
        case id, language, question, alternatives, answer, tags, validFrom, validUntil, reviewBy
        case owner
    }

    /// A column that is used.
    struct Column: Hashable {
        var index: Int
        var role: Role
        /// The language that its name tells; `nil` where it tells none.
        var language: String?
    }

    /// The columns that are used, in the table's order.
    private(set) var columns: [Column] = []
    /// The names of those that are not.
    private(set) var unused: [String] = []

    /// The columns of a row of names; `nil` where none is of questions or of answers.
    init?(_ names: [String]) {
        for (index, name) in names.enumerated() {
            let name = ImportText.trimmed(name)
            if name.isEmpty { continue }
            let column = Self.column(name, at: index)
            if let column, !columns.contains(where: { $0.isSame(as: column) }) {
                columns.append(column)
            } else {
                unused.append(name)
            }
        }
        let texts = columns.filter { [.question, .answer].contains($0.role) }
        // A cell that only says `a` names answers where another beside it says `q`.
        let isNamed = texts.contains { ImportText.trimmed(names[$0.index]).count > 1 }
        guard isNamed || Set(texts.map(\.role)).count == 2 else { return nil }
    }

    private static func column(_ name: String, at index: Int) -> Column? {
        var words = self.words(of: name)
        let languages = words.compactMap { Self.languages[$0] }
        // In `q_zh_hans` the last part says more than the one before it.
        let language = languages.last
        words.removeAll { Self.languages[$0] != nil }
        if let role = roles[words.joined(separator: " ")] {
            return Column(index: index, role: role, language: language)
        }
        // `問題 Question` says the same twice.
        let said = Set(words.map { roles[$0] })
        guard said.count == 1, let role = said.first ?? nil else { return nil }
        return Column(index: index, role: role, language: language)
    }

    /// A name's words in small letters: runs of Latin letters and digits, and Chinese words that
    /// are known here, the longest first.
    private static func words(of name: String) -> [String] {
        var words: [String] = []
        var rest = Substring(name.lowercased())
        while let first = rest.first {
            if first.isASCII {
                let word = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
                if !word.isEmpty { words.append(String(word)) }
                rest = rest.dropFirst(max(1, word.count))
                continue
            }
            let known = (1...4).reversed().lazy.map { String(rest.prefix($0)) }
                .first { roles[$0] != nil || languages[$0] != nil }
            if let known {
                words.append(known)
            } else if first.isLetter {
                words.append(String(first))
            }
            rest = rest.dropFirst(known?.count ?? 1)
        }
        return words
    }

    private static let languages: [String: String] = [
        "en": "en", "eng": "en", "english": "en", "英": "en", "英文": "en", "英語": "en",
        "zh": "zh-Hant", "chi": "zh-Hant", "chinese": "zh-Hant", "tc": "zh-Hant",
        "hk": "zh-Hant", "tw": "zh-Hant", "hant": "zh-Hant", "traditional": "zh-Hant",
        "中": "zh-Hant", "中文": "zh-Hant", "繁": "zh-Hant", "繁體": "zh-Hant",
        "繁中": "zh-Hant", "繁體中文": "zh-Hant",
        "yue": "yue", "cantonese": "yue", "粵語": "yue", "廣東話": "yue", "口語": "yue",
        "sc": "zh-Hans", "cn": "zh-Hans", "hans": "zh-Hans", "simplified": "zh-Hans",
        "简": "zh-Hans", "簡體": "zh-Hans", "简体": "zh-Hans", "簡中": "zh-Hans",
        "簡體中文": "zh-Hans", "简体中文": "zh-Hans",
    ]

    private static let roles: [String: Role] = {
        let names: [(Role, String)] = [
            (.id, "id/entry id/key/編號/代號"),
            (.language, "lang/language/locale/語言"),
            (
                .question,
                "question/questions/q/query/faq/frequently asked question/customer question/"
                    + "問題/常見問題/客人問題/提問/問法/問/题目/题/問句"
            ),
            (
                .alternatives,
                "alts/alt/alternative/alternatives/alternative question/alternative questions/"
                    + "similar question/similar questions/other questions/other phrasings/"
                    + "phrasings/variations/variants/synonyms/keyword/keywords/"
                    + "其他問法/相似問題/相似問法/同義問法/其他問題/關鍵字/關鍵詞"
            ),
            (
                .answer,
                "answer/answers/a/reply/response/standard answer/model answer/"
                    + "答案/回答/回覆/答覆/回應/解答/答/標準答案"
            ),
            (
                .tags,
                "tags/tag/category/categories/topic/topics/type/section/"
                    + "標籤/標記/分類/類別/主題/種類"
            ),
            (
                .validFrom,
                "valid from/start/start date/effective from/effective date/"
                    + "生效日期/生效日/開始日期/有效由"
            ),
            (
                .validUntil,
                "valid until/valid to/expires/expiry/expiry date/end date/"
                    + "到期日/到期日期/結束日期/失效日期/有效至"
            ),
            (.reviewBy, "review by/review date/next review/覆核日期/檢討日期"),
            (.owner, "owner/person in charge/負責人"),
        ]
        var roles: [String: Role] = [:]
        for (role, list) in names {
            for name in list.split(separator: "/") { roles[String(name)] = role }
        }
        return roles
    }()
}

extension EntryColumns.Column {
    /// Whether both claim the same place of an entry.
    fileprivate func isSame(as other: Self) -> Bool {
        role == other.role && language == other.language
            && ![.question, .alternatives, .tags].contains(role)
    }
}
