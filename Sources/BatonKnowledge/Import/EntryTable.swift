import BatonCore

/// Makes entries of a table's rows, once a row has named the columns.
struct EntryTable {
    /// How many rows may stand above the one that names the columns: a title, a date.
    static let rowsBeforeHeader = 10

    private let knowledge: String
    private var columns: EntryColumns?
    /// The cells in the row that names the columns.
    private var width = 0
    private var above: [(cells: [String], line: Int)] = []

    init(knowledge: String) { self.knowledge = knowledge }

    /// Whether the row that names the columns has come.
    var hasHeader: Bool { columns != nil }

    mutating func take(_ cells: [String], line: Int, into collector: inout ImportCollector) {
        if cells.allSatisfy({ ImportText.trimmed($0).isEmpty }) { return }
        guard let columns else {
            if above.count < Self.rowsBeforeHeader { begin(cells, line: line, into: &collector) }
            return
        }
        let filled = cells.count - cells.reversed().prefix { ImportText.trimmed($0).isEmpty }.count
        guard filled <= width else {
            collector.refuse(
                ImportRefusal(
                    "the row has \(filled) fields and the header \(width);"
                        + " quote fields that hold commas",
                    "此列有 \(filled) 欄，標題有 \(width) 欄；含逗號的欄位請加引號"),
                line: line)
            return
        }
        let row = Row(cells: cells, columns: columns.columns)
        collector.take(row.entry(in: knowledge), line: line, hasOwnID: row.hasID)
    }

    /// Says what was amiss with the table as a whole, at its end.
    mutating func finish(into collector: inout ImportCollector) {
        guard columns == nil, let first = above.first else { return }
        let names = first.cells.map { ImportText.trimmed($0) }.filter { !$0.isEmpty }
            .joined(separator: ", ").prefix(80)
        collector.refuse(
            ImportRefusal(
                "no column holds questions or answers (there are: \(names)); name them Question and"
                    + " Answer, or 問題 and 答案",
                "沒有問題或答案的欄（現有：\(names)）；請把欄名寫成「問題」及「答案」"),
            line: first.line)
    }

    private mutating func begin(
        _ cells: [String], line: Int, into collector: inout ImportCollector
    ) {
        guard let columns = EntryColumns(cells) else {
            above.append((cells, line))
            return
        }
        self.columns = columns
        width = cells.count
        for row in above {
            let words = row.cells.joined(separator: " ").prefix(40)
            collector.note(
                BilingualText(
                    "“\(words)” stands above the columns' names and was passed over",
                    "「\(words)」在欄名之上，未讀入"),
                line: row.line)
        }
        for name in columns.unused {
            collector.note(
                BilingualText(
                    "the column “\(name.prefix(40))” is none that an entry has and was passed over",
                    "「\(name.prefix(40))」欄不屬於條目，未讀入"),
                line: line)
        }
    }
}

/// One row under its columns.
private struct Row {
    var cells: [String]
    var columns: [EntryColumns.Column]

    var hasID: Bool { first(.id) != nil }

    func entry(in knowledge: String) -> Entry {
        let named = first(.language)
        let questions = phrasings(named)
        let answers = self.answers(named, questions.first?.language)
        return Entry(
            id: EntryID(first(.id) ?? Self.id(questions.first?.text ?? "")), knowledge: knowledge,
            language: named ?? questions.first?.language ?? answers.keys.min() ?? "en",
            questions: questions, answers: answers, tags: tags,
            validFrom: first(.validFrom).map(ImportText.day),
            validUntil: first(.validUntil).map(ImportText.day), owner: first(.owner),
            reviewBy: first(.reviewBy).map(ImportText.day))
    }

    /// An id for a row without one, from its first question: the same question in a later file is
    /// the same entry.
    private static func id(_ question: String) -> String {
        question.isEmpty ? "" : "q-" + StableHash.text(WhiteSpace.onOneLine(question).lowercased())
    }

    private func phrasings(_ named: String?) -> [Phrasing] {
        var seen: Set<String> = []
        var result: [Phrasing] = []
        for role in [EntryColumns.Role.question, .alternatives] {
            for (column, cell) in filled(role) {
                for text in Self.parts(cell, at: "\n|") where seen.insert(text).inserted {
                    let language = column.language ?? named ?? ImportText.language(of: text)
                    result.append(Phrasing(text, language: language))
                }
            }
        }
        return result
    }

    /// The answers by language; one that names none, such as "10:00–19:00", is in the question's.
    private func answers(_ named: String?, _ question: String?) -> [String: String] {
        var result: [String: String] = [:]
        for (column, cell) in filled(.answer) {
            let own = cell.contains(where: \.isLetter) ? ImportText.language(of: cell) : nil
            let language = column.language ?? named ?? own ?? question ?? "en"
            if result[language] == nil { result[language] = cell }
        }
        return result
    }

    private var tags: [String] {
        var seen: Set<String> = []
        return filled(.tags).flatMap { Self.parts($0.cell, at: "\n|,;，；、") }
            .filter { seen.insert($0).inserted }
    }

    private func first(_ role: EntryColumns.Role) -> String? { filled(role).first?.cell }

    private func filled(
        _ role: EntryColumns.Role
    ) -> [(column: EntryColumns.Column, cell: String)] {
        columns.compactMap { column in
            guard column.role == role, column.index < cells.count else { return nil }
            let cell = ImportText.trimmed(cells[column.index])
            return cell.isEmpty ? nil : (column, cell)
        }
    }

    private static func parts(_ cell: String, at separators: String) -> [String] {
        cell.split { character in
            separators.contains(character) || character.isNewline
        }.map { ImportText.trimmed($0) }.filter { !$0.isEmpty }
    }
}
