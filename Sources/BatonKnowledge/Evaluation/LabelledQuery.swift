package import BatonCore

/// One message with the entries that answer it: a line
/// `{id, text, relevant: [entry], lang?, tenant?, kind?}`; other fields are not looked at.
package struct LabelledQuery: Sendable, Hashable {
    /// The message.
    package var query: BatchQuery
    /// The entries that answer it; none where the conversation is to be handed over.
    package var relevant: Set<EntryID>
    /// What kind of unanswerable message it is, where the file says so.
    package var kind: String?

    /// Makes a labelled message.
    package init(query: BatchQuery, relevant: Set<EntryID>, kind: String? = nil) {
        self.query = query
        self.relevant = relevant
        self.kind = kind
    }

    private struct Fields: Decodable {
        var relevant: [String]
        var kind: String?
    }

    /// Reads JSON lines.
    /// - Returns: the messages, and a finding for each line that is none.
    package static func read(
        _ bytes: [UInt8], file: String
    ) -> (queries: [LabelledQuery], refused: [ImportReport.Finding]) {
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        let plain = BatchQuery.read(bytes, file: file)
        var refused = plain.refused
        let lines = Dictionary(
            uniqueKeysWithValues: ImportText.lines(bytes[...]).map { ($0.number, $0.bytes) })
        var queries: [LabelledQuery] = []
        for query in plain.queries {
            do throws(ImportRefusal) {
                let fields = try JSONLines.decode(Fields.self, lines[query.line] ?? [])
                queries.append(
                    LabelledQuery(
                        query: query, relevant: Set(fields.relevant.map { EntryID($0) }),
                        kind: fields.kind))
            } catch {
                refused.append(
                    ImportReport.Finding(file: file, line: query.line, reason: error.reason))
            }
        }
        return (queries, refused)
    }
}
