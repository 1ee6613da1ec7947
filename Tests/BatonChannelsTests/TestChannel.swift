import BatonChannels
import BatonCore
import Crypto
import Foundation

/// A connection under test, and requests to it.
enum TestChannel {
    /// An adapter with every secret it may have, each `<key>-1`.
    static func adapter(
        _ channel: String, secrets: [String: [String]] = [:], options: [String: String] = [:],
        apiBase: String? = nil, publicURL: String? = "https://desk.example.hk"
    ) throws -> any ChannelAdapter {
        var usual = [
            "access_token": ["access_token-1"], "app_secret": ["app_secret-1"],
            "verify_token": ["verify_token-1"], "auth_token": ["auth_token-1"],
            "header_token": ["header_token-1"], "signing_key": ["signing_key-1"],
            "secret_token": ["secret_token-1"], "url_token": ["url_token-1"],
            "site_secret": ["site_secret-1"],
            "webhook_secret": ["whsec_MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0"],
        ]
        usual.merge(secrets) { _, own in own }
        return try ChannelRegistry.adapter(
            for: ChannelSettings(
                connection: "shop", channel: channel, secrets: usual,
                options: ["account_sid": "AC1", "origins": "https://shop.example.hk"].merging(
                    options
                ) { _, own in own },
                apiBase: apiBase, apiVersion: nil, publicURL: publicURL))
    }

    static func post(
        _ body: String, headers: [String: String] = [:], rawQuery: String = "",
        path: String = "/webhooks/shop"
    ) -> WebhookRequest {
        let query = rawQuery.split(separator: "&").map { item in
            let halves = item.split(separator: "=", maxSplits: 1)
            return (name: String(halves[0]), value: halves.count > 1 ? String(halves[1]) : "")
        }
        return WebhookRequest(
            method: "POST", path: path, rawQuery: rawQuery, query: query, headers: headers,
            body: Array(body.utf8))
    }

    static func send(
        _ content: MessageContent, to recipient: ContactAddress, account: String = "390",
        replyTo: String? = nil
    ) -> OutboundMessage {
        OutboundMessage(
            send: SendID("send-1"), account: account, recipient: recipient, content: content,
            replyTo: replyTo, at: .noon)
    }

    static func json(_ request: ProviderRequest) -> NSDictionary? {
        json(request.body)
    }

    static func json(_ bytes: [UInt8]) -> NSDictionary? {
        (try? JSONSerialization.jsonObject(with: Data(bytes))) as? NSDictionary
    }

    /// The decoded pairs of a form.
    static func form(_ bytes: [UInt8]) -> [String: String] {
        var fields: [String: String] = [:]
        for part in String(decoding: bytes, as: UTF8.self).split(separator: "&") {
            let halves = part.split(separator: "=", maxSplits: 1).map {
                $0.replacing("+", with: " ").removingPercentEncoding ?? String($0)
            }
            fields[halves[0]] = halves.count > 1 ? halves[1] : ""
        }
        return fields
    }

    static func answer(
        _ status: Int, _ body: String, headers: [String: String] = [:]
    ) -> ProviderResponse {
        ProviderResponse(status: status, headers: headers, body: Array(body.utf8))
    }

    static func base64HMAC(_ text: String, key: [UInt8]) -> String {
        Data(
            HMAC<SHA256>.authenticationCode(
                for: Array(text.utf8), using: SymmetricKey(data: key))
        ).base64EncodedString()
    }

    static let menu = MessageContent.Menu(options: [
        .init(id: "hours", title: "營業時間"), .init(id: "human", title: "搵真人"),
    ])

    /// A question with two options.
    static var question: MessageContent {
        var content = MessageContent.text("想問咩？")
        content.menu = menu
        return content
    }
}

extension Timestamp {
    /// 2026-11-23 04:00 UTC.
    static let noon = Timestamp(seconds: 1_795_406_400)
}

extension WebhookVerdict {
    var isAccepted: Bool { self == .accepted }
    var isRefused: Bool {
        if case .refused = self { return true }
        return false
    }
}
