import BatonAnswers
import BatonChannels
import BatonConfiguration
import BatonCore
import BatonDesk
import BatonStore

/// What the worker does when people ask about the policy; rights were checked before.
struct PolicyDesk {
    let store: any Store
    let keeper: PolicyKeeper
    let reload: PolicyReload
    let configuration: Configuration
    let adapters: [String: any ChannelAdapter]
    let clock: any WallClock

    func reply(to request: PolicyRequest, by person: PersonID) async throws(StoreError)
        -> DeskReply
    {
        switch request {
        case .show(let inbox, let country, let at):
            return show(inbox, country: country, at: at ?? clock.now())
        case .reload:
            return try await reload(by: person)
        case .template(let send, let id, let purpose):
            return try await template(send, id, purpose, by: person)
        case .askPhone(let send, let id):
            return try await askPhone(send, id, by: person)
        case .optIn(let id, let isGranted, let how):
            return try await optIn(id, isGranted: isGranted, how: how, by: person)
        }
    }

    private func show(_ inbox: InboxID, country: String?, at: Timestamp) -> DeskReply {
        guard let connection = configuration.connections.first(where: { $0.id == inbox.connection })
        else {
            return .refused(
                DeskRefusal(
                    .notFound, "there is no inbox '\(inbox)'", chinese: "沒有收件匣「\(inbox)」"))
        }
        var known = PolicyCountry()
        if let country {
            guard let read = PolicyCountry(written: country) else {
                return .refused(
                    DeskRefusal(
                        .malformed, "'\(country)' is no country", chinese: "「\(country)」不是國家或地區"))
            }
            known = read
        }
        return .policy(
            .shown(
                PolicyView(
                    keeper.current,
                    for: PolicyCase(
                        provider: connection.channel, inbox: inbox, country: known, at: at),
                    country: country)))
    }

    private func reload(by person: PersonID) async throws(StoreError) -> DeskReply {
        do {
            let isOther = try await reload.run(by: .person(person), at: clock.now())
            return .policy(.reloaded(digest: keeper.current.digest, isOther: isOther))
        } catch let error as ConfigurationError {
            return .refused(
                DeskRefusal(
                    .conflict, "the policy stays as it was; mend these:\n\(error)",
                    chinese: "政策維持不變；請修正：\n\(error)"))
        } catch let error as ChannelConfigurationError {
            return .refused(
                DeskRefusal(
                    .conflict, "the connections stay as they were; mend this:\n\(error)",
                    chinese: "連線維持不變；請修正：\n\(error)"))
        } catch let error as StoreError {
            throw error
        } catch {
            throw StoreError(.storage, "the policy cannot be read: \(error)")
        }
    }

    /// An agent sends an approved template, such as when the window is closed.
    private func template(
        _ send: SendID, _ id: ConversationID, _ purpose: String, by person: PersonID
    ) async throws(StoreError) -> DeskReply {
        guard let conversation = try await store.conversation(id),
            let contact = try await store.contact(conversation.contact)
        else { throw StoreError.noConversation(id) }
        let now = clock.now()
        let policy = keeper.policy(of: conversation, with: contact, at: now)
        guard let named = policy.templates.first(where: { $0.purpose == purpose })?.template else {
            return .refused(
                DeskRefusal(
                    .notFound,
                    "no template for '\(purpose)'; " + Self.offer(policy).english,
                    chinese: "沒有用於「\(purpose)」的範本；" + Self.offer(policy).chinese))
        }
        if named.category == "marketing",
            let why = try await MarketingConsent(store: store).refusal(of: contact.id, by: policy)
        {
            return .refused(
                DeskRefusal(.conflict, why.english, chinese: why.chinese))
        }
        if policy.outside == .deny, let closed = closed(conversation, policy, at: now) {
            return .refused(DeskRefusal(.conflict, closed.english, chinese: closed.chinese))
        }
        var reply = AgentReply(
            send: send, conversation: id, person: person, text: "", replyTo: nil)
        reply.content = named.content(
            saying: "", to: contact.name, in: conversation.language ?? .traditionalChinese)
        return .message(try await store.reply(reply, now: now))
    }

    /// An agent asks for the customer's own number, by the button that the channel has for it.
    private func askPhone(_ send: SendID, _ id: ConversationID, by person: PersonID)
        async throws(StoreError) -> DeskReply
    {
        guard let conversation = try await store.conversation(id) else {
            throw StoreError.noConversation(id)
        }
        let now = clock.now()
        guard
            adapters[conversation.inbox.connection]?.capabilities.features
                .contains(.contactRequests) == true
        else {
            return .refused(
                DeskRefusal(
                    .conflict,
                    "\(conversation.channel) has no button that asks for a number; ask in words",
                    chinese: "此渠道沒有索取電話號碼的按鈕；請以文字詢問"))
        }
        if let why = try await refusal(of: conversation, at: now) {
            return .refused(DeskRefusal(.conflict, why.english, chinese: why.chinese))
        }
        var reply = AgentReply(
            send: send, conversation: id, person: person, text: "", replyTo: nil)
        var content = MessageContent.text(
            PhoneRequest.text(language: conversation.language ?? .traditionalChinese))
        content.asksPhone = true
        reply.content = content
        return .message(try await store.reply(reply, now: now))
    }

