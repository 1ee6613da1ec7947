import BatonAnswers
import BatonChannels
import BatonCore
import BatonStore

/// The rating that customers are asked for, as their channel can show it, and what they say.
enum RatingMenu {
    /// How long after the question a bare numeral is taken for a rating.
    static let windowMilliseconds: Int64 = 259_200_000

    /// The messages that ask: buttons or a list where the channel has them, else one line.
    static func messages(
        of conversation: Conversation, capabilities: ChannelCapabilities?
    ) -> [MessageContent] {
        let language = conversation.language ?? .traditionalChinese
        let line = MessageContent.text(RatingQuestion.text(language: language))
        guard let capabilities else { return [line] }
        var content = MessageContent.text(RatingQuestion.head(language: language))
        content.menu = MessageContent.Menu(
            label: RatingQuestion.label(language: language),
            options: RatingQuestion.scores.map {
                MessageContent.Option(
                    id: RatingQuestion.id($0, of: conversation.id), title: RatingQuestion.title($0))
            })
        let shown = MessageFitter.fit(content, to: capabilities)
        let isPressed = shown.count == 1 && shown[0].menu.map { $0.isListed != true } == true
        return isPressed ? shown : [line]
    }

    /// The score that a turn gives, where it is one message that is a score and nothing else.
    static func score(of messages: [Message]) -> Int? {
        guard messages.count == 1, let content = messages.first?.content else { return nil }
        return RatingQuestion.score(of: content)
    }

    /// What a rating says of the bot's last answer in the conversation: weak, for reports alone.
    static func sign(_ rating: GivenRating, of last: Decision?, now: Timestamp)
        -> DecisionLabel?
    {
        guard let last, last.outcome == .answer, last.reasons.first != .smallTalk,
            rating.score != 3
        else { return nil }
        return DecisionLabel(
            decision: last.id, conversation: last.conversation, by: nil, at: now,
            verdict: rating.score > 3 ? .right : .wrong, reason: .rated, source: .implicit)
    }
}
