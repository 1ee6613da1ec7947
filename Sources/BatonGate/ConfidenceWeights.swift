/// The weights of ``Confidence``, in the order of its features.
///
/// Fitted 2026-11-24 by logistic regression (ridge 1, the two sets weighing the same) on the
/// development splits of two sets of Hong Kong customer messages with labelled answers, hk_desk
/// (1,236 messages with a candidate) and hk_sme_faq (167), on the lexical engine alone. On those
/// same messages: area under the ROC curve .77 and .87; from 70 % confidence it answered 13.6 % and
/// 47.9 %, of which 16.7 % and 8.8 % were wrong. Those are not promises: see ``Gate/terms(of:)``.
enum ConfidenceWeights {
    static let intercept = -2.231
    static let weights: [Double] = [
        3.804, 5.082, 5.175, 0.101, 4.426, 2.916, -0.096, 2.422, 0.288, 0.514, -0.247, -0.536,
    ]
}
