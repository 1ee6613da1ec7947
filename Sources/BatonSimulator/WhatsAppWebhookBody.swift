import Crypto
import Foundation

/// Makes the bodies of Cloud API webhooks as Meta sends them, and signs them.
package enum WhatsAppWebhookBody {
    /// A customer.
    package struct Customer: Sendable, Hashable {
        /// The phone without plus; `nil` for a user who shows only a user name.
        package var phone: String?
        /// The business-scoped user id.
        package var userID: String
        /// The profile name.
        package var name: String

        /// Makes a customer.
        package init(phone: String?, userID: String, name: String) {
            self.phone = phone
            self.userID = userID
            self.name = name
        }
    }

    /// A text message.
    /// - Parameter referral: what the customer came by, such as an advertisement.
    package static func text(
        _ text: String, id: String, from customer: Customer, account: String, seconds: Int64,
        referral: [String: String]? = nil
    ) -> [UInt8] {
        var message: [String: Any] = [
            "id": id, "timestamp": "\(seconds)", "type": "text", "text": ["body": text],
            "from_user_id": customer.userID,
        ]
        var contact: [String: Any] = [
            "profile": ["name": customer.name], "user_id": customer.userID,
        ]
        if let referral { message["referral"] = referral }
        if let phone = customer.phone {
            message["from"] = phone
            contact["wa_id"] = phone
        }
        return body(
            ["contacts": [contact], "messages": [message]], account: account)
    }

    /// A status of a message of ours.
    /// - Parameter code: why it failed, where it did.
    package static func status(
        _ state: String, id: String, to recipient: String, account: String, seconds: Int64,
        code: Int? = nil
    ) -> [UInt8] {
        var status: [String: Any] = [
            "id": id, "status": state, "timestamp": "\(seconds)", "recipient_id": recipient,
        ]
        status["errors"] = code.map { [["code": $0, "title": "no"] as [String: Any]] }
        return body(["statuses": [status]], account: account)
    }

    /// The customer's own number, given by the button that asked for it.
    package static func ownNumber(
        _ phone: String, id: String, from customer: Customer, account: String, seconds: Int64
    ) -> [UInt8] {
        body(
            [
                "messages": [
                    [
                        "id": id, "timestamp": "\(seconds)", "type": "contacts",
                        "from_user_id": customer.userID,
                        "contacts": [
                            [
                                "origin": "contact_request",
                                "phones": [["phone": "+\(phone)", "wa_id": phone]],
                            ] as [String: Any]
                        ],
                    ] as [String: Any]
                ]
            ], account: account)
    }

    /// Something that happened to the business account.
    package static func accountUpdate(_ event: String, seconds: Int64) -> [UInt8] {
        let change: [String: Any] = ["field": "account_update", "value": ["event": event]]
        return root([
            ["id": "100200300", "time": seconds, "changes": [change]] as [String: Any]
        ])
    }

    /// The value of `X-Hub-Signature-256`.
    package static func signature(of body: [UInt8], secret: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: body, using: SymmetricKey(data: Data(secret.utf8)))
        return "sha256="
            + code.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    private static func body(_ value: [String: Any], account: String) -> [UInt8] {
        var value = value
        value["messaging_product"] = "whatsapp"
        value["metadata"] = ["display_phone_number": "85221234567", "phone_number_id": account]
        return root([["id": "100200300", "changes": [["field": "messages", "value": value]]]])
    }

    private static func root(_ entries: [[String: Any]]) -> [UInt8] {
        let root: [String: Any] = ["object": "whatsapp_business_account", "entry": entries]
        let data = (try? JSONSerialization.data(withJSONObject: root)) ?? Data()
        return Array(escaped(String(decoding: data, as: UTF8.self)).utf8)
    }

    /// Meta escapes everything outside ASCII, so the raw bytes must be what is verified.
    private static func escaped(_ json: String) -> String {
        var text = ""
        for scalar in json.unicodeScalars {
            guard !scalar.isASCII else {
                text.unicodeScalars.append(scalar)
                continue
            }
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return text
    }
}
