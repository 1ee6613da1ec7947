package import BatonCore
import Foundation

/// A folder of entries and of messages with the entries that answer them: `kb.jsonl` and
/// `queries.jsonl`, one JSON object a line.
package struct LabelledSet: Sendable {
    /// One message.
    package struct Message: Sendable, Hashable {
        /// Its words.
        package var text: String
        /// The language that its label says.
        package var language: String
        /// The entries that answer it; none where nothing does.
        package var relevant: Set<EntryID>
    }

    /// The entries and messages of one shop.
    package struct Shop: Sendable {
        /// Its name; empty where the set has no shops.
        package var name: String
        /// What it knows.
        package var entries: [Entry]
        /// What its customers write.
        package var messages: [Message]
    }

    /// The folder's name.
    package var name: String
    /// Its shops, by name.
    package var shops: [Shop]

    private struct Line: Decodable {
        var text: String
        var lang: String
        var relevant: [String]
        var tenant: String?
    }

    /// Reads a folder.
    /// - Throws: what keeps a file from being read, or the first line that is not as it should be.
    package init(folder: String) throws {
        let base = URL(fileURLWithPath: folder)
        name = base.lastPathComponent
        let knowledge = Array(try Data(contentsOf: base.appendingPathComponent("kb.jsonl")))
        var messages: [String: [Message]] = [:]
        for line in try Data(contentsOf: base.appendingPathComponent("queries.jsonl"))
            .split(separator: 0x0A)
        {
            let fields = try JSONDecoder().decode(Line.self, from: line)
            messages[fields.tenant ?? "", default: []].append(
                Message(
                    text: fields.text, language: fields.lang,
                    relevant: Set(fields.relevant.map { EntryID($0) })))
        }
        shops = messages.sorted { $0.key < $1.key }.map { tenant, messages in
            let report = KnowledgeImport.read(
                knowledge, file: "kb.jsonl", format: .jsonl, knowledge: "kb",
                tenant: tenant.isEmpty ? nil : tenant)
            return Shop(
                name: tenant, entries: report.accepted.map(\.entry), messages: messages)
        }
    }

    /// The set folders among `folders` and right below them: those with both files and an entry.
    package static func folders(in folders: [String]) -> [String] {
        let files = FileManager.default
        func isSet(_ path: String) -> Bool {
            let size =
                (try? files.attributesOfItem(atPath: path + "/kb.jsonl"))?[.size] as? Int ?? 0
            return size > 0 && files.fileExists(atPath: path + "/queries.jsonl")
        }
        return folders.flatMap { folder -> [String] in
            if isSet(folder) { return [folder] }
            let names = (try? files.contentsOfDirectory(atPath: folder)) ?? []
            return names.sorted().map { folder + "/" + $0 }.filter(isSet)
        }
    }
}
