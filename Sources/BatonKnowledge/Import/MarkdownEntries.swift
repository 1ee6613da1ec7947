import BatonCore
import Yams

/// Entries as Markdown with front matter; the body is the answer, and `## lang: en` opens the
/// answer in another language.
enum MarkdownEntries {
    static func read(
        _ bytes: ArraySlice<UInt8>, knowledge: String, into collector: inout ImportCollector
    ) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return collector.refuse(ImportText.notUTF8, line: 1)
        }
        for part in parts(of: lines(of: text)) {
            do throws(ImportRefusal) {
                collector.take(
                    try entry(part.lines, firstLine: part.first, knowledge: knowledge),
                    line: part.first)
            } catch {
                collector.refuse(error, line: part.first)
            }
        }
    }

    /// The lines of `text` without their ends.
    static func lines(of text: String) -> [String] {
        text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
            .map(String.init)
    }

    /// Several entries in one file: a `---` line before a line that begins with `id:` opens one.
    private static func parts(of lines: [String]) -> [(first: Int, lines: ArraySlice<String>)] {
        var starts = lines.indices.filter {
            isFence(lines[$0]) && $0 + 1 < lines.count && lines[$0 + 1].hasPrefix("id:")
        }
        let lead = lines.firstIndex { !ImportText.trimmed($0).isEmpty }
        guard let lead else { return [] }
        if starts.first != lead { starts.insert(lead, at: 0) }
        return starts.enumerated().map { index, start in
            let end = index + 1 < starts.count ? starts[index + 1] : lines.count
            return (start + 1, lines[start..<end])
        }
    }

    private static func isFence(_ line: String) -> Bool {
        line.hasPrefix("---") && ImportText.trimmed(line) == "---"
    }

    /// One entry; `firstLine` is the number of its first line.
    static func entry(
        _ lines: ArraySlice<String>, firstLine: Int, knowledge: String
    ) throws(ImportRefusal) -> Entry {
        let lead = lines.firstIndex { !ImportText.trimmed($0).isEmpty } ?? lines.startIndex
        func number(_ index: Int) -> Int { index - lines.startIndex + firstLine }
        guard lead < lines.endIndex, isFence(lines[lead]) else {
            throw ImportRefusal(
                "the text does not begin with front matter; put `---`, the fields and `---` first",
                "文字不是以標頭開始；請先寫 `---`、各欄及 `---`", line: number(lead))
        }
        guard let fence = lines[(lead + 1)...].firstIndex(where: isFence) else {
            throw ImportRefusal(
                "the front matter is not closed; add a `---` line after the fields",
                "標頭沒有結束；請在各欄後加一行 `---`", line: number(lead))
        }
        let matter = try FrontMatter(
            lines[(lead + 1)..<fence].joined(separator: "\n"), firstLine: number(lead + 1))
        var answers: [String: String] = [:]
        var tag = matter.language
        var body: [String] = []
        func finish(line: Int) throws(ImportRefusal) {
            let text = ImportText.trimmed(body.joined(separator: "\n"))
            body = []
            if text.isEmpty { return }
            guard answers.updateValue(text, forKey: tag) == nil else {
                throw ImportRefusal(
                    "the answer in \(tag) comes twice; keep one", "\(tag) 的答案出現兩次；請只留一個",
                    line: line)
            }
        }
        for index in (fence + 1)..<lines.endIndex {
            if let next = heading(lines[index]) {
                try finish(line: number(index))
                tag = next
            } else {
                body.append(unescaped(lines[index]))
            }
        }
        try finish(line: number(lines.endIndex - 1))
        return Entry(
            id: EntryID(matter.id), knowledge: knowledge, language: matter.language,
            questions: matter.questions, answers: answers, tags: matter.tags,
            validFrom: matter.validFrom, validUntil: matter.validUntil, owner: matter.owner,
            reviewBy: matter.reviewBy, goldenQuestions: matter.golden)
    }

    private static let headingPrefix = "## lang:"

    private static func heading(_ line: String) -> String? {
        line.hasPrefix(headingPrefix)
            ? ImportText.trimmed(line.dropFirst(headingPrefix.count)) : nil
    }

    /// A line of an answer so that it is not taken for a heading or a fence.
    static func escaped(_ line: String) -> String {
        let bare = line.drop { $0 == "\\" }
        return bare.hasPrefix(headingPrefix) || bare.hasPrefix("---") ? "\\" + line : line
    }

    private static func unescaped(_ line: String) -> String {
        guard line.hasPrefix("\\") else { return line }
        let bare = line.drop { $0 == "\\" }
        return bare.hasPrefix(headingPrefix) || bare.hasPrefix("---")
            ? String(line.dropFirst()) : line
    }
}

