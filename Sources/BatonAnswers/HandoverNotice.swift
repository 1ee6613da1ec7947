package import BatonCore

/// What a customer is told, once, when a person takes over: only what will truly happen.
package enum HandoverNotice {
    /// The words in the customer's language.
    /// - Parameters:
    ///   - isOpen: whether people are at work now by the configured hours.
    ///   - nextOpening: when they are next at work; `nil` where that is not known.
    ///   - agentsOnline: how many people are connected now.
    package static func text(
        language: Language, reason: ReasonCode, isOpen: Bool, nextOpening: LocalTime?,
        agentsOnline: Int
    ) -> String {
        let words = Words(language)
        let first = reason == .complaint ? words.sorry : words.passed
        if isOpen, agentsOnline > 0 { return first + words.soon }
        if isOpen { return first + words.away }
        guard let nextOpening else { return first + words.closed }
        return first + words.opens(nextOpening)
    }

    private struct Words {
        let language: Language

        init(_ language: Language) { self.language = language }

        private func pick(
            _ english: String, _ cantonese: String, _ written: String, _ simplified: String
        )
            -> String
        {
            switch language {
            case .english: english
            case .cantonese, .mixed, .romanisedCantonese: cantonese
            case .traditionalChinese: written
            case .simplifiedChinese: simplified
            }
        }

        var passed: String {
            pick(
                "I have passed your message to a colleague.", "已經將你嘅訊息轉交同事。", "已將您的訊息轉交同事。",
                "已将您的消息转交同事。")
        }

        var sorry: String {
            pick(
                "I am sorry about this. I have passed it to a colleague.", "唔好意思，已經轉交同事跟進。",
                "十分抱歉，已轉交同事跟進。", "十分抱歉，已转交同事跟进。")
        }

        var soon: String {
            pick(
                " They will reply to you here.", "佢會喺呢度覆你。", "同事會在此回覆您。", "同事会在此回复您。")
        }

        var away: String {
            pick(
                " Nobody is at the desk this moment; they will reply here as soon as they are back.",
                "而家未有同事喺線上，返嚟就會喺呢度覆你。", "目前未有同事在線，一回來便會在此回覆您。", "目前没有同事在线，一回来便会在此回复您。")
        }

        var closed: String {
            pick(
                " We are closed now; your message is kept and will be answered here.",
                "而家係休息時間，訊息已經保存，同事返工會喺呢度覆你。", "現在是休息時間，訊息已保存，同事上班後會在此回覆您。",
                "现在是休息时间，消息已保存，同事上班后会在此回复您。")
        }

        func opens(_ time: LocalTime) -> String {
            let clock = time.clock
            let day = time.weekdayName(for: language)
            return pick(
                " We are closed now and open again \(day) at \(clock); your message is kept and will be "
                    + "answered here.", "而家係休息時間，\(day) \(clock) 開始服務，訊息已經保存，同事會喺呢度覆你。",
                "現在是休息時間，\(day) \(clock) 恢復服務，訊息已保存，同事會在此回覆您。",
                "现在是休息时间，\(day) \(clock) 恢复服务，消息已保存，同事会在此回复您。")
        }
    }
}

/// What the bot says to a greeting.
package enum Greeting {
    /// The words in the customer's language.
    package static func text(language: Language) -> String {
        switch language {
        case .english: "Hello! How can I help you? You can also ask for a person at any time."
        case .cantonese, .mixed, .romanisedCantonese: "你好！有咩可以幫到你？想搵真人都可以隨時話我知。"
        case .traditionalChinese: "您好！有甚麼可以幫到您？如需真人服務，請隨時告訴我。"
        case .simplifiedChinese: "您好！有什么可以帮到您？如需人工服务，请随时告诉我。"
        }
    }
}
