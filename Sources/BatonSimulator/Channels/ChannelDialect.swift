import BatonCore
import Crypto
import Foundation

/// How each provider speaks: the webhooks that it sends, signed, and what it answers to sends.
///
/// Written from the providers' own pages, apart from the adapters that are tried with it.
package enum ChannelDialect: String, Sendable, CaseIterable {
    case whatsappCloud = "whatsapp_cloud"
    case d360
    case twilio
    case wati
    case respondIO = "respond_io"
    case telegram
    case genericWebhook = "generic_webhook"

    /// A webhook, ready to be posted.
    package struct Webhook: Sendable, Hashable {
        /// What follows the connection's address, such as `?token=…`.
        package var suffix = ""
        /// Headers.
        package var headers: [String: String]
        /// The body.
        package var body: [UInt8]

        /// Makes a webhook.
        package init(suffix: String = "", headers: [String: String], body: [UInt8]) {
            self.suffix = suffix
            self.headers = headers
            self.body = body
        }
    }

    /// The address that Twilio signs.
    package static let publicURL = "https://shop.example.hk"

    /// The business's account.
    package var account: String {
        switch self {
        case .whatsappCloud, .d360: "390011223344556"
        case .twilio: "whatsapp:+85221234567"
        case .wati: "85221234567"
        case .respondIO: "42"
        case .telegram: "77"
        case .genericWebhook: "desk"
        }
    }

    /// What the connection is configured with.
    package var secrets: [String: String] {
        switch self {
        case .whatsappCloud: ["app_secret": "s", "verify_token": "v", "access_token": "t"]
        case .d360: ["header_token": "h", "access_token": "t"]
        case .twilio: ["auth_token": "t"]
        case .wati: ["url_token": "u", "access_token": "t"]
        case .respondIO: ["signing_key": "k", "access_token": "t"]
        case .telegram: ["secret_token": "h", "access_token": "77:abc"]
        case .genericWebhook: ["webhook_secret": "whsec_" + Self.sharedKey.base64EncodedString()]
        }
    }

    /// Settings that are no secrets.
    package var options: [String: String] { self == .twilio ? ["account_sid": "AC1"] : [:] }

    /// Whether statuses are told.
    package var reports: Bool { self != .telegram && self != .respondIO }

    private static let sharedKey = Data(repeating: 7, count: 32)

    /// The customer of a number, as sends name them.
    package func recipient(_ customer: Int) -> String {
        switch self {
        case .respondIO, .telegram: "\(5_000_000 + customer)"
        default: "+852\(60_000_000 + customer)"
        }
    }

    /// A webhook of `connection` with this body, proved as the provider proves it.
    func signed(
        _ body: [UInt8], connection: String, id: String, seconds: Int64, path: String = ""
    ) -> Webhook {
        let json = ["content-type": "application/json"]
        func with(_ headers: [String: String], suffix: String = "") -> Webhook {
            Webhook(
                suffix: suffix, headers: json.merging(headers) { _, own in own }, body: body)
        }
        switch self {
        case .whatsappCloud:
            return with([
                "x-hub-signature-256": WhatsAppWebhookBody.signature(of: body, secret: "s")
            ])
        case .d360: return with(["x-baton-webhook-token": "h"])
        case .twilio:
            let fields = Self.fields(body).sorted { $0.0 < $1.0 }.map { $0 + $1 }.joined()
            let text = "\(Self.publicURL)/webhooks/\(connection)\(path)\(fields)"
            let code = HMAC<Insecure.SHA1>.authenticationCode(
                for: Data(text.utf8), using: SymmetricKey(data: Data("t".utf8)))
            return with(
                [
                    "content-type": "application/x-www-form-urlencoded",
                    "x-twilio-signature": Data(code).base64EncodedString(),
                ], suffix: path)
        case .wati: return with([:], suffix: "?token=u")
        case .respondIO:
            let code = HMAC<SHA256>.authenticationCode(
                for: body, using: SymmetricKey(data: Data("k".utf8)))
            return with(["x-webhook-signature": Data(code).base64EncodedString()])
        case .telegram: return with(["x-telegram-bot-api-secret-token": "h"])
        case .genericWebhook:
            let message = Data("\(id).\(seconds).".utf8) + body
            let code = HMAC<SHA256>.authenticationCode(
                for: message, using: SymmetricKey(data: Self.sharedKey))
            return with([
                "webhook-id": id, "webhook-timestamp": "\(seconds)",
                "webhook-signature": "v1," + Data(code).base64EncodedString(),
            ])
        }
    }

    /// A form's pairs, decoded.
    private static func fields(_ body: [UInt8]) -> [(String, String)] {
        String(decoding: body, as: UTF8.self).split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1).map { String($0) }
            let value = parts.count > 1 ? parts[1].removingPercentEncoding : ""
            return (parts.first ?? "", value ?? "")
        }
    }
}
