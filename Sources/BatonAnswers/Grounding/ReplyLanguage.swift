import BatonCore
import BatonText
import BatonUnderstanding

/// Whether a reply is in the customer's language.
enum ReplyLanguage {
    /// English for English; for Chinese in whichever form, Chinese in the customer's characters.
    /// - Parameter sources: letters of other scripts may only be names that stand here.
    static func isFit(_ reply: String, for language: Language, sources: String) -> Bool {
        let known = Set(sources.unicodeScalars)
        var han = 0
        var letters = 0
        var traditional = 0
        for scalar in reply.unicodeScalars where scalar.properties.isAlphabetic {
            if ComposingText.isHan(scalar) {
                han += 1
                if HanFolding.fold(scalar) != scalar { traditional += 1 }
            } else if scalar.isASCII || (0xC0...0x24F).contains(scalar.value) {
                letters += 1
            } else if !known.contains(scalar) {
                return false
            }
        }
        switch language {
        case .english:
            return letters > 0 && han * 10 <= letters
        case .simplifiedChinese:
            return isChinese(han, letters) && traditional * 10 <= han
        case .traditionalChinese, .cantonese, .romanisedCantonese, .mixed:
            return isChinese(han, letters)
                && LanguageDetector.language(of: reply) != .simplifiedChinese
        }
    }

    /// Chinese may hold names and terms in Latin letters; three letters say about what one
    /// character does.
    private static func isChinese(_ han: Int, _ letters: Int) -> Bool {
        han > 0 && letters <= han * 3
    }
}
