import Testing

@testable import BatonText

@Suite("Folding of characters that only look different")
struct CompatibilityFoldingTests {
    private static func fold(_ text: String) -> String {
        var values: [UInt32] = []
        for scalar in text.unicodeScalars {
            CompatibilityFolding.fold(scalar) { values.append($0) }
        }
        return Tokenizer.text(values)
    }

    @Test(
        "each form folds to the plain one",
        arguments: [
            ("ＡＢＣ１２３", "abc123"), ("Ｈ\u{3000}Ｋ", "h k"), ("①⑫⑳", "11220"), ("ﬁt ﬂat", "fit flat"),
            ("Café Ñandú Żółw", "cafe nandu zolw"), ("cafe\u{301}", "cafe"), ("m²", "m2"),
            ("don’t", "don't"), ("Ⅳ", "iv"), ("№5", "no5"), ("x\u{200D}\u{FE0F}y", "xy"),
            ("ПРИВЕТ", "привет"), ("2–3", "2-3"), ("￥5", "¥5"), ("貨", "貨"),
        ])
    func folds(text: String, expected: String) {
        #expect(Self.fold(text) == expected)
    }
}
