package import BatonCore

/// Where in a document something stands.
package enum DocumentPlace: Sendable, Hashable, CustomStringConvertible {
    /// A line, from 1.
    case line(Int)
    /// A page, from 1.
    case page(Int)
    /// A row of a sheet, from 1.
    case row(sheet: String, Int)
    /// No place is known, as in a file that another program turned into text.
    case whole

    /// `:12`, `, page 3` or `, sheet Prices row 4`: what follows a file's name.
    package var description: String {
        switch self {
        case .line(let line): ":\(line)"
        case .page(let page): ", page \(page)"
        case .row(let sheet, let row): ", sheet \(sheet) row \(row)"
        case .whole: ""
        }
    }
}

/// A stretch of a document: one paragraph, one item, one row.
package struct DocumentBlock: Sendable, Hashable {
    /// What it is.
    package enum Kind: Sendable, Hashable {
        /// A heading; 1 is the highest level.
        case heading(Int)
        /// Sentences.
        case paragraph
        /// An item of a list.
        case item
        /// A row of a table, with its columns' names in it; never cut unless it is too long alone.
        case row
    }

    /// What it is.
    package var kind: Kind
    /// Its words; line ends within it are kept.
    package var text: String
    /// Where it stands.
    package var place: DocumentPlace

    /// Makes a block.
    package init(_ kind: Kind, _ text: String, at place: DocumentPlace) {
        self.kind = kind
        self.text = text
        self.place = place
    }
}

/// What a reader found in one document.
package struct DocumentContent: Sendable, Hashable {
    /// Words that a reader of the page would not see.
    package struct Hidden: Sendable, Hashable {
        /// Where.
        package var place: DocumentPlace
        /// How they are hidden: `a comment`, `display:none`, ….
        package var how: String
        /// The words.
        package var text: String
    }

    /// Something that could not be read; the rest was.
    package struct Fault: Sendable, Hashable {
        /// Where.
        package var place: DocumentPlace
        /// Why, and what to do.
        package var reason: BilingualText

        /// Makes a fault.
        package init(place: DocumentPlace, reason: BilingualText) {
            self.place = place
            self.reason = reason
        }
    }

    /// The document's own title, where it has one.
    package var title: String?
    /// The language that it says it is in, such as `zh-HK`.
    package var language: String?
    /// Its text in reading order.
    package var blocks: [DocumentBlock] = []
    /// What it hides; never part of `blocks`.
    package var hidden: [Hidden] = []
    /// What could not be read.
    package var faults: [Fault] = []
    /// Addresses that it links to, as written.
    package var links: [String] = []
    /// Whether it asks not to be kept (`<meta name="robots" content="noindex">`).
    package var refusesIndexing = false
    /// Whether it asks that its links not be followed.
    package var refusesFollowing = false

    /// Makes an empty content.
    package init() {}

    private var bytes = 0

    /// Adds a block that may say again what others say, as rows of a table name their columns;
    /// once the text is over ``DocumentLimits/textBytes``, the rest is left out and told once.
    mutating func add(_ block: DocumentBlock) {
        guard bytes <= DocumentLimits.textBytes else { return }
        bytes += block.text.utf8.count
        blocks.append(block)
        if bytes > DocumentLimits.textBytes {
            fault(
                block.place,
                "the text is larger than \(DocumentLimits.textBytes >> 20) MiB; the rest was left"
                    + " out; split it",
                "文字超過 \(DocumentLimits.textBytes >> 20) MiB；其餘未讀入；請分拆")
        }
    }

    /// Notes a fault.
    mutating func fault(_ place: DocumentPlace, _ english: String, _ chinese: String) {
        faults.append(Fault(place: place, reason: BilingualText(english, chinese)))
    }

    /// Notes hidden words, where there are any letters in them.
    mutating func hide(_ text: String, how: String, at place: DocumentPlace) {
        let words = ImportText.trimmed(text)
        guard words.unicodeScalars.contains(where: { $0.properties.isAlphabetic }) else { return }
        hidden.append(Hidden(place: place, how: how, text: words))
    }
}
