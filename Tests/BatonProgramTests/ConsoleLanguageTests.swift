import BatonCore
import Testing

@testable import baton

@Suite("The console's language")
struct ConsoleLanguageTests {
    @Test("any name of Chinese or English is taken, none follows the locale, others are refused")
    func names() throws {
        for name in ["zh", "zh-Hant", "zh_HK", "ZH-TW"] {
            #expect(try ConsoleSession.interface(name, locale: "en_GB") == .traditionalChinese)
        }
        #expect(try ConsoleSession.interface("en-HK", locale: "zh_HK.UTF-8") == .english)
        #expect(try ConsoleSession.interface(nil, locale: "zh_HK.UTF-8") == .traditionalChinese)
        #expect(try ConsoleSession.interface(nil, locale: "C.UTF-8") == .english)
        #expect(throws: Failure.self) { try ConsoleSession.interface("fr", locale: "C") }
    }
}
