#if canImport(Glibc)
    import Glibc
#endif

/// Exact statements about an error rate from so many errors among so many answers.
///
/// No approximation: every bound holds for every number of answers, however small.
/// Source: C. Clopper, E. Pearson, "The use of confidence or fiducial limits illustrated in the
/// case of the binomial", Biometrika 26 (1934).
package enum BinomialBound {
    /// The highest error rate that is not refuted at `confidence`: the one-sided upper bound.
    /// - Returns: 0…1; 1 where there are no answers or all are wrong.
    package static func upper(errors: Int, of answers: Int, confidence: Double) -> Double {
        guard answers > 0, errors < answers else { return 1 }
        let errors = max(errors, 0)
        return IncompleteBeta.quantile(
            confidence, Double(errors + 1), Double(answers - errors))
    }

    /// The lowest error rate that is not refuted at `confidence`: the one-sided lower bound.
    /// - Returns: 0…1; 0 where there are no answers or none is wrong.
    package static func lower(errors: Int, of answers: Int, confidence: Double) -> Double {
        guard answers > 0, errors > 0 else { return 0 }
        let errors = min(errors, answers)
        return IncompleteBeta.quantile(
            1 - confidence, Double(errors), Double(answers - errors + 1))
    }

    /// How probable so few errors are where the true rate is `risk`: the p-value against "the rate
    /// is above `risk`".
    /// - Returns: 0…1; 1 where there are no answers.
    package static func probability(ofAtMost errors: Int, of answers: Int, risk: Double) -> Double {
        guard answers > 0, errors < answers else { return 1 }
        guard errors >= 0 else { return 0 }
        guard risk > 0 else { return 1 }
        guard risk < 1 else { return 0 }
        return IncompleteBeta.value(1 - risk, Double(answers - errors), Double(errors + 1))
    }

    /// The most errors among `answers` that still prove a rate of at most `risk` at `level`.
    /// - Returns: `nil` where even no error proves it: too few answers.
    package static func mostErrors(of answers: Int, risk: Double, level: Double) -> Int? {
        guard answers > 0, probability(ofAtMost: 0, of: answers, risk: risk) <= level else {
            return nil
        }
        // The tail grows with the errors, so halving finds the last that passes.
        var low = 0
        var high = answers
        while high - low > 1 {
            let middle = (low + high) / 2
            if probability(ofAtMost: middle, of: answers, risk: risk) <= level {
                low = middle
            } else {
                high = middle
            }
        }
        return low
    }

    /// How many answers without one error prove a rate of at most `risk` at `level`:
    /// ln level ÷ ln(1 − risk), rounded up.
    package static func answersNeeded(risk: Double, level: Double) -> Int {
        guard risk > 0, level < 1 else { return level < 1 ? .max : 0 }
        guard risk < 1, level > 0 else { return level > 0 ? 1 : .max }
        // A hair less, so that an exact whole number is not rounded up by its last digit.
        return Int((log(level) / log1p(-risk) - 1e-9).rounded(.up))
    }

    /// How many answers prove a rate of at most `risk` at `level` where errors come at `rate`.
    /// - Returns: `nil` where no number within a million does: the rate is too near the risk.
    package static func answersNeeded(risk: Double, level: Double, rate: Double) -> Int? {
        var answers = answersNeeded(risk: risk, level: level)
        guard rate < risk, answers < .max else { return nil }
        while answers < 1_000_000 {
            let errors = Int((Double(answers) * rate).rounded())
            if probability(ofAtMost: errors, of: answers, risk: risk) <= level { return answers }
            answers += max(1, answers / 50)
        }
        return nil
    }
}
