/// The models that order candidates: one for words alone, one where there are vectors too, and
/// what turns a known encoder's vectors towards customers' messages.
package struct Ranker: Sendable {
    /// The model for words alone.
    package var lexical: RankModel
    /// The model where an encoder compares meanings and its vectors can be adapted.
    package var encoder: RankModel
    /// The model where another encoder compares meanings.
    package var external: RankModel
    /// The adaptations of known encoders.
    package var adaptations: [Adaptation]

    /// Makes a ranker.
    package init(
        lexical: RankModel, encoder: RankModel, external: RankModel, adaptations: [Adaptation]
    ) {
        self.lexical = lexical
        self.encoder = encoder
        self.external = external
        self.adaptations = adaptations
    }

    /// The shipped models, fitted by `baton-bench fit`.
    package static let shipped = Ranker(
        lexical: RankModel(text: RankerFiles.lexical),
        encoder: RankModel(text: RankerFiles.encoder),
        external: RankModel(text: RankerFiles.external),
        adaptations: [Adaptation(text: RankerFiles.adaptation)].compactMap(\.self))

    /// The adaptation of an encoder's vectors, where one is known.
    package func adaptation(of model: String) -> Adaptation? {
        adaptations.first { model.hasPrefix($0.model) }
    }

    /// The model that suits what is known of a message.
    func model(for query: SearchQuery) -> RankModel {
        if query.vector == nil { return lexical }
        return query.adapted == nil ? external : encoder
    }
}

/// The files of the shipped ranker.
enum RankerFiles {
    static let lexical = String(decoding: PackageResources.ranker_lexical_txt, as: UTF8.self)
    static let encoder = String(decoding: PackageResources.ranker_encoder_txt, as: UTF8.self)
    static let external = String(decoding: PackageResources.ranker_external_txt, as: UTF8.self)
    static let adaptation = String(decoding: PackageResources.adaptation_txt, as: UTF8.self)
}
