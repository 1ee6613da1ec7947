import BatonCore

/// Reads the body of a Cloud API webhook; one may mix accounts, numbers, and kinds of events.
///
/// A part that is not as documented becomes an event that people see; it never loses its neighbours.
///
/// Source: Meta, WhatsApp Business Platform, "Webhooks reference".
struct WhatsAppWebhook {
    /// The channel's name: others than Meta forward the same bodies.
    private let provider: String
    private let root: JSONObject

    init(body: [UInt8], provider: String) throws(UnreadableWebhook) {
        root = try JSONObject(webhook: body)
        guard root.raw["entry"] is [Any] else {
            throw UnreadableWebhook("the body is JSON without a list named 'entry'")
        }
        self.provider = provider
    }

    var events: [InboundEvent] {
        root.objects("entry").flatMap { entry in
            entry.objects("changes").flatMap { change in
                events(
                    field: change.text("field") ?? "",
                    value: change.object("value") ?? JSONObject([:]), entry: entry)
            }
        }
    }

    private func events(field: String, value: JSONObject, entry: JSONObject) -> [InboundEvent] {
        let account = value.object("metadata")?.text("phone_number_id")
        switch field {
        case "messages":
            let contacts = value.objects("contacts")
            let errors = value.objects("errors").map { fault in
                var event = InboundEvent(kind: .error, provider: provider, account: account)
                event.error = Self.error(fault)
                return event
            }
            return value.objects("messages").map {
                message($0, account: account, contacts: contacts)
            } + value.objects("statuses").map { status($0, account: account) } + errors
        case "smb_message_echoes":
            return value.objects("message_echoes").map { echo($0, account: account) }
        case "calls":
            return value.objects("calls").map { call($0, account: account) }
        case "user_preferences":
            return value.objects("user_preferences").map { consent($0, account: account) }
        default:
            var event = InboundEvent(kind: .account, provider: provider, account: account)
            event.waba = entry.text("id")
            event.at = entry.integer("time")
            event.accountEvent = Self.accountEvent(field, value)
            return [event]
        }
    }

    /// A call; one that a customer makes opens the service window.
    ///
    /// Source: Meta, "Calling API", call connect webhook.
    private func call(_ raw: JSONObject, account: String?) -> InboundEvent {
        var event = InboundEvent(kind: .account, provider: provider, account: account)
        event.id = raw.text("id").map { "\($0)/\(raw.text("event") ?? "")" }
        event.at = raw.integer("timestamp")
        let isUsers = raw.text("direction") == "USER_INITIATED" && raw.text("event") == "connect"
        if isUsers { event.contact = Self.sender(raw, among: []) }
        event.accountEvent = AccountEvent(
            field: "calls", event: isUsers ? "user_call" : raw.text("event"))
        return event
    }

    /// What happened to the account, its number or a template, with the words that matter most.
    private static func accountEvent(_ field: String, _ value: JSONObject) -> AccountEvent {
        let restrictions = value.objects("restriction_info").compactMap {
            $0.text("restriction_type")
        }
        return AccountEvent(
            field: field,
            event: value.text("event") ?? value.text("new_quality_score")
                ?? value.text("new_category"),
            detail: value.text("message_template_name") ?? value.text("display_phone_number")
                ?? value.object("violation_info")?.text("violation_type")
                ?? value.object("ban_info")?.text("waba_ban_state")
                ?? (restrictions.isEmpty ? nil : restrictions.joined(separator: ", ")))
    }

    /// Whether an account, its number or a template is worse off than before.
    ///
    /// Source: Meta, "Webhooks reference": account_update, phone_number_quality_update,
    /// message_template_status_update.
    static func isAlarming(_ event: AccountEvent) -> Bool {
        alarms[event.field]?.contains(event.event ?? "") ?? false
    }

    private static let alarms: [String: Set<String>] = [
        "account_update": [
            "ACCOUNT_VIOLATION", "ACCOUNT_RESTRICTION", "DISABLED_UPDATE", "ACCOUNT_DELETED",
        ],
        "phone_number_quality_update": ["FLAGGED", "DOWNGRADE"],
        "message_template_status_update": ["REJECTED", "PAUSED", "DISABLED", "FLAGGED"],
    ]

    private func message(_ raw: JSONObject, account: String?, contacts: [JSONObject])
        -> InboundEvent
    {
        let type = raw.text("type") ?? "unknown"
        var event = InboundEvent(kind: .message, provider: provider, account: account)
        event.id = raw.text("id")
        event.at = raw.integer("timestamp")
        event.contact = Self.sender(raw, among: contacts)
        if let context = raw.object("context") {
            event.replyTo = context.text("id")
            if context.flag("forwarded") == true || context.flag("frequently_forwarded") == true {
                event.forwarded = true
            }
            event.referral = context.object("referred_product").map(Self.product)
        }
        event.referral = raw.object("referral").map(Self.referral) ?? event.referral
        switch type {
        case "reaction":
            let reaction = raw.object("reaction")
            event.kind = .reaction
            event.target = reaction?.text("message_id")
            var content = MessageContent(type: .reaction)
            content.emoji = reaction?.words("emoji")
            event.content = content
        case "edit":
            event.kind = .edit
            (event.target, event.content) = Self.edit(raw)
        case "revoke":
            event.kind = .delete
            event.target = raw.object("revoke")?.text("original_message_id")
        case "system":
            event.kind = .identity
            event.identity = Self.identity(raw.object("system") ?? JSONObject([:]))
        case "request_welcome":
            // The chat was opened for the first time, and nothing was said that could be answered.
            event.kind = .account
            event.accountEvent = AccountEvent(field: "messages", event: type)
        default:
            event.content = WhatsAppContent.content(of: raw, type: type)
            if event.contact?.phone == nil { event.contact?.phone = Self.ownPhone(raw) }
        }
        return event
    }

