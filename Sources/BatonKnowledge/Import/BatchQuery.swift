package import BatonCore

/// One question of a batch: a line `{id, lang?, text, tenant?}`; other fields are not looked at.
package struct BatchQuery: Sendable, Hashable {
    /// Its id, or its line's number where it has none.
    package var id: String
    /// The language it says it is in.
    package var language: Language?
    /// The words.
    package var text: String
    /// The tenant, which names a knowledge base.
    package var tenant: String?
    /// The line, from 1.
    package var line: Int

    /// Makes a question.
    package init(id: String, language: Language?, text: String, tenant: String?, line: Int) {
        self.id = id
        self.language = language
        self.text = text
        self.tenant = tenant
        self.line = line
    }

    /// The longest text taken, in bytes.
    package static let textBytes = 64 * 1024

    /// Reads JSON lines.
    /// - Returns: the questions, and a finding for each line that is none.
    package static func read(
        _ bytes: [UInt8], file: String
    ) -> (queries: [BatchQuery], refused: [ImportReport.Finding]) {
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        var queries: [BatchQuery] = []
        var refused: [ImportReport.Finding] = []
        for line in ImportText.lines(bytes) {
            do throws(ImportRefusal) {
                queries.append(try query(line.bytes, line: line.number))
            } catch {
                refused.append(
                    ImportReport.Finding(file: file, line: line.number, reason: error.reason))
            }
        }
        return (queries, refused)
    }

    private struct Fields: Decodable {
        var id: String?
        var lang: String?
        var text: String
        var tenant: String?
    }

    private static func query(
        _ bytes: ArraySlice<UInt8>, line: Int
    ) throws(ImportRefusal) -> BatchQuery {
        let fields = try JSONLines.decode(Fields.self, bytes)
        if fields.text.utf8.count > textBytes {
            throw ImportRefusal("`text` is longer than 64 KiB; shorten it", "text 超過 64 KiB；請縮短")
        }
        let language = fields.lang.flatMap(Language.init(rawValue:))
        if fields.lang != nil, language == nil {
            throw ImportRefusal(
                "`lang` is none of en, zh-Hant, zh-Hans, yue, yue-Latn, mix; correct or remove it",
                "lang 不是 en、zh-Hant、zh-Hans、yue、yue-Latn、mix 之一；請更正或刪去")
        }
        return BatchQuery(
            id: fields.id ?? String(line), language: language, text: fields.text,
            tenant: fields.tenant, line: line)
    }
}
