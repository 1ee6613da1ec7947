import BatonCore
import Foundation

/// Reads the body of a Cloud API webhook; one may mix accounts, numbers, and kinds of events.
///
/// A part that is not as documented becomes an event that people see; it never loses its neighbours.
///
/// Source: Meta, WhatsApp Business Platform, "Webhooks reference".
struct WhatsAppWebhook {
    typealias Object = [String: Any]

    let events: [InboundEvent]

    init(body: [UInt8]) throws(UnreadableWebhook) {
        guard let json = try? JSONSerialization.jsonObject(with: Data(body)) else {
            throw UnreadableWebhook("the body is not JSON")
        }
        guard let root = json as? Object, let entries = root["entry"] as? [Any] else {
            throw UnreadableWebhook("the body is JSON without a list named 'entry'")
        }
        var events: [InboundEvent] = []
        for case let entry as Object in entries {
            for case let change as Object in entry["changes"] as? [Any] ?? [] {
                events += Self.events(
                    field: change["field"] as? String ?? "",
                    value: change["value"] as? Object ?? [:], waba: Self.text(entry["id"]),
                    at: Self.seconds(entry["time"]))
            }
        }
        self.events = events
    }

    private static func events(field: String, value: Object, waba: String?, at: Int64?)
        -> [InboundEvent]
    {
        let account = (value["metadata"] as? Object).flatMap { text($0["phone_number_id"]) }
        switch field {
        case "messages":
            let messages = objects(value["messages"]).map {
                message($0, account: account, contacts: objects(value["contacts"]))
            }
            let statuses = objects(value["statuses"]).map { status($0, account: account) }
            let errors = objects(value["errors"]).map { fault in
                var event = InboundEvent(
                    kind: .error, provider: WhatsAppCloudAdapter.channel, account: account)
                event.error = error(fault)
                return event
            }
            return messages + statuses + errors
        case "smb_message_echoes":
            return objects(value["message_echoes"]).map { echo($0, account: account) }
        case "user_preferences":
            return objects(value["user_preferences"]).map { consent($0, account: account) }
        default:
            var event = InboundEvent(
                kind: .account, provider: WhatsAppCloudAdapter.channel, account: account)
            event.waba = waba
            event.at = at
            event.accountEvent = AccountEvent(
                field: field, event: text(value["event"]),
                detail: text(value["message_template_name"]) ?? text(value["display_phone_number"]))
            return [event]
        }
    }

    private static func message(_ raw: Object, account: String?, contacts: [Object])
        -> InboundEvent
    {
        let type = text(raw["type"]) ?? "unknown"
        var event = InboundEvent(
            kind: .message, provider: WhatsAppCloudAdapter.channel, account: account)
        event.id = text(raw["id"])
        event.at = seconds(raw["timestamp"])
        event.contact = sender(raw, among: contacts)
        if let context = raw["context"] as? Object {
            event.replyTo = text(context["id"])
            if flag(context["forwarded"]) == true || flag(context["frequently_forwarded"]) == true {
                event.forwarded = true
            }
        }
        event.referral = (raw["referral"] as? Object).map(referral)
        switch type {
        case "reaction":
            let reaction = raw["reaction"] as? Object ?? [:]
            event.kind = .reaction
            event.target = text(reaction["message_id"])
            var content = MessageContent(type: .reaction)
            content.emoji = text(reaction["emoji"]).flatMap { $0.isEmpty ? nil : $0 }
            event.content = content
        case "edit":
            let edit = raw["edit"] as? Object ?? [:]
            event.kind = .edit
            event.target = text(edit["original_message_id"])
            let inner = edit["message"] as? Object ?? [:]
            event.content = WhatsAppContent.content(of: inner, type: text(inner["type"]) ?? "")
        case "revoke":
            event.kind = .delete
            event.target = (raw["revoke"] as? Object).flatMap { text($0["original_message_id"]) }
        case "system":
            event.kind = .identity
            event.identity = identity(raw["system"] as? Object ?? [:])
        default:
            event.content = WhatsAppContent.content(of: raw, type: type)
        }
        return event
    }

    private static func sender(_ raw: Object, among contacts: [Object]) -> ContactAddress {
        let waID = text(raw["from"])
        let userID = text(raw["from_user_id"])
        let match =
            contacts.first { contact in
                (waID != nil && text(contact["wa_id"]) == waID)
                    || (userID != nil && text(contact["user_id"]) == userID)
            } ?? (contacts.count == 1 ? contacts.first : nil)
        let profile = match?["profile"] as? Object
        return ContactAddress(
            phone: phone(waID), bsuid: userID ?? text(match?["user_id"]),
            parentBsuid: text(raw["from_parent_user_id"]) ?? text(match?["parent_user_id"]),
            username: text(profile?["username"]), name: text(profile?["name"]))
    }

