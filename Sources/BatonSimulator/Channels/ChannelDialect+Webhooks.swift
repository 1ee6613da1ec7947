package import BatonCore
import Foundation

extension ChannelDialect {
    /// A customer's text.
    /// - Parameter number: which message it is; its id follows from it.
    package func message(
        _ text: String, number: Int, from customer: Int, connection: String, seconds: Int64
    ) -> Webhook {
        let phone = "852\(60_000_000 + customer)"
        let id = "in-\(number)"
        let body: [UInt8]
        switch self {
        case .whatsappCloud, .d360:
            body = WhatsAppWebhookBody.text(
                text, id: id,
                from: .init(phone: phone, userID: "HK.\(customer)", name: "客\(customer)"),
                account: account, seconds: seconds)
        case .twilio:
            body = Self.form([
                ("Body", text), ("From", "whatsapp:+" + phone), ("MessageSid", id),
                ("NumMedia", "0"), ("ProfileName", "客\(customer)"), ("To", account),
            ])
        case .wati:
            body = Self.json([
                "eventType": "message", "whatsappMessageId": id, "waId": phone, "type": "text",
                "text": text, "owner": false, "senderName": "客\(customer)",
                "timestamp": "\(seconds)", "channelPhoneNumber": account,
            ])
        case .respondIO:
            body = Self.json([
                "event_type": "message.received",
                "contact": ["id": 5_000_000 + customer, "phone": "+" + phone] as [String: Any],
                "message": [
                    "messageId": number, "channelId": 42, "timestamp": seconds * 1000,
                    "message": ["type": "text", "text": text],
                ] as [String: Any],
            ])
        case .telegram:
            body = Self.json([
                "update_id": number,
                "message": [
                    "message_id": number, "date": seconds, "text": text,
                    "from": ["id": 5_000_000 + customer, "first_name": "客\(customer)"]
                        as [String: Any],
                    "chat": ["id": 5_000_000 + customer, "type": "private"] as [String: Any],
                ] as [String: Any],
            ])
        case .genericWebhook:
            body = Self.json([
                "type": "message.received",
                "data": [
                    "id": id, "account": account, "at": seconds, "text": text,
                    "contact": ["id": "c\(customer)", "phone": "+" + phone],
                ] as [String: Any],
            ])
        }
        return signed(body, connection: connection, id: id, seconds: seconds)
    }

    /// A report on a send of ours; `nil` where the channel tells none.
    /// - Parameter id: what the send was answered.
    package func status(
        _ state: DeliveryState, of id: String, to recipient: String, connection: String,
        seconds: Int64
    ) -> Webhook? {
        let digits = recipient.filter(\.isNumber)
        let body: [UInt8]
        switch self {
        case .whatsappCloud, .d360:
            body = WhatsAppWebhookBody.status(
                state.rawValue, id: id, to: digits, account: account, seconds: seconds)
        case .twilio:
            let body = Self.form([
                ("From", account), ("MessageSid", id), ("MessageStatus", state.rawValue),
                ("To", "whatsapp:" + recipient),
            ])
            return signed(
                body, connection: connection, id: id, seconds: seconds, path: "/status")
        case .wati:
            let event =
                switch state {
                case .delivered: "sentMessageDELIVERED_v2"
                case .read: "sentMessageREAD_v2"
                default: "sessionMessageSent_v2"
                }
            body = Self.json([
                "eventType": event, "whatsappMessageId": "wa-" + id, "localMessageId": id,
                "waId": digits, "timestamp": "\(seconds)", "channelPhoneNumber": account,
            ])
        case .genericWebhook:
            body = Self.json([
                "type": "message.status",
                "data": [
                    "id": id, "account": account, "at": seconds, "status": state.rawValue,
                ] as [String: Any],
            ])
        case .respondIO, .telegram: return nil
        }
        return signed(
            body, connection: connection, id: "\(id)-\(state.rawValue)", seconds: seconds)
    }

    private static func json(_ value: [String: Any]) -> [UInt8] {
        Array((try? JSONSerialization.data(withJSONObject: value)) ?? Data())
    }

    private static func form(_ fields: [(String, String)]) -> [UInt8] {
        let ascii: ClosedRange<Unicode.Scalar> = "\u{0}"..."\u{7F}"
        let allowed = CharacterSet.alphanumerics.intersection(CharacterSet(charactersIn: ascii))
        return Array(
            fields.map { name, value in
                name + "=" + (value.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")
            }.joined(separator: "&").utf8)
    }
}