    /// The customer's own number, where they gave it by the button that asked for it.
    ///
    /// A card that they chose themselves may be anybody's, and says nothing of who they are.
    ///
    /// Source: Meta, "Business-scoped user IDs": `origin` is `contact_request` or `other`.
    private static func ownPhone(_ raw: JSONObject) -> String? {
        let cards = raw.objects("contacts")
        guard let card = cards.first, cards.count == 1, card.text("origin") == "contact_request"
        else { return nil }
        let phones = card.objects("phones")
        guard let phone = phones.first, phones.count == 1 else { return nil }
        return PhoneNumber.e164(written: phone.words("wa_id") ?? phone.text("phone"))
    }

    private static func edit(_ raw: JSONObject) -> (target: String?, content: MessageContent) {
        let edit = raw.object("edit")
        let inner = edit?.object("message") ?? JSONObject([:])
        return (
            edit?.text("original_message_id"),
            WhatsAppContent.content(of: inner, type: inner.text("type") ?? "")
        )
    }

    private static func sender(_ raw: JSONObject, among contacts: [JSONObject]) -> ContactAddress {
        let waID = raw.text("from")
        let userID = raw.text("from_user_id")
        let match =
            contacts.first { contact in
                (waID != nil && contact.text("wa_id") == waID)
                    || (userID != nil && contact.text("user_id") == userID)
            } ?? (contacts.count == 1 ? contacts.first : nil)
        let profile = match?.object("profile")
        return ContactAddress(
            phone: PhoneNumber.e164(waID), bsuid: userID ?? match?.text("user_id"),
            parentBsuid: raw.text("from_parent_user_id") ?? match?.text("parent_user_id"),
            username: profile?.text("username"), name: profile?.text("name"))
    }

    private static func identity(_ raw: JSONObject) -> IdentityChange {
        var change = IdentityChange(type: raw.text("type") ?? "unknown")
        change.newPhone = PhoneNumber.e164(raw.text("wa_id") ?? raw.text("new_wa_id"))
        change.newBsuid = raw.text("user_id")
        change.previousBsuid = raw.text("previous_user_id")
        return change
    }

    /// The product of the catalogue that a message is about.
    private static func product(_ raw: JSONObject) -> Referral {
        var referral = Referral()
        referral.sourceType = "product"
        referral.sourceID = raw.text("product_retailer_id")
        return referral
    }

    private static func referral(_ raw: JSONObject) -> Referral {
        var referral = Referral()
        referral.sourceType = raw.text("source_type")
        referral.sourceID = raw.text("source_id")
        referral.sourceURL = raw.text("source_url")
        referral.headline = raw.text("headline")
        referral.ctwaClid = raw.text("ctwa_clid")
        return referral
    }

    private func echo(_ raw: JSONObject, account: String?) -> InboundEvent {
        let type = raw.text("type") ?? "unknown"
        var event = InboundEvent(kind: .echo, provider: provider, account: account)
        event.id = raw.text("id")
        event.at = raw.integer("timestamp")
        event.recipient = ContactAddress(
            phone: PhoneNumber.e164(raw.text("to")), bsuid: raw.text("to_user_id"))
        switch type {
        case "edit":
            event.action = "edit"
            (event.target, event.content) = Self.edit(raw)
        case "revoke":
            event.action = "delete"
            event.target = raw.object("revoke")?.text("original_message_id")
        default:
            event.action = "send"
            event.content = WhatsAppContent.content(of: raw, type: type)
        }
        return event
    }

    private func status(_ raw: JSONObject, account: String?) -> InboundEvent {
        var event = InboundEvent(kind: .status, provider: provider, account: account)
        event.id = raw.text("id")
        event.at = raw.integer("timestamp")
        event.recipient = ContactAddress(
            phone: PhoneNumber.e164(raw.text("recipient_id")),
            bsuid: raw.text("recipient_user_id"))
        guard let state = raw.text("status").flatMap(DeliveryState.init(reported:)) else {
            event.kind = .error
            event.error = ProviderError(
                code: 0, title: "a status that is not known", details: raw.text("status"))
            return event
        }
        var status = DeliveryStatus(state: state)
        status.error = raw.objects("errors").first.map(Self.error)
        status.opaque = raw.text("biz_opaque_callback_data")
        if let pricing = raw.object("pricing") {
            var price = DeliveryStatus.Pricing()
            price.billable = pricing.flag("billable")
            price.category = pricing.text("category")
            price.pricingModel = pricing.text("pricing_model")
            price.type = pricing.text("type")
            status.pricing = price
        }
        event.status = status
        return event
    }

    private func consent(_ raw: JSONObject, account: String?) -> InboundEvent {
        var event = InboundEvent(kind: .consent, provider: provider, account: account)
        event.at = raw.integer("timestamp")
        event.contact = ContactAddress(
            phone: PhoneNumber.e164(raw.text("wa_id")), bsuid: raw.text("user_id"))
        event.consent = Consent(
            category: raw.text("category") ?? "", value: raw.text("value") ?? "")
        return event
    }

    static func error(_ raw: JSONObject) -> ProviderError {
        ProviderError(
            code: raw.code("code") ?? 0, title: raw.text("title") ?? raw.text("message"),
            details: raw.object("error_data")?.text("details"))
    }
}

extension DeliveryState {
    /// A state that a provider may report, by Meta's words; ours alone are not taken from outside.
    init?(reported word: String) {
        switch word {
        case "sent": self = .sent
        case "delivered": self = .delivered
        case "read": self = .read
        case "played": self = .played
        case "failed": self = .failed
        default: return nil
        }
    }
}
