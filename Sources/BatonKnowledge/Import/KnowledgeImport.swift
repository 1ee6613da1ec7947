import BatonCore

/// Reads files of knowledge: bytes to entries and findings, no I/O.
package enum KnowledgeImport {
    /// How a file is written.
    package enum Format: String, Sendable, CaseIterable {
        /// One JSON object a line.
        case jsonl
        /// Comma-separated values with a header.
        case csv
        /// Front matter and answer.
        case markdown = "md"

        /// The format that a file's name tells.
        package init?(fileName: String) {
            guard let dot = fileName.lastIndex(of: ".") else { return nil }
            switch fileName[fileName.index(after: dot)...].lowercased() {
            case "jsonl", "ndjson", "json": self = .jsonl
            case "csv": self = .csv
            case "md", "markdown": self = .markdown
            default: return nil
            }
        }
    }

    /// Reads a file.
    /// - Parameters:
    ///   - bytes: the file, UTF-8, with or without a byte order mark.
    ///   - file: its name, for findings.
    ///   - knowledge: the knowledge base that the entries go to.
    ///   - tenant: take only items of this tenant or of none; `nil` takes all.
    package static func read(
        _ bytes: [UInt8], file: String, format: Format, knowledge: String, tenant: String? = nil
    ) -> ImportReport {
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        var collector = ImportCollector(file: file)
        switch format {
        case .jsonl:
            JSONLines.read(bytes, knowledge: knowledge, tenant: tenant, into: &collector)
        case .csv:
            CSVEntries.read(bytes, knowledge: knowledge, into: &collector)
        case .markdown:
            MarkdownEntries.read(bytes, knowledge: knowledge, into: &collector)
        }
        return collector.report
    }
}

/// Checks each item as it comes and keeps ids apart.
struct ImportCollector {
    private(set) var report = ImportReport()
    private let file: String
    private var lines: [EntryID: Int] = [:]

    init(file: String) { self.file = file }

    mutating func take(_ entry: Entry, line: Int) {
        do throws(ImportRefusal) {
            try EntryCheck.check(entry)
        } catch {
            return refuse(error, line: line)
        }
        if let earlier = lines[entry.id] {
            return refuse(
                ImportRefusal(
                    "the id `\(entry.id)` is already on line \(earlier); give each item its own",
                    "id「\(entry.id)」已見於第 \(earlier) 行；每項須有自己的 id"),
                line: line)
        }
        lines[entry.id] = line
        report.accepted.append(ImportReport.Item(entry: entry, line: line))
    }

    mutating func refuse(_ refusal: ImportRefusal, line: Int) {
        report.refused.append(
            ImportReport.Finding(file: file, line: refusal.line ?? line, reason: refusal.reason))
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

    static let notUTF8 = ImportRefusal(
        "the text is not UTF-8; save the file as UTF-8", "文字不是 UTF-8；請把檔案存成 UTF-8")
}
