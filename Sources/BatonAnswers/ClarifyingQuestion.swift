package import BatonCore

/// The one confirming question that the bot asks where two entries are close.
package enum ClarifyingQuestion {
    /// The words in the customer's language; the two questions are the entries' own.
    package static func text(language: Language, first: String, second: String) -> String {
        let choices = "1. \(first)\n2. \(second)"
        switch language {
        case .english: return "Which of these do you mean? Reply 1 or 2.\n" + choices
        case .cantonese, .mixed, .romanisedCantonese: return "你想問邊樣？覆 1 或者 2 就得。\n" + choices
        case .traditionalChinese: return "請問您想問以下哪一項？請回覆 1 或 2。\n" + choices
        case .simplifiedChinese: return "请问您想问以下哪一项？请回复 1 或 2。\n" + choices
        }
    }

    /// The question alone, for where the two are shown as buttons or rows.
    package static func head(language: Language) -> String {
        switch language {
        case .english: "Which of these do you mean?"
        case .cantonese, .mixed, .romanisedCantonese: "你想問邊樣？"
        case .traditionalChinese: "請問您想問以下哪一項？"
        case .simplifiedChinese: "请问您想问以下哪一项？"
        }
    }

    /// What opens the list of the two.
    package static func label(language: Language) -> String {
        switch language {
        case .english: "Choose"
        case .cantonese, .mixed, .romanisedCantonese, .traditionalChinese: "選擇"
        case .simplifiedChinese: "选择"
        }
    }
}
