import BatonAnswers
import BatonChannels
import BatonCore
import BatonStore

/// The confirming question as the channel can show it, and what the customer chose.
enum ClarifyingMenu {
    /// The messages that ask which of a decision's two entries is meant: buttons where the channel
    /// has fitting ones, else the question with numbered lines.
    static func messages(
        for decision: Decision, question: String, capabilities: ChannelCapabilities?
    ) -> [MessageContent] {
        let options = options(of: decision)
        let language = decision.evidence.language
        var content = MessageContent.text(ClarifyingQuestion.head(language: language))
        content.menu = MessageContent.Menu(
            label: ClarifyingQuestion.label(language: language), options: options)
        guard let capabilities else { return [listed(question, options)] }
        let shown = MessageFitter.fit(content, to: capabilities)
        guard shown.count == 1, shown[0].menu?.isListed != true else {
            return MessageFitter.fit(listed(question, options), to: capabilities)
        }
        return shown
    }

    /// The entry that the customer chose among those the last decision asked about.
    /// - Parameter asked: the messages before, of which one holds the menu.
    static func choice(
        _ messages: [Message], after previous: Decision?, asked: [Message]
    ) -> (entry: EntryID, question: String)? {
        guard let previous, previous.outcome == .clarify, messages.count == 1,
            let content = messages.first?.content,
            let options = asked.last(where: {
                $0.decision == previous.id && $0.content.menu != nil
            })?.content.menu?.options
        else { return nil }
        let chosen =
            content.choice?.id.flatMap { id in options.first { $0.id == id } }
            ?? (content.type == .text
                ? content.text.flatMap { ChoiceMenu.option(for: $0, among: options) } : nil)
        guard let chosen, let index = options.firstIndex(of: chosen),
            previous.evidence.candidates.indices.contains(index)
        else { return nil }
        let candidate = previous.evidence.candidates[index]
        return (candidate.entry, candidate.question)
    }

    /// Ids are of this question alone: an old button pressed later chooses nothing.
    private static func options(of decision: Decision) -> [MessageContent.Option] {
        decision.evidence.candidates.prefix(2).enumerated().map { index, candidate in
            MessageContent.Option(
                id: "\(decision.id)-\(index + 1)", title: candidate.question)
        }
    }

    private static func listed(_ question: String, _ options: [MessageContent.Option])
        -> MessageContent
    {
        var content = MessageContent.text(question)
        content.menu = MessageContent.Menu(options: options, isListed: true)
        return content
    }
}
