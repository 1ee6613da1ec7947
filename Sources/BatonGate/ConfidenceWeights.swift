/// The weights of ``Confidence``, in the order of its features.
///
/// Set by hand until they are fitted; see the table's figures when they are.
enum ConfidenceWeights {
    static let intercept = -3.2
    static let weights: [Double] = [3.2, 4.5, 1.0, 1.6, 0.4, 0.6, -1.5, -0.4, 0, -0.6]
}
