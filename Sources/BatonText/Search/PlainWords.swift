/// A whole message as what it says, whatever its case, script and punctuation.
package enum PlainWords {
    /// Lower case, one form of each Chinese character, full-width letters made plain, and nothing
    /// but letters and digits.
    package static func form(of text: String) -> String {
        var plain = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            CompatibilityFolding.fold(HanFolding.fold(scalar)) { value in
                if let folded = Unicode.Scalar(value) { plain.append(folded) }
            }
        }
        return String(plain).lowercased().filter { $0.isLetter || $0.isNumber }
    }
}
