/// Where documents of a knowledge base come from, as `kb refresh` takes them again.
package struct KnowledgeSource: Sendable, Codable, Hashable {
    /// The absolute path of a file or folder, or a website's address.
    package var location: String
    /// How much of a website is taken; `nil` for files.
    package var site: SiteLimits?
    /// Whether every page that the limits allow was had the last time; only then may pages be
    /// asked for by their versions, since a page that did not change shows no links to others.
    package var isComplete: Bool

    /// Makes a source.
    package init(location: String, site: SiteLimits? = nil, isComplete: Bool = false) {
        self.location = location
        self.site = site
        self.isComplete = isComplete
    }

    /// Whether it is a website.
    package var isSite: Bool { site != nil }
}

/// How much of a website is taken.
package struct SiteLimits: Sendable, Codable, Hashable {
    /// The most pages.
    package var pages: Int
    /// The most links from the first page to another.
    package var depth: Int
    /// The most requests a second to the host.
    package var requestsPerSecond: Double

    /// The most pages that may be asked for.
    package static let mostPages = 5000

    /// Makes limits, each brought into its bounds.
    package init(pages: Int = 200, depth: Int = 3, requestsPerSecond: Double = 2) {
        self.pages = min(max(1, pages), Self.mostPages)
        self.depth = min(max(0, depth), 20)
        self.requestsPerSecond = min(max(0.1, requestsPerSecond), 50)
    }
}

/// A document that passages of a knowledge base come from.
package struct SourceDocument: Sendable, Codable, Hashable {
    /// Its name in the knowledge base: a file's name, or a page's address.
    package var name: String
    /// The location of the source that it belongs to.
    package var source: String
    /// A hash of its passages, to tell whether it changed.
    package var digest: String
    /// What the web server calls this version.
    package var etag: String?
    /// When the web server says that it changed.
    package var lastModified: String?
    /// How many passages it has.
    package var passages: Int
    /// When it was last looked at.
    package var takenAt: Timestamp

    /// Makes a document.
    package init(
        name: String, source: String, digest: String, etag: String? = nil,
        lastModified: String? = nil, passages: Int, takenAt: Timestamp
    ) {
        self.name = name
        self.source = source
        self.digest = digest
        self.etag = etag
        self.lastModified = lastModified
        self.passages = passages
        self.takenAt = takenAt
    }
}

/// What a knowledge base is to hold of a source's documents from now on.
package struct DocumentChange: Sendable, Codable, Hashable {
    /// One document and its passages.
    package struct Replacement: Sendable, Codable, Hashable {
        /// The document.
        package var document: SourceDocument
        /// What the ids of its passages begin with.
        package var idPrefix: String
        /// The tag that its passages carry.
        package var tag: String
        /// All its passages; `nil` where they did not change.
        package var entries: [Entry]?

        /// Makes a replacement.
        package init(
            document: SourceDocument, idPrefix: String, tag: String, entries: [Entry]?
        ) {
            self.document = document
            self.idPrefix = idPrefix
            self.tag = tag
            self.entries = entries
        }
    }

    /// The knowledge base.
    package var knowledge: String
    /// The source.
    package var source: KnowledgeSource
    /// Documents that it has.
    package var replacements: [Replacement]
    /// Documents that it no longer has; `entries` are empty.
    package var removals: [Replacement]
    /// Whether the source is forgotten.
    package var forgets: Bool

    /// Makes a change.
    package init(
        knowledge: String, source: KnowledgeSource, replacements: [Replacement] = [],
        removals: [Replacement] = [], forgets: Bool = false
    ) {
        self.knowledge = knowledge
        self.source = source
        self.replacements = replacements
        self.removals = removals
        self.forgets = forgets
    }
}
