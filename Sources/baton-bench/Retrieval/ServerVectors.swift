import BatonConfiguration
import BatonCore
import BatonEncoder
import BatonKnowledge
import BatonWorker
import Foundation

/// An embedding server in the encoder's place, for fitting and measuring: each text is asked about
/// once, and its vector may be kept in a file between runs.
struct ServerVectors {
    let space: VectorSpace
    private let server: EmbeddingServer
    private let cache: FileVectorCache?

    /// Reaches the server at `url`.
    /// - Parameters:
    ///   - hasInputType: whether it is told which texts are queries and which are passages.
    ///   - vectors: a file that keeps vectors between runs.
    init(url: String, hasInputType: Bool, vectors: String?) async throws {
        var settings = Configuration.Embeddings(url: url)
        if hasInputType {
            settings.queryType = "query"
            settings.passageType = "passage"
        }
        server = EmbeddingServer(settings)
        let first = try await server.passages(["baton"])
        space = VectorSpace(model: server.model, dimensions: first.first?.count ?? 0)
        cache = vectors.map { FileVectorCache(path: $0, dimensions: first.first?.count ?? 0) }
    }

    /// The vectors of customers' words.
    func queries(_ texts: [String]) async throws -> [[Float]] {
        try await known(texts, as: "query") { try await server.queries($0) }
    }

    /// The vectors of entries' texts.
    func passages(_ texts: [String]) async throws -> [[Float]] {
        try await known(texts, as: "passage") { try await server.passages($0) }
    }

    /// Gives an index the vectors of its entries.
    func fill(_ index: KnowledgeIndex) async throws {
        for entry in index.pending(most: .max, from: .server) {
            index.put(try await passages(entry.texts), for: entry)
        }
    }

    /// Keeps the vectors.
    func save() throws { try cache?.save() }

    private func known(
        _ texts: [String], as kind: String, ask: ([String]) async throws -> [[Float]]
    ) async throws -> [[Float]] {
        guard let cache else { return try await ask(texts) }
        let keys = texts.map { TextKey.key(of: "\(space.model)\n\(kind)\n\($0)") }
        var found = cache.vectors(model: space.model, keys: keys)
        let missing = found.indices.filter { found[$0] == nil }
        let made = try await ask(missing.map { texts[$0] })
        for (place, vector) in zip(missing, made) { found[place] = vector }
        cache.keep(model: space.model, zip(missing, made).map { (keys[$0], $1) })
        return found.map { $0 ?? [] }
    }
}

extension FitUnit {
    /// Makes a shop ready with a server's vectors, beside an encoder's where there is one.
    static func served(
        set: String, shop: LabelledSet.Shop, by server: ServerVectors,
        encoder: (any TextEncoder)?, cache: (any VectorCache)?, read: (String) -> Language
    ) async throws -> FitUnit {
        let unit = try FitUnit(
            set: set, shop: shop, encoder: encoder, cache: cache, server: server.space, read: read)
        try await server.fill(unit.index)
        unit.index.trainHead()
        let texts = unit.messages.map {
            unit.index.queryText($0.message.text, language: $0.language)
        }
        var served = unit
        for (place, vector) in zip(unit.messages.indices, try await server.queries(texts)) {
            served.messages[place].vectors.server = vector
        }
        return served
    }
}
