import BatonCore
import BatonUnderstanding
import Testing

@Suite("Telling languages apart")
struct LanguageDetectorTests {
    @Test(
        "Cantonese in Latin letters is told from English",
        arguments: [
            ("gei dim hoi mun", Language.romanisedCantonese), ("m goi", .romanisedCantonese),
            ("ho2 fau2 wun6", .romanisedCantonese), ("hai mai aa", .romanisedCantonese),
            ("ngo go order gei si dou", .romanisedCantonese), ("do je saai", .romanisedCantonese),
            ("How much do you charge?", .english), ("do you open on Sunday", .english),
            ("my order", .english), ("hi", .english), ("", .english), ("ok thanks", .english),
            ("12345", .english), ("where is my parcel", .english),
        ])
    func latin(text: String, language: Language) {
        #expect(LanguageDetector.language(of: text) == language)
    }

    @Test(
        "Chinese is told apart by what is written",
        arguments: [
            ("你哋幾點收工", Language.cantonese), ("請問營業時間為何", .traditionalChinese),
            ("请问几点关门", .simplifiedChinese), ("cancel張order得唔得", .mixed),
        ])
    func chinese(text: String, language: Language) {
        #expect(LanguageDetector.language(of: text) == language)
    }
}
