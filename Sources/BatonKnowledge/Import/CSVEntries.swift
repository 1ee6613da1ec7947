import BatonCore

/// Entries as comma-separated values under a header
/// `id,lang,question,alts,answer,tags,valid_from,valid_until,review_by,owner`, with `|` between
/// the items of `alts` and `tags`.
enum CSVEntries {
    static func read(
        _ bytes: ArraySlice<UInt8>, knowledge: String, into collector: inout ImportCollector
    ) {
        var reader = CSVReader(bytes)
        do throws(ImportRefusal) {
            guard let header = try reader.next() else { return }
            let columns = try self.columns(header)
            while let record = try reader.next() {
                if record.fields == [""] { continue }
                guard record.fields.count == header.fields.count else {
                    collector.refuse(
                        ImportRefusal(
                            "the row has \(record.fields.count) fields and the header"
                                + " \(header.fields.count); quote fields that hold commas",
                            "此列有 \(record.fields.count) 欄，標題有 \(header.fields.count) 欄；"
                                + "含逗號的欄位請加引號"),
                        line: record.line)
                    continue
                }
                collector.take(entry(record.fields, columns, knowledge), line: record.line)
            }
        } catch {
            collector.refuse(error, line: reader.line)
        }
    }

    static let known: Set<String> = [
        "id", "lang", "question", "alts", "answer", "tags", "valid_from", "valid_until",
        "review_by", "owner",
    ]

    private static func columns(_ header: CSVReader.Record) throws(ImportRefusal) -> [String: Int] {
        var columns: [String: Int] = [:]
        for (index, field) in header.fields.enumerated() {
            let name = ImportText.trimmed(field).lowercased()
            guard known.contains(name) else {
                throw ImportRefusal(
                    "the header names a column `\(name.prefix(40))` that there is not; use"
                        + " id,lang,question,alts,answer,tags,valid_from,valid_until,review_by,owner",
                    "標題有不認得的欄「\(name.prefix(40))」；請用"
                        + " id,lang,question,alts,answer,tags,valid_from,valid_until,review_by,owner",
                    line: header.line)
            }
            columns[name] = index
        }
        guard columns["id"] != nil, columns["question"] != nil || columns["answer"] != nil else {
            throw ImportRefusal(
                "the header lacks id and question or answer; add the columns",
                "標題欠缺 id 及 question 或 answer；請加上", line: header.line)
        }
        return columns
    }

    private static func entry(
        _ fields: [String], _ columns: [String: Int], _ knowledge: String
    ) -> Entry {
        func field(_ name: String) -> String? {
            guard let column = columns[name] else { return nil }
            let text = ImportText.trimmed(fields[column])
            return text.isEmpty ? nil : text
        }
        func list(_ name: String) -> [String] {
            (field(name) ?? "").split(separator: "|").map { ImportText.trimmed($0) }
                .filter { !$0.isEmpty }
        }
        let questions = (field("question").map { [$0] } ?? []) + list("alts")
        let answer = field("answer")
        let language = field("lang") ?? ImportText.language(of: questions.first ?? answer ?? "")
        return Entry(
            id: EntryID(field("id") ?? ""), knowledge: knowledge, language: language,
            questions: questions.map { Phrasing($0, language: language) },
            answers: answer.map { [language: $0] } ?? [:], tags: list("tags"),
            validFrom: field("valid_from"), validUntil: field("valid_until"),
            owner: field("owner"), reviewBy: field("review_by"))
    }
}

/// Records of comma-separated values.
///
/// Source: RFC 4180; bare LF line ends are taken too.
struct CSVReader {
    /// One record with the line it starts on.
    struct Record: Equatable {
        var fields: [String]
        var line: Int
    }

    /// The line being read.
    private(set) var line = 1
    private let bytes: ArraySlice<UInt8>
    private var index: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    /// The next record; `nil` at the end.
    mutating func next() throws(ImportRefusal) -> Record? {
        guard index < bytes.endIndex else { return nil }
        let start = line
        var fields: [String] = []
        while true {
            fields.append(try field(startLine: start))
            guard index < bytes.endIndex else { break }
            let byte = bytes[index]
            index += 1
            if byte == 0x2C { continue }
            if byte == 0x0D, index < bytes.endIndex, bytes[index] == 0x0A { index += 1 }
            line += 1
            break
        }
        return Record(fields: fields, line: start)
    }

    private mutating func field(startLine: Int) throws(ImportRefusal) -> String {
        var content: [UInt8] = []
        if index < bytes.endIndex, bytes[index] == 0x22 {
            index += 1
            while true {
                guard index < bytes.endIndex else {
                    throw ImportRefusal(
                        "a quoted field is not closed; add the closing quote",
                        "加了引號的欄位沒有結束；請補上引號", line: startLine)
                }
                let byte = bytes[index]
                index += 1
                if byte == 0x22 {
                    guard index < bytes.endIndex, bytes[index] == 0x22 else { break }
                    index += 1
                } else if byte == 0x0A {
                    line += 1
                }
                content.append(byte)
            }
            if index < bytes.endIndex, ![0x2C, 0x0A, 0x0D].contains(bytes[index]) {
                throw ImportRefusal(
                    "there is text after a closing quote; double the quotes inside a field",
                    "結束引號後還有文字；欄位內的引號須寫兩個", line: line)
            }
        } else {
            while index < bytes.endIndex, ![0x2C, 0x0A, 0x0D].contains(bytes[index]) {
                content.append(bytes[index])
                index += 1
            }
        }
        guard let text = String(validating: content, as: UTF8.self) else {
            throw ImportRefusal(
                ImportText.notUTF8.reason.english, ImportText.notUTF8.reason.chinese,
                line: startLine)
        }
        return text
    }
}
