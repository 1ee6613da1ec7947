package import BatonCore
import Crypto
import Foundation

/// WhatsApp through Meta's Cloud API.
///
/// Source: Meta, WhatsApp Business Platform, Cloud API reference and webhooks reference.
package struct WhatsAppCloudAdapter: ChannelAdapter {
    /// The channel's name.
    package static let channel = "whatsapp_cloud"
    /// The version spoken where the configuration names none.
    package static let defaultVersion = "v26.0"
    /// The address spoken to where the configuration names none.
    package static let defaultBase = "https://graph.facebook.com"

    private let appSecrets: [SymmetricKey]
    private let verifyTokens: [String]
    private let accessToken: String?
    private let base: String
    private let connection: String

    /// The channel's name.
    package var name: String { Self.channel }

    /// What the channel can do.
    package let capabilities = ChannelCapabilities(
        maxTextLength: 4096, showsTyping: true, reportsDelivery: true,
        serviceWindowMilliseconds: Conversation.serviceWindowMilliseconds)

    init(_ settings: ChannelSettings) throws(ChannelConfigurationError) {
        let secrets = (settings.secrets["app_secret"] ?? []).filter { !$0.isEmpty }
        // With a verify token alone the handshake works, and no signature is ever right.
        let tokens = (settings.secrets["verify_token"] ?? []).filter { !$0.isEmpty }
        guard !secrets.isEmpty || !tokens.isEmpty else {
            throw ChannelConfigurationError(
                "connection \(settings.connection): app_secret is missing; without it nothing shows "
                    + "that a webhook is from Meta: set it to the app's secret")
        }
        appSecrets = secrets.map { SymmetricKey(data: Data($0.utf8)) }
        verifyTokens = tokens
        accessToken = settings.secrets["access_token"]?.first { !$0.isEmpty }
        base =
            (settings.apiBase ?? Self.defaultBase) + "/"
            + (settings.apiVersion ?? Self.defaultVersion)
        connection = settings.connection
    }

    /// Says whether a request is from Meta, over the raw bytes and in constant time.
    package func verify(_ request: WebhookRequest) -> WebhookVerdict {
        switch request.method {
        case "GET": handshake(request)
        case "POST": signature(request)
        default: .refused(status: 405, why: "only GET and POST are taken")
        }
    }

    private func handshake(_ request: WebhookRequest) -> WebhookVerdict {
        func item(_ name: String) -> String? {
            request.query.first { $0.name == name }?.value
        }
        guard item("hub.mode") == "subscribe", let token = item("hub.verify_token"),
            let challenge = item("hub.challenge")
        else { return .refused(status: 403, why: "not a subscription handshake") }
        let given = SHA256.hash(data: Data(token.utf8))
        // Every token is compared, so that the time does not tell which one was near.
        let isKnown = verifyTokens.reduce(false) { known, token in
            Data(SHA256.hash(data: Data(token.utf8))).elementsEqual(given) || known
        }
        return isKnown
            ? .challenge(challenge) : .refused(status: 403, why: "the verify token is not ours")
    }

    private func signature(_ request: WebhookRequest) -> WebhookVerdict {
        guard let header = request.headers["x-hub-signature-256"], header.hasPrefix("sha256="),
            let code = Data(hex: header.dropFirst("sha256=".count))
        else { return .refused(status: 401, why: "no signature") }
        let isValid = appSecrets.reduce(false) { valid, secret in
            HMAC<SHA256>.isValidAuthenticationCode(
                code, authenticating: request.body, using: secret) || valid
        }
        return isValid ? .accepted : .refused(status: 401, why: "the signature is wrong")
    }

    /// The canonical events of a request.
    package func events(of request: WebhookRequest) throws(UnreadableWebhook) -> [InboundEvent] {
        try WhatsAppWebhook(body: request.body).events
    }

    /// The request that sends a text.
    package func request(for send: OutboundMessage) throws(CannotSend) -> ProviderRequest {
        var body: [String: Any] = [
            "messaging_product": "whatsapp", "recipient_type": "individual", "type": "text",
            "text": ["body": send.content.words ?? "", "preview_url": false] as [String: Any],
            "biz_opaque_callback_data": send.send.rawValue,
        ]
        if let phone = send.recipient.phone {
            body["to"] = phone.hasPrefix("+") ? String(phone.dropFirst()) : phone
        } else if let user = send.recipient.bsuid {
            body["recipient"] = user
        } else {
            throw CannotSend("the contact has neither a phone nor a WhatsApp user id")
        }
        if let replyTo = send.replyTo { body["context"] = ["message_id": replyTo] }
        return try post(body, account: send.account)
    }

    /// Marks a message read and shows typing, until the reply or 25 seconds.
    package func typingRequest(account: String, inboundProviderID: String) -> ProviderRequest? {
        try? post(
            [
                "messaging_product": "whatsapp", "status": "read",
                "message_id": inboundProviderID, "typing_indicator": ["type": "text"],
            ], account: account)
    }

    /// Asks who the number is.
    package func identityRequest(account: String) -> ProviderRequest? {
        guard let accessToken else { return nil }
        return ProviderRequest(
            method: "GET",
            url: "\(base)/\(account)?fields=display_phone_number,verified_name,quality_rating",
            headers: ["authorization": "Bearer \(accessToken)"], body: [])
    }

    /// What Meta's answer to a send means.
    package func reading(of response: ProviderResponse) -> ProviderReading {
        let json =
            (try? JSONSerialization.jsonObject(with: Data(response.body))) as? [String: Any]
        if let error = json?["error"] as? [String: Any] {
            let data = error["error_data"] as? [String: Any]
            return .refused(
                ProviderError(
                    code: (error["code"] as? NSNumber)?.intValue ?? response.status,
                    title: (error["message"] ?? error["title"]) as? String,
                    details: data?["details"] as? String))
        }
        if (200..<300).contains(response.status) {
            let messages = json?["messages"] as? [[String: Any]]
            if let id = messages?.first?["id"] as? String { return .accepted(providerID: id) }
            return .unclear(
                ProviderError(code: response.status, title: "an answer without a message id"))
        }
        let error = ProviderError(code: response.status, title: "HTTP \(response.status)")
        return response.status >= 500 ? .unclear(error) : .refused(error)
    }

    /// What to do about one of Meta's error codes.
    package func action(for error: ProviderError) -> ErrorAction {
        WhatsAppErrorCodes.action(for: error.code)
    }

    private func post(_ body: [String: Any], account: String) throws(CannotSend)
        -> ProviderRequest
    {
        guard let accessToken else {
            throw CannotSend(
                "connection \(connection) has no access_token; set it to send, see 'baton doctor'")
        }
        guard
            let data = try? JSONSerialization.data(
                withJSONObject: body, options: [.sortedKeys, .withoutEscapingSlashes])
        else { throw CannotSend("the message cannot be written as JSON") }
        return ProviderRequest(
            method: "POST", url: "\(base)/\(account)/messages",
            headers: [
                "authorization": "Bearer \(accessToken)", "content-type": "application/json",
            ], body: Array(data))
    }
}

extension Data {
    /// Reads hex digits in pairs.
    fileprivate init?(hex: some StringProtocol) {
        let digits = Array(hex.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = Self.digit(digits[index]), let low = Self.digit(digits[index + 1])
            else { return nil }
            bytes.append(high << 4 | low)
        }
        self.init(bytes)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
