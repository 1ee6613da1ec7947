/// Why a conversation waits for a person, or why the gate decided as it did.
///
/// A fixed list and, later, a business's own codes: so a string, not an enum.
package struct ReasonCode: Identifier {
    /// The stored word.
    package let rawValue: String
    /// Makes a code from its stored word.
    package init(rawValue: String) { self.rawValue = rawValue }

    /// The customer asked for a person.
    package static let askedForPerson = ReasonCode("asked_for_person")
    /// The customer complains or is angry.
    package static let complaint = ReasonCode("complaint")
    /// The best answer is not sure enough.
    package static let lowConfidence = ReasonCode("low_confidence")
    /// Two answers are too close to choose.
    package static let ambiguous = ReasonCode("ambiguous")
    /// Nothing in the knowledge base matches.
    package static let noAnswer = ReasonCode("no_answer")
    /// The same question came again after an answer.
    package static let repeated = ReasonCode("repeated")
    /// A kind of message that the bot does not read, such as a picture.
    package static let unsupportedMessage = ReasonCode("unsupported_message")
    /// The inbox or the channel is set to people only.
    package static let humanOnly = ReasonCode("human_only")
    /// The inbox is set to drafts only.
    package static let draftOnly = ReasonCode("draft_only")
    /// The message came to an account that the configuration does not name.
    package static let unknownInbox = ReasonCode("unknown_inbox")
    /// The best entry is past its validity.
    package static let expiredEntry = ReasonCode("expired_entry")
    /// An answer could not be delivered.
    package static let deliveryFailed = ReasonCode("delivery_failed")
    /// An answer may or may not have been sent.
    package static let deliveryUnknown = ReasonCode("delivery_unknown")
    /// The connection cannot send: not configured, refused, or stopped.
    package static let channelHalted = ReasonCode("channel_halted")
    /// The 24-hour window is closed.
    package static let windowClosed = ReasonCode("window_closed")
    /// A person of the business answered from outside Baton.
    package static let answeredOutside = ReasonCode("answered_outside")
    /// A supervisor or agent assigned it.
    package static let assigned = ReasonCode("assigned")
    /// The customer's identity changed.
    package static let identityChanged = ReasonCode("identity_changed")
    /// A fault inside Baton.
    package static let internalFault = ReasonCode("internal_fault")
    /// The gate answered: it was sure.
    package static let confident = ReasonCode("confident")
    /// The customer chose the entry when the bot asked which was meant.
    package static let confirmed = ReasonCode("confirmed")
    /// The message is thanks, a greeting, or small talk.
    package static let smallTalk = ReasonCode("small_talk")
    /// A language model worded the answer from passages, and the check let it stand.
    package static let composed = ReasonCode("composed")

    /// The customer speaks of law, of courts, or of a regulator.
    package static let legal = ReasonCode("legal")
    /// The customer asks for medical advice, or is ill or hurt.
    package static let medical = ReasonCode("medical")
    /// Somebody may be in danger.
    package static let safety = ReasonCode("safety")
    /// The customer says that they are a child, or a child may have been harmed.
    package static let minor = ReasonCode("minor")
    /// The customer disputes a charge or waits for money back.
    package static let refundDispute = ReasonCode("refund_dispute")
    /// The message holds personal data that should not be in a chat.
    package static let personalData = ReasonCode("personal_data")
    /// The message is not about the business: news, homework, an assistant's work.
    package static let offTopic = ReasonCode("off_topic")
    /// The customer is angry over several turns.
    package static let anger = ReasonCode("anger")
    /// A subject that the business always gives to people.
    package static let reserved = ReasonCode("reserved")
    /// The knowledge has not been renewed for too long.
    package static let staleKnowledge = ReasonCode("stale_knowledge")
    /// A person stopped the bot.
    package static let stopped = ReasonCode("stopped")
    /// The inbox only tries the bot out.
    package static let shadow = ReasonCode("shadow")
    /// The gate is closed: its promise is not proven yet.
    package static let unproven = ReasonCode("unproven")
    /// The gate tightened itself: the error budget is spent.
    package static let budgetSpent = ReasonCode("budget_spent")
    /// The customer said that they want no automatic messages.
    package static let optedOut = ReasonCode("opted_out")
    /// The month's budget for messages is spent.
    package static let messageBudget = ReasonCode("message_budget")
    /// The channel's policy does not let the bot say this alone.
    package static let policy = ReasonCode("policy")
    /// What is to be sent needs the customer's phone, and the provider tells only their user id.
    package static let phoneNeeded = ReasonCode("phone_needed")
    /// The customer rated the service, as they were asked to.
    package static let rated = ReasonCode("rated")

    /// Every code of the fixed list, with its words in both languages.
    package static let titles: [(code: ReasonCode, title: BilingualText)] = [
        (.askedForPerson, BilingualText("Asked for a person", "要求真人")),
        (.complaint, BilingualText("Complaint", "投訴")),
        (.lowConfidence, BilingualText("Not sure enough", "把握不足")),
        (.ambiguous, BilingualText("Two close answers", "答案相近")),
        (.noAnswer, BilingualText("No answer in knowledge", "知識庫無答案")),
        (.repeated, BilingualText("Asked again", "重複提問")),
        (.unsupportedMessage, BilingualText("Cannot read this kind", "未能讀取此類訊息")),
        (.humanOnly, BilingualText("People only", "只限真人")),
        (.draftOnly, BilingualText("Draft to approve", "草稿待批")),
        (.unknownInbox, BilingualText("Unknown inbox", "未設定的收件匣")),
        (.expiredEntry, BilingualText("Answer has expired", "答案已過期")),
        (.deliveryFailed, BilingualText("Not delivered", "未能送達")),
        (.deliveryUnknown, BilingualText("May have been sent", "可能已送出")),
        (.channelHalted, BilingualText("Channel stopped", "渠道已停")),
        (.windowClosed, BilingualText("Service window closed", "服務時限已過")),
        (.answeredOutside, BilingualText("Answered outside Baton", "已在外部回覆")),
        (.assigned, BilingualText("Assigned", "已指派")),
        (.identityChanged, BilingualText("Identity changed", "身份有變")),
        (.internalFault, BilingualText("Fault in Baton", "系統故障")),
        (.confident, BilingualText("Sure", "有把握")),
        (.confirmed, BilingualText("Customer chose it", "客人已選定")),
        (.smallTalk, BilingualText("Small talk", "閒聊")),
        (.composed, BilingualText("Worded by a model, checked", "模型撰寫，經核對")),
        (.legal, BilingualText("Legal matter", "法律事宜")),
        (.medical, BilingualText("Medical matter", "醫療事宜")),
        (.safety, BilingualText("Safety", "人身安全")),
        (.minor, BilingualText("Concerns a minor", "涉及未成年人")),
        (.refundDispute, BilingualText("Payment in dispute", "款項爭議")),
        (.personalData, BilingualText("Personal data in message", "訊息含個人資料")),
        (.offTopic, BilingualText("Not about the business", "與業務無關")),
        (.anger, BilingualText("Angry", "情緒激動")),
        (.reserved, BilingualText("Reserved for people", "指定由真人處理")),
        (.staleKnowledge, BilingualText("Knowledge is out of date", "知識久未更新")),
        (.stopped, BilingualText("Bot stopped", "機械人已停")),
        (.shadow, BilingualText("Trial, nothing sent", "試行，不發送")),
        (.unproven, BilingualText("Gate not proven yet", "閘門未經驗證")),
        (.budgetSpent, BilingualText("Error budget spent", "容錯額已用盡")),
        (.optedOut, BilingualText("Customer stopped the bot", "客人已停用機械人")),
        (.messageBudget, BilingualText("Message budget spent", "訊息預算已用盡")),
        (.policy, BilingualText("Not allowed by policy", "政策不容許")),
        (.rated, BilingualText("Customer's rating", "客人評分")),
        (.phoneNeeded, BilingualText("Number needed", "需要客人電話")),
    ]

    /// A business's own code, which holds its words, so that the record explains itself when the
    /// configuration has moved on: `name|English|中文`.
    package static func local(_ name: String, _ title: BilingualText) -> ReasonCode {
        ReasonCode(rawValue: "\(name)|\(title.english)|\(title.chinese)")
    }

    /// The code's words; a business's own holds them, any other shows as itself.
    package var title: BilingualText {
        if let known = Self.titles.first(where: { $0.code == self }) { return known.title }
        let parts = rawValue.split(separator: "|").map(String.init)
        return parts.count == 3
            ? BilingualText(parts[1], parts[2]) : BilingualText(rawValue, rawValue)
    }

    /// What gave a conversation to people.
    package enum Basis: Sendable, Hashable {
        /// How sure the bot was, against what the gate asks for.
        case score
        /// A rule that holds whatever the score: what the customer said or sent, what the business
        /// reserves, what the policy allows.
        case rule
        /// Something that happened outside a decision, such as a failed delivery.
        case event
    }

    /// Whether a score, a rule or an event stands behind the code; a business's own codes are rules.
    package var basis: Basis {
        switch self {
        case .lowConfidence, .ambiguous, .noAnswer, .confident, .confirmed, .composed, .draftOnly,
            .shadow, .unproven, .budgetSpent:
            .score
        case .unknownInbox, .deliveryFailed, .deliveryUnknown, .channelHalted, .windowClosed,
            .answeredOutside, .assigned, .identityChanged, .phoneNeeded, .internalFault:
            .event
        default: .rule
        }
    }

    /// The queue's priority for conversations handed over for this reason: 0 first.
    package var priority: Int {
        switch self {
        case .askedForPerson, .complaint, .deliveryFailed, .deliveryUnknown: 0
        case .legal, .medical, .safety, .minor, .refundDispute, .anger: 0
        case .answeredOutside, .smallTalk, .identityChanged, .offTopic, .optedOut, .rated: 2
        default: 1
        }
    }
}
