import BatonChannels
import BatonCore
import BatonStore
import BatonUnderstanding

/// What the policy does to one turn: before it is decided, and before what was decided is sent.
struct PolicyTurn: Sendable {
    let policy: EffectivePolicy
    let budget: PolicyBudget
    let context: TurnContext
    let now: Timestamp

    /// What bears on the decision; by word lists, never by asking a model.
    /// - Parameter language: the language to answer in; `nil` for that of the text.
    func bearing(on text: String, in language: Language?) -> PolicyBearing {
        var bearing = PolicyBearing(
            allowsAnswers: PolicyPurpose.allowable.contains {
                $0 != .greeting && $0 != .handover && policy.allows($0)
            })
        let allowed = PolicyPurpose.allowable.filter(policy.allows)
        bearing.purposes = allowed == PolicyPurpose.allowable ? nil : allowed
        bearing.allowsOffTopic = policy.assistant == .allow || policy.assistant == .allowPaid
        if PhraseList(policy.personWords + policy.testWords).stands(in: text) {
            bearing.found.append(.askedForPerson)
        }
        if PhraseList(policy.assistantWords).stands(in: text) { bearing.found.append(.offTopic) }
        if policy.assistant == .deny, context.strikes < policy.strikes {
            bearing.decline = policy.text(
                "scope.reply", in: language ?? Understanding.read(text).language)
        }
        return bearing
    }

    /// Whether a composed reply does a general assistant's work that is not allowed, by the shipped
    /// words and the policy's own; `nil` for no.
    func isOff(_ reply: String, by subjects: HandoverSubjects) -> Bool? {
        guard policy.assistant != .allow, policy.assistant != .allowPaid else { return nil }
        let isOff =
            subjects.words.subjects(in: reply).contains(.offTopic)
            || PhraseList(policy.assistantWords).stands(in: reply)
        return isOff ? true : nil
    }

    /// The bot's words with what the policy adds: that a machine writes, and the way to a person.
    func dressed(_ contents: [MessageContent], in language: Language) -> [MessageContent] {
        var additions: [String] = []
        let isFirst = context.botMessages == 0
        if policy.disclosure == .each || (policy.disclosure == .firstMessage && isFirst) {
            additions += [policy.text("disclosure.text", in: language)].compactMap { $0 }
        }
        if let turns = policy.offersPersonAfter, context.botMessages >= turns,
            policy.allows(.handover)
        {
            let offer = policy.text("person.offer", in: language)
            additions += [offer, policy.text("person.contact")].compactMap { $0 }
        }
        guard !additions.isEmpty,
            let last = contents.lastIndex(where: { $0.type == .text && $0.text != nil })
        else { return contents }
        var contents = contents
        contents[last].text = ([contents[last].text ?? ""] + additions).joined(separator: "\n\n")
        return contents
    }

    /// What a decision does, within what the policy lets the bot send.
    func bounded(
        _ effect: DecisionEffect, of decision: Decision, ids: IdentifierSource
    ) async throws(StoreError) -> DecisionEffect {
        var effect = effect
        effect.isStrike = decision.outcome == .answer && decision.reasons.first == .offTopic
        guard !effect.sends.isEmpty else { return effect }
        if let most = policy.messagesPerTurn, effect.sends.count > most {
            return withheld(effect, for: .policy)
        }
        let inbox = context.conversation.inbox
        guard
            try await budget.isOver(
                with: effect.sends.map(\.content), on: inbox, by: policy,
                entry: EffectivePolicy.Entry(context.conversation), at: now)
        else { return effect }
        let words = effect.sends.compactMap(\.content.words).joined(separator: "\n")
        let purpose = decision.outcome == .answer ? PolicyPurpose.answer : .handover
        guard policy.onBudget == .templateOnly, decision.outcome != .clarify,
            let first = effect.sends.first,
            let template = policy.template(for: first.purposes, otherwise: purpose)
        else { return withheld(effect, for: .messageBudget) }
        effect.sends = [first]
        effect.sends[0].content = template.content(
            saying: words, to: context.contact.name, in: decision.evidence.language)
        return effect
    }

    private func withheld(_ effect: DecisionEffect, for reason: ReasonCode) -> DecisionEffect {
        var effect = effect
        effect.sends = []
        effect.isStrike = false
        effect.handOver = effect.handOver ?? reason
        return effect
    }
}
