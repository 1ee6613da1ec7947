package import BatonKnowledge

/// A knowledge base as one question sees it.
package struct KnowledgeView: Sendable {
    /// The index, at the store's present revision.
    package var index: KnowledgeIndex
    /// The question's vector where a server made it; the encoder's is made by the index.
    package var vectors = MessageVectors()
}

/// A knowledge base before and after an edit that is not saved yet.
struct KnowledgeTrial: Sendable {
    /// As it is.
    var before: KnowledgeIndex
    /// As it would be.
    var after: KnowledgeIndex
    /// The golden questions' vectors, by question.
    var vectors: [String: MessageVectors]
}
