/// Keeping vectors of texts, so that each text is encoded once; all of it can be made again.
package protocol VectorStore: Sendable {
    /// The vectors known of `keys`.
    /// - Parameter model: what made them; vectors of different models never compare.
    func vectors(model: String, keys: [String]) async throws(StoreError) -> [String: [Float]]
    /// Keeps vectors by key; one that is known is replaced.
    func keepVectors(model: String, _ vectors: [String: [Float]]) async throws(StoreError)
    /// Forgets every vector but those that `used` names by model and key.
    /// - Returns: how many went.
    @discardableResult
    func pruneVectors(used: [String: Set<String>]) async throws(StoreError) -> Int
}
