#if canImport(Glibc)
    import Glibc
#endif

/// The regularised upper incomplete gamma function Q(a, x).
enum IncompleteGamma {
    /// Q(a, x), 0…1, for a above 0; 1 where x is not above 0.
    ///
    /// Source: W. Press and others, "Numerical Recipes", 3rd edition, §6.2: the series for small x,
    /// the continued fraction for great.
    static func upper(_ a: Double, _ x: Double) -> Double {
        guard x > 0 else { return 1 }
        let front = exp(-x + a * log(x) - LogGamma.value(a))
        if x < a + 1 {
            var term = 1 / a
            var sum = term
            for step in 1...steps {
                term *= x / (a + Double(step))
                sum += term
                if term < sum * 1e-16 { break }
            }
            return max(0, 1 - front * sum)
        }
        let tiny = 1e-300
        var b = x + 1 - a
        var c = 1 / tiny
        var d = 1 / b
        var result = d
        for step in 1...steps {
            let factor = -Double(step) * (Double(step) - a)
            b += 2
            d = factor * d + b
            d = 1 / (abs(d) < tiny ? tiny : d)
            c = b + factor / c
            if abs(c) < tiny { c = tiny }
            result *= d * c
            if abs(d * c - 1) < 1e-15 { break }
        }
        return front * result
    }

    private static let steps = 2000
}