    private static func identity(_ raw: Object) -> IdentityChange {
        var change = IdentityChange(type: text(raw["type"]) ?? "unknown")
        change.newPhone = phone(text(raw["wa_id"]) ?? text(raw["new_wa_id"]))
        change.newBsuid = text(raw["user_id"])
        change.previousBsuid = text(raw["previous_user_id"])
        return change
    }

    private static func referral(_ raw: Object) -> Referral {
        var referral = Referral()
        referral.sourceType = text(raw["source_type"])
        referral.sourceID = text(raw["source_id"])
        referral.sourceURL = text(raw["source_url"])
        referral.headline = text(raw["headline"])
        referral.ctwaClid = text(raw["ctwa_clid"])
        return referral
    }

    private static func echo(_ raw: Object, account: String?) -> InboundEvent {
        let type = text(raw["type"]) ?? "unknown"
        var event = InboundEvent(
            kind: .echo, provider: WhatsAppCloudAdapter.channel, account: account)
        event.id = text(raw["id"])
        event.at = seconds(raw["timestamp"])
        event.recipient = ContactAddress(
            phone: phone(text(raw["to"])), bsuid: text(raw["to_user_id"]))
        switch type {
        case "edit":
            let edit = raw["edit"] as? Object ?? [:]
            event.action = "edit"
            event.target = text(edit["original_message_id"])
            let inner = edit["message"] as? Object ?? [:]
            event.content = WhatsAppContent.content(of: inner, type: text(inner["type"]) ?? "")
        case "revoke":
            event.action = "delete"
            event.target = (raw["revoke"] as? Object).flatMap { text($0["original_message_id"]) }
        default:
            event.action = "send"
            event.content = WhatsAppContent.content(of: raw, type: type)
        }
        return event
    }

    private static func status(_ raw: Object, account: String?) -> InboundEvent {
        var event = InboundEvent(
            kind: .status, provider: WhatsAppCloudAdapter.channel, account: account)
        event.id = text(raw["id"])
        event.at = seconds(raw["timestamp"])
        event.recipient = ContactAddress(
            phone: phone(text(raw["recipient_id"])), bsuid: text(raw["recipient_user_id"]))
        guard let word = text(raw["status"]), let state = DeliveryState(rawValue: word) else {
            event.kind = .error
            event.error = ProviderError(
                code: 0, title: "a status that is not known", details: text(raw["status"]))
            return event
        }
        var status = DeliveryStatus(state: state)
        status.error = objects(raw["errors"]).first.map(error)
        status.opaque = text(raw["biz_opaque_callback_data"])
        if let pricing = raw["pricing"] as? Object {
            var price = DeliveryStatus.Pricing()
            price.billable = flag(pricing["billable"])
            price.category = text(pricing["category"])
            price.pricingModel = text(pricing["pricing_model"])
            price.type = text(pricing["type"])
            status.pricing = price
        }
        event.status = status
        return event
    }

    private static func consent(_ raw: Object, account: String?) -> InboundEvent {
        var event = InboundEvent(
            kind: .consent, provider: WhatsAppCloudAdapter.channel, account: account)
        event.at = seconds(raw["timestamp"])
        event.contact = ContactAddress(
            phone: phone(text(raw["wa_id"])), bsuid: text(raw["user_id"]))
        event.consent = Consent(
            category: text(raw["category"]) ?? "", value: text(raw["value"]) ?? "")
        return event
    }

    static func error(_ raw: Object) -> ProviderError {
        ProviderError(
            code: (raw["code"] as? NSNumber)?.intValue ?? 0,
            title: text(raw["title"]) ?? text(raw["message"]),
            details: (raw["error_data"] as? Object).flatMap { text($0["details"]) })
    }

    static func objects(_ value: Any?) -> [Object] {
        (value as? [Any] ?? []).map { $0 as? Object ?? [:] }
    }

    static func text(_ value: Any?) -> String? {
        switch value {
        case let text as String: text
        case let number as NSNumber: number.stringValue
        default: nil
        }
    }

    static func flag(_ value: Any?) -> Bool? { (value as? NSNumber)?.boolValue }

    private static func seconds(_ value: Any?) -> Int64? { text(value).flatMap { Int64($0) } }

    /// WhatsApp ids are E.164 numbers without the plus.
    private static func phone(_ waID: String?) -> String? {
        guard let waID, !waID.isEmpty else { return nil }
        return waID.hasPrefix("+") ? waID : "+" + waID
    }
}