    /// A person records that a customer agreed to marketing, or took it back.
    private func optIn(
        _ id: ConversationID, isGranted: Bool, how: String, by person: PersonID
    ) async throws(StoreError) -> DeskReply {
        let words = how.filter { !$0.isNewline }
        guard words.contains(where: { !$0.isWhitespace }), words.count <= 200 else {
            return .refused(
                DeskRefusal(
                    .malformed, "say in at most 200 characters how the customer said so",
                    chinese: "請以不多於 200 字說明客人如何表示"))
        }
        guard let conversation = try await store.conversation(id) else {
            throw StoreError.noConversation(id)
        }
        try await store.recordConsent(
            conversation.contact, category: ConsentCategory.marketing, isGranted: isGranted,
            how: words, by: .person(person), now: clock.now())
        return .done
    }

    /// What holds for a conversation now.
    func policy(of conversation: Conversation) async throws(StoreError) -> EffectivePolicy {
        guard let contact = try await store.contact(conversation.contact) else {
            return EffectivePolicy()
        }
        return keeper.policy(of: conversation, with: contact, at: clock.now())
    }

    /// The messages, those that a provider refused with what its code means and asks for.
    func advised(_ messages: [Message], in conversation: Conversation) async throws(StoreError)
        -> [Message]
    {
        guard let errors = adapters[conversation.inbox.connection]?.errors,
            messages.contains(where: { $0.delivery == .failed })
        else { return messages }
        let rules = try await policy(of: conversation)
        return messages.map { message in
            // Code 0 of our own carries its words in both languages.
            guard message.delivery == .failed, let failure = message.failure,
                failure.chinese == nil
            else { return message }
            var message = message
            message.failure?.advice = rules.action(for: failure, by: errors).advice
            return message
        }
    }

    /// How long free text may be sent in an inbox, wherever the customer is.
    func window(of inbox: InboxID, at now: Timestamp) -> ServiceWindow {
        let policy = keeper.policy(of: inbox, country: PolicyCountry(), at: now)
        let channel = adapters[inbox.connection]?.capabilities
        return ServiceWindow(
            milliseconds: policy.outside == .allow ? nil : policy.window(of: channel))
    }

    /// A conversation as people see it, with the window of its own customer.
    func shown(_ conversation: Conversation) -> Conversation {
        let now = clock.now()
        let policy = keeper.window(of: conversation, at: now)
        let channel = adapters[conversation.inbox.connection]?.capabilities
        var shown = conversation
        shown.window = ServiceWindow(
            milliseconds: policy.outside == .allow ? nil : policy.window(of: channel))
        return shown
    }

    /// What a person's reply in a conversation has to keep to, and costs.
    func terms(of conversation: Conversation, with contact: Contact) -> ReplyTerms {
        let now = clock.now()
        let policy = keeper.policy(of: conversation, with: contact, at: now)
        let channel = adapters[conversation.inbox.connection]?.capabilities
        let freeUntil = policy.freeUntil(
            EffectivePolicy.Entry(conversation), of: channel, at: now)
        func cost(_ category: String) -> String? {
            guard freeUntil == nil, let price = policy.price(of: category), price.isBillable else {
                return nil
            }
            return policy.rate(of: category)?.words
        }
        var terms = ReplyTerms(
            window: ServiceWindow(
                milliseconds: policy.outside == .allow ? nil : policy.window(of: channel)),
            rule: policy.held["window.service"]?.place, cost: cost("service"))
        terms.freeUntil = freeUntil
        terms.canAskPhone = channel?.features.contains(.contactRequests)
        if freeUntil == nil, let price = policy.price(of: "service"), price.isBillable,
            policy.rate(of: "service") == nil
        {
            terms.missingPrice = "prices.\(price.rateOf ?? "service").rate"
        }
        let mayUse = policy.outside != .deny
        for purpose in [PolicyPurpose.reply, .any] where mayUse && terms.template == nil {
            let named = policy.templates.first { $0.purpose == purpose.rawValue }
            terms.template = named.map {
                ReplyTerms.Template(
                    purpose: $0.purpose, words: $0.template.words,
                    cost: cost($0.template.category))
            }
        }
        return terms
    }

    /// Why free text cannot be sent now, and what can; `nil` where it can.
    func refusal(of conversation: Conversation, at now: Timestamp) async throws(StoreError)
        -> BilingualText?
    {
        let policy = try await policy(of: conversation)
        guard policy.outside != .allow, let closed = closed(conversation, policy, at: now) else {
            return nil
        }
        guard policy.outside != .deny else { return closed }
        let offer = Self.offer(policy)
        return BilingualText(
            closed.english + "; " + offer.english, closed.chinese + "；" + offer.chinese)
    }

    private func closed(
        _ conversation: Conversation, _ policy: EffectivePolicy, at now: Timestamp
    ) -> BilingualText? {
        let channel = adapters[conversation.inbox.connection]?.capabilities
        guard let window = policy.window(of: channel), let last = conversation.lastCustomerAt,
            now.milliseconds(since: last) > window
        else { return nil }
        let length = PolicyValue.duration(window).words
        let rule = policy.held["window.service"]?.place
        return BilingualText(
            "the customer last wrote over \(length) ago\(rule.map { " (\($0))" } ?? ""); the provider "
                + "refuses free text until they write again",
            "客人上次留言已超過 \(length)\(rule.map { "（\($0)）" } ?? "")；客人再留言前平台會拒收文字")
    }

    private static func offer(_ policy: EffectivePolicy) -> BilingualText {
        let templates = policy.templates.map { "\($0.purpose): \($0.template.words)" }
            .joined(separator: "; ")
        return templates.isEmpty
            ? BilingualText(
                "no template is named in the policy: add one under 'templates'",
                "政策未有訂明範本；請主管在 templates 加入")
            : BilingualText(
                "templates that may be sent – \(templates)", "可發送的範本（按 p）：\(templates)")
    }
}
