import BatonCore
import Foundation

/// Signs and proves Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`.
///
/// Source: Standard Webhooks, "Signature scheme" and "Verifying webhook authenticity".
struct StandardWebhookSignature {
    /// How far a timestamp may be from now: a replayed request is refused.
    private static let toleranceSeconds: Int64 = 300
    private static let prefix = "whsec_"
    /// The most signatures that are looked at: keys being rotated are few.
    private static let mostSignatures = 10

    private let keys: SigningKeys

    /// Reads keys, the current one first; `nil` where one is not base64 after `whsec_`.
    init?(_ secrets: [String]) {
        var bytes: [Data] = []
        for secret in secrets {
            let text = secret.hasPrefix(Self.prefix) ? secret.dropFirst(6) : secret[...]
            guard let key = Data(base64Encoded: String(text)), !key.isEmpty else { return nil }
            bytes.append(key)
        }
        keys = SigningKeys(bytes: bytes)
    }

    func proves(_ request: WebhookRequest, at now: Timestamp) -> Bool {
        guard let id = request.headers["webhook-id"], !id.isEmpty,
            let time = request.headers["webhook-timestamp"], let seconds = Int64(time),
            seconds > 0, seconds < 1 << 40,
            abs(now.seconds - seconds) <= Self.toleranceSeconds,
            let header = request.headers["webhook-signature"]
        else { return false }
        let message = Self.message(id, time, request.body)
        return header.split(separator: " ").prefix(Self.mostSignatures).reduce(false) {
            valid, part in
            let halves = part.split(separator: ",", maxSplits: 1)
            guard halves.count == 2, halves[0] == "v1",
                let code = Data(base64Encoded: String(halves[1]))
            else { return valid }
            return keys.sha256(code, signs: message) || valid
        }
    }

    /// The headers of a request of ours.
    func headers(id: String, at now: Timestamp, body: [UInt8]) -> [String: String] {
        let time = String(now.seconds)
        let code = keys.signature(of: Self.message(id, time, body)) ?? Data()
        return [
            "webhook-id": id, "webhook-timestamp": time,
            "webhook-signature": "v1," + code.base64EncodedString(),
        ]
    }

    private static func message(_ id: String, _ time: String, _ body: [UInt8]) -> Data {
        Data("\(id).\(time).".utf8) + Data(body)
    }
}
