package import BatonCore
package import BatonKnowledge
import Crypto

/// Makes documents into what a knowledge base is to hold of them; writes nothing itself.
package struct DocumentImport: Sendable {
    /// What came of a source.
    package struct Outcome: Sendable, Hashable {
        /// What to save, in as many changes as messages to the worker allow.
        package var changes: [DocumentChange] = []
        /// What a person should look at.
        package var flags: [TextFlag] = []
        /// What could not be read.
        package var findings: [DocumentFinding] = []
        /// Documents that were taken again and had not changed.
        package var unchanged = 0
        /// Documents with passages.
        package var documents = 0
    }

    private let knowledge: String
    private var source: KnowledgeSource
    private let known: [String: SourceDocument]
    private let now: Timestamp
    private var replacements: [DocumentChange.Replacement] = []
    private var removals: [DocumentChange.Replacement] = []
    private var outcome = Outcome()

    /// Begins an import.
    /// - Parameter known: what the knowledge base holds of documents, whatever their source.
    package init(
        knowledge: String, source: KnowledgeSource, known: [SourceDocument], now: Timestamp
    ) {
        self.knowledge = knowledge
        self.source = source
        self.known = Dictionary(known.map { ($0.name, $0) }) { _, last in last }
        self.now = now
    }

    /// What is held of this source.
    package var held: [String: SourceDocument] {
        known.filter { $0.value.source == source.location }
    }

    /// What is held of this source, for asking a site again.
    /// - Parameter before: the source as it was kept the last time.
    package func held(since before: KnowledgeSource?) -> [String: SourceDocument] {
        if let before, before.isComplete, before.site == source.site { return held }
        return held.mapValues { document in
            var document = document
            document.etag = nil
            document.lastModified = nil
            return document
        }
    }

    /// Takes a document's content.
    ///
    /// Where nothing could be read of it, what is held stays.
    package mutating func take(
        _ content: DocumentContent, name: String, title: String, etag: String? = nil,
        lastModified: String? = nil
    ) {
        let passages = DocumentPassages(
            content, document: name, title: title, knowledge: knowledge)
        outcome.findings += passages.faults.map { DocumentFinding(name, $0.place, $0.reason) }
        outcome.flags += passages.flags
        guard !passages.entries.isEmpty else {
            if passages.faults.isEmpty {
                outcome.findings.append(
                    DocumentFinding(
                        name, .whole,
                        BilingualText("it holds no text that can be searched", "沒有可搜尋的文字")))
            }
            return
        }
        outcome.documents += 1
        let digest = Self.digest(passages.entries)
        let isSame = known[name]?.digest == digest
        if isSame { outcome.unchanged += 1 }
        replacements.append(
            replacement(
                SourceDocument(
                    name: name, source: source.location, digest: digest, etag: etag,
                    lastModified: lastModified, passages: passages.entries.count, takenAt: now),
                entries: isSame ? nil : passages.entries))
    }

    /// Notes that the server says that a document did not change.
    package mutating func keep(_ name: String) {
        guard var document = known[name] else { return }
        document.takenAt = now
        outcome.unchanged += 1
        outcome.documents += 1
        replacements.append(replacement(document, entries: nil))
    }

    /// Notes that a document is no longer there.
    package mutating func drop(_ name: String) {
        guard let document = known[name], document.source == source.location else { return }
        removals.append(replacement(document, entries: []))
    }

    /// Notes what could not be had.
    package mutating func find(_ findings: [DocumentFinding]) { outcome.findings += findings }

    /// Takes what came of a site.
    package mutating func take(_ result: CrawlResult) {
        find(result.findings)
        source.isComplete = result.findings.isEmpty
        for page in result.pages {
            let name = page.address.description
            switch page.outcome {
            case .taken(let content, let etag, let lastModified):
                take(
                    content, name: name, title: page.address.host, etag: etag,
                    lastModified: lastModified)
            case .unchanged: keep(name)
            case .gone: drop(name)
            }
        }
    }

    /// The most text in one change, in bytes: JSON may double it, and a message to the worker holds
    /// 16 MiB.
    private static let changeBytes = 6 * 1024 * 1024

    /// What is to be saved and told.
    package consuming func finished() -> Outcome {
        var change = DocumentChange(knowledge: knowledge, source: source, removals: removals)
        var bytes = 0
        for replacement in replacements {
            let size = (replacement.entries ?? []).reduce(0) { sum, entry in
                sum + entry.answers.values.reduce(0) { $0 + $1.utf8.count } + 400
            }
            if bytes + size > Self.changeBytes, !change.replacements.isEmpty {
                outcome.changes.append(change)
                change = DocumentChange(knowledge: knowledge, source: source)
                bytes = 0
            }
            change.replacements.append(replacement)
            bytes += size
        }
        if !change.replacements.isEmpty || !change.removals.isEmpty {
            outcome.changes.append(change)
        }
        return outcome
    }

    private func replacement(
        _ document: SourceDocument, entries: [Entry]?
    ) -> DocumentChange.Replacement {
        DocumentChange.Replacement(
            document: document, idPrefix: DocumentPassages.idPrefix(of: document.name),
            tag: DocumentPassages.tag(of: document.name), entries: entries)
    }

    /// Forgets a source with all that is held of it.
    package static func forgetting(
        _ source: KnowledgeSource, knowledge: String, known: [SourceDocument], now: Timestamp
    ) -> DocumentChange {
        var all = DocumentImport(knowledge: knowledge, source: source, known: known, now: now)
        for name in all.held.keys.sorted() { all.drop(name) }
        return DocumentChange(
            knowledge: knowledge, source: source, removals: all.removals, forgets: true)
    }

    private static func digest(_ entries: [Entry]) -> String {
        var hash = SHA256()
        for entry in entries {
            hash.update(data: Array(entry.id.rawValue.utf8))
            for (tag, text) in entry.answers.sorted(by: { $0.key < $1.key }) {
                hash.update(data: Array("\u{0}\(tag)\u{0}\(text)\u{0}".utf8))
            }
        }
        return hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
