package import BatonCore

/// What customers are asked, once, when a person has resolved their conversation.
package enum RatingQuestion {
    /// The question, for where the five are shown as buttons or rows.
    package static func head(language: Language) -> String {
        switch language {
        case .english: "How did we do?"
        case .cantonese, .mixed, .romanisedCantonese: "今次服務你覺得點？"
        case .traditionalChinese: "您對這次服務有多滿意？"
        case .simplifiedChinese: "您对这次服务有多满意？"
        }
    }

    /// The question in one line, for where nothing can be pressed.
    package static func text(language: Language) -> String {
        switch language {
        case .english: "How did we do? Reply 1 (poor) to 5 (very good)."
        case .cantonese, .mixed, .romanisedCantonese: "今次服務你覺得點？覆 1（差）至 5（好滿意）就得。"
        case .traditionalChinese: "您對這次服務有多滿意？請回覆 1（差）至 5（非常滿意）。"
        case .simplifiedChinese: "您对这次服务有多满意？请回复 1（差）至 5（非常满意）。"
        }
    }

    /// What opens the list of the five.
    package static func label(language: Language) -> String {
        language == .english ? "Rate" : language == .simplifiedChinese ? "评分" : "評分"
    }

    /// The five, best first, since most look at the first.
    package static let scores = [5, 4, 3, 2, 1]

    /// A score as it is shown.
    package static func title(_ score: Int) -> String {
        "\(score) " + String(repeating: "★", count: score)
    }

    /// The id of a score's button for a conversation: an old button rates nothing else.
    package static func id(_ score: Int, of conversation: ConversationID) -> String {
        "\(prefix)\(conversation)-\(score)"
    }

    /// The score that a message gives: by a button, or by a numeral alone; `nil` for any other.
    package static func score(of content: MessageContent) -> Int? {
        if let id = content.choice?.id {
            guard id.hasPrefix(prefix), let digit = id.last?.wholeNumberValue else { return nil }
            return (1...5).contains(digit) ? digit : nil
        }
        guard content.type == .text, let text = content.text else { return nil }
        let stars = text.filter { $0 == "★" || $0 == "⭐" }.count
        var rest = text.filter { !$0.isWhitespace && !$0.isPunctuation && !marks.contains($0) }
        if rest.isEmpty { return (1...5).contains(stars) ? stars : nil }
        for ending in ["outof5", "分", "星", "stars", "star"] where rest.hasSuffix(ending) {
            rest = String(rest.dropLast(ending.count))
        }
        guard rest.count == 1, let character = rest.first else { return nil }
        return numerals[character]
    }

    private static let prefix = "rating-"
    private static let marks: Set<Character> = ["★", "⭐", "☆"]
    private static let numerals: [Character: Int] = [
        "1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "１": 1, "２": 2, "３": 3, "４": 4, "５": 5, "一": 1,
        "二": 2, "三": 3, "四": 4, "五": 5,
    ]
}
