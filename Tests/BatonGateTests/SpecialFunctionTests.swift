import Testing

@testable import BatonGate

@Suite("The functions that bounds are made of")
struct SpecialFunctionTests {
    @Test("the incomplete beta function gives known values")
    func beta() {
        #expect(abs(IncompleteBeta.value(0.5, 2, 3) - 0.6875) < 1e-14)
        // I₀.₁(½, ½) = 2/π · arcsin √0.1.
        #expect(abs(IncompleteBeta.value(0.1, 0.5, 0.5) - 0.204_832_764_699_133_5) < 1e-13)
        #expect(IncompleteBeta.value(0, 2, 3) == 0)
        #expect(IncompleteBeta.value(1, 2, 3) == 1)
    }

    @Test("the quantile undoes the function")
    func quantile() {
        for a in [0.5, 1, 7, 120.0] {
            for b in [0.5, 3, 900.0] {
                for probability in [0.01, 0.1, 0.5, 0.975] {
                    let x = IncompleteBeta.quantile(probability, a, b)
                    #expect(abs(IncompleteBeta.value(x, a, b) - probability) < 1e-9)
                }
            }
        }
    }

    @Test("the incomplete gamma function gives the chi-square table's 5 % points")
    func gamma() {
        #expect(abs(IncompleteGamma.upper(0.5, 3.841_458_820_694_124 / 2) - 0.05) < 1e-12)
        #expect(abs(IncompleteGamma.upper(4.5, 16.918_977_604_620_448 / 2) - 0.05) < 1e-12)
        #expect(IncompleteGamma.upper(3, 0) == 1)
    }

    @Test("the logarithm of the gamma function is that of the factorial")
    func factorial() {
        var factorial = 1.0
        for number in 1...20 {
            factorial *= Double(number)
            let value = LogGamma.value(Double(number + 1))
            #expect(abs(value - logarithm(factorial)) < 1e-12 * max(1, value))
        }
        // ln Γ(½) = ½ ln π.
        #expect(abs(LogGamma.value(0.5) - 0.572_364_942_924_700_1) < 1e-13)
    }

    /// ln by the inverse of e to a power, which the tested code does not use.
    private func logarithm(_ value: Double) -> Double {
        var exponent = 0.0
        var rest = value
        while rest >= 2 {
            rest /= 2
            exponent += 1
        }
        let y = (rest - 1) / (rest + 1)
        var sum = 0.0
        var power = y
        for step in 0..<60 {
            sum += power / Double(2 * step + 1)
            power *= y * y
        }
        return 2 * sum + exponent * 0.693_147_180_559_945_3
    }
}
