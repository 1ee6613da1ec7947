import BatonCore
import BatonDocuments
import BatonKnowledge

/// What an import of documents did.
struct DocumentsReport: Encodable {
    /// Something for a person to look at.
    struct Flag: Encodable {
        var kind: TextFlag.Kind
        var document: String
        var place: String
        var detail: String
        var excerpt: String
    }

    /// Documents that have passages.
    private(set) var documents = 0
    /// Of those, how many had not changed.
    private(set) var unchangedDocuments = 0
    /// Passages by what was done with them.
    private(set) var added = 0
    private(set) var changed = 0
    private(set) var removed = 0
    /// What could not be read, each with its place.
    private(set) var refused: [String] = []
    /// What a person should look at.
    private(set) var flagged: [Flag] = []

    private var lines: [String] = []
    private var told: [String: Int] = [:]

    private enum CodingKeys: String, CodingKey {
        case documents, unchangedDocuments, added, changed, removed, refused, flagged
    }

    mutating func take(_ outcome: DocumentImport.Outcome) {
        documents += outcome.documents
        unchangedDocuments += outcome.unchanged
        refused += outcome.findings.map(\.description)
        flag(outcome.flags)
    }

    mutating func flag(_ flags: [TextFlag]) {
        for flag in flags {
            flagged.append(
                Flag(
                    kind: flag.kind, document: flag.document, place: "\(flag.place)",
                    detail: flag.detail, excerpt: flag.excerpt))
            let count = told[flag.document, default: 0] + 1
            told[flag.document] = count
            if count <= DocumentLimits.toldPerDocument { lines.append(flag.description) }
        }
    }

    mutating func count(_ saves: [EntrySave]) {
        for save in saves {
            switch save.effect {
            case .added: added += 1
            case .changed: changed += 1
            case .removed: removed += 1
            case .unchanged: break
            }
        }
    }

    /// Prints the report in words; names, reasons and excerpts come from outside and pass through
    /// ``SafeText`` as every output does.
    func print(knowledge: String) {
        for line in refused { Output.line("refused: " + line) }
        for line in lines { Output.line("flagged: " + line) }
        for (document, count) in told.sorted(by: { $0.key < $1.key })
        where count > DocumentLimits.toldPerDocument {
            Output.line(
                "flagged: \(document): and \(count - DocumentLimits.toldPerDocument) more; "
                    + "--json tells all")
        }
        guard documents > 0 || removed > 0 else { return }
        Output.line(
            "\(knowledge): \(documents) documents (\(unchangedDocuments) unchanged); passages: "
                + "\(added) added, \(changed) changed, \(removed) removed.")
    }
}
