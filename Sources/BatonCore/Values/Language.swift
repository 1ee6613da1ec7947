/// The language a message is written in, as `baton ask` names it.
package enum Language: String, Sendable, Codable, CaseIterable, Hashable {
    /// English.
    case english = "en"
    /// Written Chinese in Traditional characters.
    case traditionalChinese = "zh-Hant"
    /// Written Chinese in Simplified characters.
    case simplifiedChinese = "zh-Hans"
    /// Spoken Cantonese in characters.
    case cantonese = "yue"
    /// Cantonese typed in Latin letters.
    case romanisedCantonese = "yue-Latn"
    /// Chinese and English in one message.
    case mixed = "mix"

    /// The written language of a page or a person, from a tag such as `zh-HK` or `en`; `nil` for one
    /// that nobody here is answered in.
    ///
    /// Source: BCP 47; China, Singapore and Malaysia write Simplified characters.
    package init?(tag: String) {
        let parts = tag.lowercased().split { $0 == "-" || $0 == "_" }
        switch parts.first {
        case "en": self = .english
        case "yue": self = .cantonese
        case "zh":
            // The script decides; only without one does the place.
            let isSimplified =
                parts.contains("hans")
                || !parts.contains("hant") && parts.contains { ["cn", "sg", "my"].contains($0) }
            self = isSimplified ? .simplifiedChinese : .traditionalChinese
        default: return nil
        }
    }

    /// Its name, for people.
    package var title: BilingualText {
        switch self {
        case .english: BilingualText("English", "英文")
        case .traditionalChinese: BilingualText("Chinese, Traditional", "中文（繁體）")
        case .simplifiedChinese: BilingualText("Chinese, Simplified", "中文（簡體）")
        case .cantonese: BilingualText("Cantonese", "廣東話")
        case .romanisedCantonese: BilingualText("Cantonese in Latin letters", "拼音廣東話")
        case .mixed: BilingualText("Chinese and English", "中英夾雜")
        }
    }

    /// The language in which to answer a message of this language, best first.
    package var answerPreference: [String] {
        switch self {
        case .english: ["en", "zh-Hant", "yue", "zh-Hans"]
        case .traditionalChinese: ["zh-Hant", "yue", "zh-Hans", "en"]
        case .simplifiedChinese: ["zh-Hans", "zh-Hant", "yue", "en"]
        case .cantonese, .romanisedCantonese, .mixed: ["yue", "zh-Hant", "zh-Hans", "en"]
        }
    }
}

/// The two languages Baton speaks to the people who work with it.
package enum InterfaceLanguage: String, Sendable, Codable, CaseIterable, Hashable {
    /// English.
    case english = "en"
    /// Traditional Chinese.
    case traditionalChinese = "zh-Hant"
}

/// One text in the two interface languages.
package struct BilingualText: Sendable, Hashable, Codable {
    /// The English text.
    package var english: String
    /// The Traditional Chinese text.
    package var chinese: String

    /// Makes a text of both languages.
    package init(_ english: String, _ chinese: String) {
        self.english = english
        self.chinese = chinese
    }

    /// The text in `language`.
    package func text(in language: InterfaceLanguage) -> String {
        switch language {
        case .english: english
        case .traditionalChinese: chinese
        }
    }
}