/// The fields before an answer.
private struct FrontMatter {
    var id = ""
    var language = ""
    var questions: [Phrasing] = []
    var tags: [String] = []
    var validFrom: String?
    var validUntil: String?
    var owner: String?
    var reviewBy: String?
    var golden: [String] = []

    init(_ yaml: String, firstLine: Int) throws(ImportRefusal) {
        let root: Node?
        do {
            root = try Yams.compose(yaml: yaml)
        } catch {
            var line = firstLine
            if case YamlError.scanner(_, _, let mark, _) = error { line += mark.line - 1 }
            if case YamlError.parser(_, _, let mark, _) = error { line += mark.line - 1 }
            throw ImportRefusal(
                "the front matter is not YAML; check quotes, colons and indents",
                "標頭不是 YAML；請檢查引號、冒號及縮排", line: line)
        }
        guard let mapping = root?.mapping else {
            throw ImportRefusal(
                "the front matter has no fields; write `id: …` and `questions:`",
                "標頭沒有欄位；請寫 `id: …` 及 `questions:`", line: firstLine)
        }
        var asked: [(tag: String?, text: String)] = []
        for (key, value) in mapping {
            let name = key.string ?? ""
            let line = firstLine + (key.mark?.line ?? 1) - 1
            switch name {
            case "id": id = try Self.text(value, name, line)
            case "lang": language = try Self.text(value, name, line)
            case "owner": owner = Self.present(try Self.text(value, name, line))
            case "valid_from": validFrom = Self.present(try Self.text(value, name, line))
            case "valid_until": validUntil = Self.present(try Self.text(value, name, line))
            case "review_by": reviewBy = Self.present(try Self.text(value, name, line))
            case "tags": tags = try Self.list(value, name, line).map(\.text)
            case "questions": asked = try Self.list(value, name, line)
            case "golden": golden = try Self.list(value, name, line).map(\.text)
            default:
                throw ImportRefusal(
                    "the front matter names a field `\(name.prefix(40))` that there is not; use"
                        + " id, lang, questions, golden, tags, valid_from, valid_until,"
                        + " review_by, owner",
                    "標頭有不認得的欄「\(name.prefix(40))」；請用"
                        + " id、lang、questions、golden、tags、valid_from、valid_until、"
                        + "review_by、owner", line: line)
            }
        }
        if language.isEmpty { language = ImportText.language(of: asked.first?.text ?? "") }
        questions = asked.map { Phrasing($0.text, language: $0.tag ?? language) }
    }

    private static func present(_ text: String) -> String? { text.isEmpty ? nil : text }

    private static func wrongKind(_ name: String, _ line: Int) -> ImportRefusal {
        ImportRefusal(
            "`\(name)` has a value of the wrong kind; write text, or a list for questions and tags",
            "「\(name)」的值種類不對；請寫文字，questions 及 tags 則寫清單", line: line)
    }

    private static func text(_ node: Node, _ name: String, _ line: Int) throws(ImportRefusal)
        -> String
    {
        guard let scalar = node.scalar else { throw wrongKind(name, line) }
        return ImportText.trimmed(scalar.string)
    }

    /// A list of texts, each alone or under its language: `- en: How long?`.
    private static func list(_ node: Node, _ name: String, _ line: Int) throws(ImportRefusal)
        -> [(tag: String?, text: String)]
    {
        if let scalar = node.scalar {
            let text = ImportText.trimmed(scalar.string)
            return text.isEmpty ? [] : [(nil, text)]
        }
        guard let items = node.sequence else { throw wrongKind(name, line) }
        var result: [(tag: String?, text: String)] = []
        for item in items {
            if let scalar = item.scalar {
                result.append((nil, ImportText.trimmed(scalar.string)))
            } else if let mapping = item.mapping {
                for (tag, value) in mapping {
                    guard let scalar = value.scalar, let tag = tag.string else {
                        throw wrongKind(name, line)
                    }
                    result.append((tag, ImportText.trimmed(scalar.string)))
                }
            } else {
                throw wrongKind(name, line)
            }
        }
        return result
    }
}
