package import BatonCore
package import BatonKnowledge

/// What came of one page.
package struct CrawledPage: Sendable, Hashable {
    /// What came of it.
    package enum Outcome: Sendable, Hashable {
        /// It was read.
        case taken(DocumentContent, etag: String?, lastModified: String?)
        /// The server says that it did not change.
        case unchanged
        /// It is no longer there, or asks not to be kept.
        case gone
    }

    /// The page.
    package var address: WebAddress
    /// What came of it.
    package var outcome: Outcome
}

/// What came of a site.
package struct CrawlResult: Sendable, Hashable {
    /// The pages, in the order in which they were asked for.
    package var pages: [CrawledPage] = []
    /// What could not be had; what is held of it stays.
    package var findings: [DocumentFinding] = []
}

/// Something that could not be imported; the rest was.
package struct DocumentFinding: Sendable, Hashable, CustomStringConvertible {
    /// The file or page.
    package var document: String
    /// Where in it.
    package var place: DocumentPlace
    /// Why, and what to do.
    package var reason: BilingualText

    /// Makes a finding.
    package init(_ document: String, _ place: DocumentPlace = .whole, _ reason: BilingualText) {
        self.document = document
        self.place = place
        self.reason = reason
    }

    /// `file, page 3: why`, in English.
    package var description: String { text(in: .english) }

    /// `file, page 3: why`.
    package func text(in language: InterfaceLanguage) -> String {
        "\(document)\(place): \(reason.text(in: language))"
    }
}
