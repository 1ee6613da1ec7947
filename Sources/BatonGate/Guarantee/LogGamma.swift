#if canImport(Glibc)
    import Glibc
#endif

/// The logarithms of the gamma and beta functions, of which every bound here is made.
enum LogGamma {
    /// ln Γ(x) for x above 0, to about fifteen digits.
    ///
    /// Source: C. Lanczos, "A precision approximation of the gamma function" (1964), with the
    /// coefficients of P. Godfrey for g = 7 and nine terms.
    static func value(_ x: Double) -> Double {
        var sum = coefficients[0]
        for index in 1..<coefficients.count {
            sum += coefficients[index] / (x - 1 + Double(index))
        }
        let shifted = x + 6.5
        return 0.918_938_533_204_672_7 + (x - 0.5) * log(shifted) - shifted + log(sum)
    }

    /// ln B(a, b) for a and b above 0.
    static func beta(_ a: Double, _ b: Double) -> Double {
        value(a) + value(b) - value(a + b)
    }

    private static let coefficients: [Double] = [
        0.999_999_999_999_809_93, 676.520_368_121_885_1, -1259.139_216_722_402_8,
        771.323_428_777_653_13, -176.615_029_162_140_59, 12.507_343_278_686_905,
        -0.138_571_095_265_720_12, 9.984_369_578_019_571_6e-6, 1.505_632_735_149_311_6e-7,
    ]
}
