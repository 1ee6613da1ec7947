import BatonCore

/// Reads files of knowledge: bytes to entries and findings, no I/O.
package enum KnowledgeImport {
    /// How a file is written.
    package enum Format: String, Sendable, CaseIterable {
        /// One JSON object a line.
        case jsonl
        /// Separated values under columns' names.
        case csv
        /// A workbook whose sheets have columns' names.
        case workbook = "xlsx"
        /// Front matter and answer.
        case markdown = "md"

        /// The format that a file's name tells.
        package init?(fileName: String) {
            guard let dot = fileName.lastIndex(of: ".") else { return nil }
            switch fileName[fileName.index(after: dot)...].lowercased() {
            case "jsonl", "ndjson", "json": self = .jsonl
            case "csv", "tsv": self = .csv
            case "xlsx": self = .workbook
            case "md", "markdown": self = .markdown
            default: return nil
            }
        }
    }

    /// Reads a file.
    /// - Parameters:
    ///   - bytes: the file; text is UTF-8, with or without a byte order mark.
    ///   - file: its name, for findings.
    ///   - knowledge: the knowledge base that the entries go to.
    ///   - tenant: take only items of this tenant or of none; `nil` takes all.
    package static func read(
        _ bytes: [UInt8], file: String, format: Format, knowledge: String, tenant: String? = nil
    ) -> ImportReport {
        var collector = ImportCollector(file: file)
        let whole = bytes
        let bytes = withoutMark(bytes)
        switch format {
        case .jsonl:
            JSONLines.read(bytes, knowledge: knowledge, tenant: tenant, into: &collector)
        case .csv:
            CSVEntries.read(bytes, knowledge: knowledge, into: &collector)
        case .workbook: SheetEntries.read(whole, knowledge: knowledge, into: &collector)
        case .markdown:
            MarkdownEntries.read(bytes, knowledge: knowledge, into: &collector)
        }
        return collector.report
    }

    /// Whether a file that may as well be a document holds entries.
    /// - Parameter bytes: its beginning; of a workbook the whole.
    package static func holdsEntries(_ bytes: [UInt8], format: Format) -> Bool {
        switch format {
        case .jsonl: true
        case .csv: CSVEntries.holdsEntries(withoutMark(bytes))
        case .workbook: SheetEntries.holdsEntries(bytes)
        case .markdown: MarkdownDocument.holdsEntries(bytes)
        }
    }

    /// The bytes behind a byte order mark.
    private static func withoutMark(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    }
}

/// Checks each item as it comes and keeps ids apart.
struct ImportCollector {
    private(set) var report = ImportReport()
    /// The file's name in findings; with its sheet, in a workbook.
    var file: String
    private var places: [EntryID: (file: String, line: Int)] = [:]

    init(file: String) { self.file = file }

    /// - Parameter hasOwnID: whether the id stands in the file, and was not made of the question.
    mutating func take(_ entry: Entry, line: Int, hasOwnID: Bool = true) {
        do throws(ImportRefusal) {
            try EntryCheck.check(entry)
            if entry.holdsUnreadable { throw ImportText.unreadable }
        } catch {
            return refuse(error, line: line)
        }
        if let earlier = places[entry.id] {
            let place = earlier.file == file ? "" : " (\(earlier.file))"
            return refuse(
                hasOwnID
                    ? ImportRefusal(
                        "the id `\(entry.id)` is already on line \(earlier.line)\(place);"
                            + " give each item its own",
                        "id「\(entry.id)」已見於第 \(earlier.line) 行\(place)；每項須有自己的 id")
                    : ImportRefusal(
                        "the same question is already on line \(earlier.line)\(place);"
                            + " keep one of the two",
                        "同一問題已見於第 \(earlier.line) 行\(place)；請只留一項"),
                line: line)
        }
        places[entry.id] = (file, line)
        report.accepted.append(ImportReport.Item(entry: entry, line: line))
    }

    mutating func refuse(_ refusal: ImportRefusal, line: Int) {
        report.refused.append(
            ImportReport.Finding(file: file, line: refusal.line ?? line, reason: refusal.reason))
    }

    mutating func note(_ words: BilingualText, line: Int) {
        report.notes.append(ImportReport.Finding(file: file, line: line, reason: words))
    }

    mutating func skip() { report.skipped += 1 }
}

/// Text as every format reads it.
enum ImportText {
    /// `bytes` without the white space around them.
    static func trimmed(_ text: some StringProtocol) -> String {
        var scalars = String(text).unicodeScalars[...]
        while let first = scalars.first, WhiteSpace.isSpace(first) { scalars.removeFirst() }
        while let last = scalars.last, WhiteSpace.isSpace(last) { scalars.removeLast() }
        return String(scalars)
    }

    /// The language of a text that names none: Traditional Chinese where it holds a Chinese
    /// character, English otherwise.
    static func language(of text: String) -> String {
        let isChinese = text.unicodeScalars.contains { (0x3400...0x9FFF).contains($0.value) }
        return isChinese ? "zh-Hant" : "en"
    }

    /// A day as `yyyy-mm-dd` where it is written so, with slashes or dots, in Chinese, or as people
    /// in Hong Kong do, the day first (31/12/2026); any other text as it is.
    static func day(_ text: String) -> String {
        let parts = text.split { !$0.isASCII || !$0.isNumber }.map(String.init)
        guard parts.count == 3, parts.allSatisfy({ $0.count <= 4 }) else { return text }
        let ordered = parts[0].count == 4 ? parts : parts.reversed()
        guard ordered[0].count == 4, ordered[1].count <= 2, ordered[2].count <= 2 else {
            return text
        }
        return ordered.map { $0.count == 1 ? "0" + $0 : $0 }.joined(separator: "-")
    }

    /// The lines of `bytes` with their numbers, without line ends; blank ones left out.
    static func lines(_ bytes: ArraySlice<UInt8>) -> [(number: Int, bytes: ArraySlice<UInt8>)] {
        var result: [(number: Int, bytes: ArraySlice<UInt8>)] = []
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
            .enumerated()
        {
            let line = line.last == 0x0D ? line.dropLast() : line
            if line.contains(where: { $0 != 0x20 && $0 != 0x09 }) {
                result.append((index + 1, line))
            }
        }
        return result
    }

    static let unreadable = ImportRefusal(
        "a character could not be read; save the file as UTF-8 and look at this line",
        "有字未能讀出；請把檔案存成 UTF-8，並檢查這一行")
    static let notUTF8 = ImportRefusal(
        "the text is not UTF-8; save the file as UTF-8", "文字不是 UTF-8；請把檔案存成 UTF-8")
}

extension Entry {
    /// Whether a place that no character set made sense of (U+FFFD) stands in its texts.
    fileprivate var holdsUnreadable: Bool {
        (questions.map(\.text) + answers.values + tags).contains { text in
            text.unicodeScalars.contains("\u{FFFD}")
        }
    }
}
