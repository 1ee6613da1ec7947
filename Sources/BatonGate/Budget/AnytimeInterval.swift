#if canImport(Glibc)
    import Glibc
#endif

/// Where an error rate lies, looked at as often as one likes: the interval covers the true rate at
/// every moment together with the given confidence.
///
/// A gambler who bets by the Krichevsky–Trofimov rule against each rate m has the wealth
/// B(k + ½, n − k + ½) / B(½, ½) / (mᵏ (1 − m)ⁿ⁻ᵏ), a martingale where m is the true rate; the rates
/// against which it stays below 1/δ are the interval (Ville's inequality).
/// Source: I. Waudby-Smith, A. Ramdas, "Estimating means of bounded random variables by betting"
/// (2020); F. Orabona, K.-S. Jun, "Tight concentrations and confidence sequences from the regret of
/// universal portfolio" (2021).
package struct AnytimeInterval: Sendable, Codable, Hashable {
    /// The lowest rate that is not refuted.
    package var lower: Double
    /// The highest rate that is not refuted.
    package var upper: Double

    /// The interval after `errors` among `answers`; 0…1 before any.
    package init(errors: Int, of answers: Int, confidence: Double) {
        guard answers > 0, (0...answers).contains(errors), confidence < 1 else {
            lower = 0
            upper = 1
            return
        }
        let limit = -log(1 - confidence)
        let rate = Double(errors) / Double(answers)
        func isRefuted(_ mean: Double) -> Bool {
            Self.logWealth(errors: errors, of: answers, against: mean) >= limit
        }
        lower = errors == 0 ? 0 : Self.edge(refuted: 0, kept: rate, isRefuted)
        upper = errors == answers ? 1 : Self.edge(refuted: 1, kept: rate, isRefuted)
    }

    /// ln of the gambler's wealth against `mean`.
    static func logWealth(errors: Int, of answers: Int, against mean: Double) -> Double {
        let wrong = Double(errors)
        let right = Double(answers - errors)
        let mixture = LogGamma.beta(wrong + 0.5, right + 0.5) - LogGamma.beta(0.5, 0.5)
        let paid = (wrong > 0 ? wrong * log(mean) : 0) + (right > 0 ? right * log1p(-mean) : 0)
        return mixture - paid
    }

    private static func edge(
        refuted: Double, kept: Double, _ isRefuted: (Double) -> Bool
    ) -> Double {
        var outside = refuted
        var inside = kept
        for _ in 0..<60 {
            let middle = (outside + inside) / 2
            if isRefuted(middle) { outside = middle } else { inside = middle }
        }
        return outside
    }
}
