/// The models that order candidates, by what is known of them, and what turns a known encoder's
/// vectors towards customers' messages.
package struct Ranker: Sendable {
    /// What a message's candidates are: each kind is told apart by other features.
    package enum Kind: String, CaseIterable, Sendable {
        /// Questions with answers.
        case entries
        /// Entries of several phrasings, all of which a head has learned.
        case headed
        /// Passages of documents.
        case passages
        /// Passages in another script than the message's, with which it shares few words.
        case foreign

        /// The kind of a table.
        package init(of table: RankTable) {
            let rows = table.entries.indices
            if table.isHeaded, !rows.isEmpty {
                self = .headed
            } else if rows.count(where: { table[$0, .isPassage] > 0 }) * 2 > rows.count {
                let isRead = rows.count { table[$0, .speaksAnswer] > 0 } * 2 > rows.count
                self = isRead ? .passages : .foreign
            } else {
                self = .entries
            }
        }
    }

    /// The models for words alone.
    package var words: [Kind: RankModel]
    /// The models where an encoder compares meanings and its vectors can be adapted.
    package var meaning: [Kind: RankModel]
    /// The models where a server's vectors have a say beside those of an encoder that can be adapted.
    package var both: [Kind: RankModel]
    /// The model where another encoder compares meanings.
    package var external: RankModel
    /// The adaptations of known encoders.
    package var adaptations: [Adaptation]

    /// Makes a ranker.
    package init(
        words: [Kind: RankModel], meaning: [Kind: RankModel], both: [Kind: RankModel] = [:],
        external: RankModel, adaptations: [Adaptation]
    ) {
        self.words = words
        self.meaning = meaning
        self.both = both
        self.external = external
        self.adaptations = adaptations
    }

    /// The shipped models, fitted by `baton-bench fit`.
    package static let shipped = Ranker(
        words: RankerFiles.words.mapValues { RankModel(text: $0) },
        meaning: RankerFiles.meaning.mapValues { RankModel(text: $0) },
        both: RankerFiles.both.mapValues { RankModel(text: $0) },
        external: RankModel(text: RankerFiles.external),
        adaptations: [Adaptation(text: RankerFiles.adaptation)].compactMap(\.self))

    /// The adaptation of an encoder's vectors, where one is known.
    package func adaptation(of model: String) -> Adaptation? {
        adaptations.first { model.hasPrefix($0.model) }
    }

    /// The model that suits a message's candidates.
    func model(for query: SearchQuery, _ table: RankTable) -> RankModel {
        let kind = Kind(of: table)
        let sources = query.vectors.sources
        if sources.isEmpty { return words[kind] ?? external }
        // A head is made of the encoder's own vectors: its chances mean the same with any.
        guard query.adapted != nil || kind == .headed else { return external }
        let joined = sources.count > 1 ? both[kind] : nil
        return joined ?? meaning[kind] ?? external
    }
}

/// The files of the shipped ranker.
private enum RankerFiles {
    static let words: [Ranker.Kind: String] = [
        .entries: text(PackageResources.ranker_entries_words_txt),
        .headed: text(PackageResources.ranker_headed_words_txt),
        .passages: text(PackageResources.ranker_passages_words_txt),
        .foreign: text(PackageResources.ranker_foreign_words_txt),
    ]
    static let meaning: [Ranker.Kind: String] = [
        .entries: text(PackageResources.ranker_entries_meaning_txt),
        .headed: text(PackageResources.ranker_headed_meaning_txt),
        .passages: text(PackageResources.ranker_passages_meaning_txt),
        .foreign: text(PackageResources.ranker_foreign_meaning_txt),
    ]
    static let both: [Ranker.Kind: String] = [
        .entries: text(PackageResources.ranker_entries_both_txt),
        .headed: text(PackageResources.ranker_headed_both_txt),
        .passages: text(PackageResources.ranker_passages_both_txt),
        .foreign: text(PackageResources.ranker_foreign_both_txt),
    ]
    static let external = text(PackageResources.ranker_external_txt)
    static let adaptation = text(PackageResources.adaptation_txt)

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
