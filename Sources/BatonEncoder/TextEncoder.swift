/// Turns texts into vectors that lie close together where the texts mean alike, whatever their
/// languages.
package protocol TextEncoder: Sendable {
    /// The model's name, such as `use-m3-182579c19c70`; vectors of different names never compare.
    var model: String { get }

    /// How many numbers a vector holds.
    var dimensions: Int { get }

    /// The vectors of `texts`, in their order, each of length 1: a dot product is a cosine.
    ///
    /// Synchronous, and safe to call from several threads at once.
    /// - Throws: what keeps the model from answering; an empty text is no error.
    func encode(_ texts: [String]) throws -> [[Float]]
}
