package import BatonCore

/// A document's passages as entries, with what is to be told of it.
package struct DocumentPassages: Sendable, Hashable {
    /// One entry a passage: no question, the passage as the answer.
    package var entries: [Entry] = []
    /// What a person should look at.
    package var flags: [TextFlag] = []
    /// What could not be read.
    package var faults: [DocumentContent.Fault] = []

    /// The tag of a passage that speaks to a model.
    package static let flaggedTag = "flagged"

    /// The tag that names a passage's document.
    package static func tag(of document: String) -> String { "document:" + document }

    /// What the ids of a document's passages begin with.
    package static func idPrefix(of document: String) -> String {
        let room = EntryCheck.idBytes - 40
        guard document.utf8.count > room else { return document + "#" }
        return String(decoding: document.utf8.prefix(room - 20), as: UTF8.self)
            .replacing("\u{FFFD}", with: "") + "~" + StableHash.text(document) + "#"
    }

    /// Makes the passages of a document.
    ///
    /// An id tells the document, and a hash of headings and words: a passage that did not change
    /// keeps its id wherever it moves, and a refresh saves only what changed.
    /// - Parameters:
    ///   - content: what a reader found.
    ///   - document: the document's name in the knowledge base; a file's name or a page's address.
    ///   - title: what stands above passages without a heading.
    package init(_ content: DocumentContent, document: String, title: String, knowledge: String) {
        faults = content.faults
        flagHidden(content, document)
        var visible = content
        visible.title = content.title.map { InvisibleText.stripped($0).text }
        for index in visible.blocks.indices {
            let block = visible.blocks[index]
            let (text, findings) = InvisibleText.stripped(block.text)
            visible.blocks[index].text = text
            for finding in findings {
                flag(.hiddenText, document, block.place, finding, block.text)
            }
        }
        var seen: [String: Int] = [:]
        let passages = PassageCutter.passages(of: visible, title: title)
        for passage in passages.prefix(DocumentLimits.passages) {
            take(passage, document, knowledge, content.language, &seen)
        }
        if passages.count > DocumentLimits.passages {
            faults.append(
                DocumentContent.Fault(
                    place: passages[DocumentLimits.passages].place,
                    reason: BilingualText(
                        "the document has \(passages.count) passages, over the limit of"
                            + " \(DocumentLimits.passages); the rest was left out; split it",
                        "文件有 \(passages.count) 段，超過上限 \(DocumentLimits.passages)；"
                            + "其餘未讀入；請分拆")))
        }
    }

    private mutating func take(
        _ passage: Passage, _ document: String, _ knowledge: String, _ language: String?,
        _ seen: inout [String: Int]
    ) {
        let text = passage.full
        let hash = StableHash.text(text)
        let count = seen[hash, default: 0] + 1
        seen[hash] = count
        var tags = [Self.tag(of: document)]
        if let phrase = ModelAddress.phrase(in: text) {
            tags.append(Self.flaggedTag)
            flag(.addressesModel, document, passage.place, phrase, passage.text)
        }
        let tag = Self.language(of: text, document: language)
        entries.append(
            Entry(
                id: EntryID(
                    Self.idPrefix(of: document) + hash + (count > 1 ? "-\(count)" : "")),
                knowledge: knowledge, language: tag, questions: [], answers: [tag: text],
                tags: tags))
    }

    private mutating func flagHidden(_ content: DocumentContent, _ document: String) {
        for hidden in content.hidden {
            flag(.hiddenText, document, hidden.place, hidden.how, hidden.text)
            if let phrase = ModelAddress.phrase(in: hidden.text) {
                flag(.addressesModel, document, hidden.place, "hidden; " + phrase, hidden.text)
            }
        }
    }

    private mutating func flag(
        _ kind: TextFlag.Kind, _ document: String, _ place: DocumentPlace, _ detail: String,
        _ excerpt: String
    ) {
        flags.append(
            TextFlag(kind, in: document, at: place, detail: detail, excerpt: excerpt))
    }

    /// A passage's language: Chinese where a fifth of its length is; whether Simplified, the
    /// document says.
    private static func language(of text: String, document: String?) -> String {
        let han = text.unicodeScalars.count(where: TextMeasure.isHan)
        guard han * 5 >= max(1, TextMeasure.length(text)) else { return "en" }
        let named = document?.lowercased() ?? ""
        let isSimplified = ["zh-cn", "zh-sg", "zh-hans"].contains { named.hasPrefix($0) }
        return isSimplified ? "zh-Hans" : "zh-Hant"
    }
}
