package import BatonCore
package import BatonEncoder

/// One shop with its labelled messages, made ready for fitting: what is left out as a whole when
/// something is measured on a shop that was not learned from.
package struct FitUnit: Sendable {
    /// One message with what is known of it before ranking.
    package struct Message: Sendable {
        /// Its words and the right entries.
        package var message: LabelledSet.Message
        /// The language it is taken for.
        package var language: Language
        /// Its vectors, where there is an encoder or a server.
        package var vectors: MessageVectors
    }

    /// `set` or `set/shop`.
    package var name: String
    /// The name of its set.
    package var set: String
    /// The shop's knowledge.
    package var index: KnowledgeIndex
    /// The messages, all of them.
    package var messages: [Message]
    /// Those to learn from, by number.
    package var learned: [Int]
    /// How much each of these counts.
    package var weight: Float

    /// Messages that a set without shops is learned from: enough, and no more than a shop has.
    static let most = 300

    /// Makes a shop ready: indexes and encodes its entries and messages.
    /// - Parameter server: what vectors of a server are that are put in afterwards.
    /// - Throws: what keeps the encoder from answering.
    package init(
        set: String, shop: LabelledSet.Shop, encoder: (any TextEncoder)?,
        cache: (any VectorCache)?, server: VectorSpace? = nil, read: (String) -> Language
    ) throws {
        self.set = set
        name = shop.name.isEmpty ? set : "\(set)/\(shop.name)"
        index = KnowledgeIndex(knowledge: "kb", encoder: encoder, server: server, cache: cache)
        index.apply(
            shop.entries.enumerated().map {
                EntryRevision(
                    revision: Int64($0.offset + 1), entry: $0.element, isDeleted: false,
                    savedBy: .system, savedAt: Timestamp(milliseconds: 0))
            })
        try index.encodePending()
        index.trainHead()
        let index = self.index
        messages = try shop.messages.map { message in
            let language = read(message.text)
            let words = index.queryText(message.text, language: language)
            return Message(
                message: message, language: language,
                vectors: MessageVectors(
                    encoder: try encoder.flatMap { try Self.vector(of: words, $0, cache) }))
        }
        let step = shop.name.isEmpty ? max(1, messages.count / Self.most) : 1
        learned = Array(stride(from: 0, to: messages.count, by: step))
        // Customers' messages count for more than sets of other kinds.
        weight = shop.name.isEmpty ? 0.5 : 1
    }

    private static func vector(
        of text: String, _ encoder: any TextEncoder, _ cache: (any VectorCache)?
    ) throws -> [Float]? {
        let key = TextKey.key(of: text)
        if let known = cache?.vectors(model: encoder.model, keys: [key]).first ?? nil {
            return known
        }
        guard let made = try encoder.encode([text]).first else { return nil }
        cache?.keep(model: encoder.model, [(key, made)])
        return made
    }

    /// What an adaptation learns from here.
    package func adaptationExamples() -> [AdaptationFit.Example] {
        learned.compactMap { place in
            let message = messages[place]
            guard !message.message.relevant.isEmpty, let vector = message.vectors.encoder else {
                return nil
            }
            let found = index.composites(vector, with: message.message.relevant)
            return AdaptationFit.Example(
                query: vector, candidates: found.vectors,
                isRight: found.entries.map(message.message.relevant.contains),
                weight: set.hasPrefix("hk_") ? 1 : 0.1)
        }
    }

    /// What a ranker learns from here, given an adaptation that was not learned here.
    /// - Parameter sources: whose vectors count.
    package func rankExamples(_ adaptation: Adaptation?, _ sources: Set<VectorSource>)
        -> [RankFit.Example]
    {
        learned.map { place in
            let message = messages[place]
            let table = table(of: message, adaptation, sources)
            return RankFit.Example(
                table: table, isRight: table.entries.map(message.message.relevant.contains),
                weight: weight)
        }
    }

    /// The kinds of its messages' candidates.
    package var kinds: Set<Ranker.Kind> {
        Set(
            messages.map {
                Ranker.Kind(of: table(of: $0, nil, $0.vectors.sources))
            })
    }

    /// The candidates' features for one message.
    package func table(
        of message: Message, _ adaptation: Adaptation?, _ sources: Set<VectorSource>
    ) -> RankTable {
        let vectors = message.vectors.only(sources)
        return index.table(
            message.message.text, language: message.language, vectors: vectors,
            adapted: vectors.encoder.flatMap { adaptation?.apply($0) })
    }

    /// Whose vectors its messages have.
    package var sources: Set<VectorSource> { messages.first?.vectors.sources ?? [] }
}
