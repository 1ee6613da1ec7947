import BatonCore

/// The weights of ``Confidence`` by the names of its features, with `intercept`; a feature without
/// a weight does not count.
///
/// Each file says when it was fitted and on what, and `baton-bench fit` writes both anew. Their
/// figures are no promises: see ``GateTerms/thresholds(_:)``.
enum ConfidenceWeights {
    /// Where entries were compared by words alone.
    static let words = WeightFile(
        text: String(decoding: PackageResources.confidence_words_txt, as: UTF8.self))

    /// Where an encoder compared meanings too.
    static let meaning = WeightFile(
        text: String(decoding: PackageResources.confidence_meaning_txt, as: UTF8.self))

    /// Where a server's vectors had a say beside the encoder's.
    static let both = WeightFile(
        text: String(decoding: PackageResources.confidence_both_txt, as: UTF8.self))

    /// Where a server's encoder, to which nothing was fitted, compared meanings too.
    static let external = WeightFile(
        text: String(decoding: PackageResources.confidence_external_txt, as: UTF8.self))
}
