import Crypto
import Foundation

/// Proves Twilio's webhooks.
///
/// A form: HMAC-SHA1 over the public address, then each distinct parameter by name, with each of its
/// distinct values in order. Anything else: over the address alone, whose `bodySHA256` must be the
/// body's. The address is the one configured, never what a request's headers say; Twilio signs it
/// with or without the port, so both are tried.
///
/// Source: Twilio, "Webhooks security"; the order of names and values is by Unicode scalars.
struct TwilioSignature {
    /// More parameters than Twilio ever sends; whoever sends more wants only to keep us busy.
    private static let mostParameters = 1000

    let keys: SigningKeys

    func proves(_ request: WebhookRequest, at address: String) -> Bool {
        guard let header = request.headers["x-twilio-signature"], !header.isEmpty,
            let code = Data(base64Encoded: header)
        else { return false }
        let isForm = (request.headers["content-type"] ?? "").lowercased()
            .hasPrefix("application/x-www-form-urlencoded")
        let separators = request.body.count { $0 == UInt8(ascii: "&") }
        guard !isForm || separators < Self.mostParameters else { return false }
        let given = request.item("bodySHA256")
        if let given {
            let digest = SHA256.hash(data: request.body)
            guard let wanted = Hex.bytes(given), digest == Data(wanted) else { return false }
        } else if !isForm, !request.body.isEmpty {
            // Without a digest in the address nothing would prove the body.
            return false
        }
        let parameters = isForm && given == nil ? Self.parameters(request.body) : ""
        return Self.spellings(of: address).reduce(false) { valid, url in
            keys.sha1(code, signs: Data((url + parameters).utf8)) || valid
        }
    }

    /// Names and values joined, as they are signed: each pair once, in the order of its bytes, which
    /// is that of its scalars.
    static func parameters(_ body: [UInt8]) -> String {
        let pairs = FormBody.pairs(body).map { (name: $0.name.utf8, value: $0.value.utf8) }
            .sorted { left, right in
                left.name.elementsEqual(right.name)
                    ? left.value.lexicographicallyPrecedes(right.value)
                    : left.name.lexicographicallyPrecedes(right.name)
            }
        var joined = ""
        for (index, pair) in pairs.enumerated() {
            // Compared by bytes: to a String, two ways to write é are the same.
            if index > 0, pair.name.elementsEqual(pairs[index - 1].name),
                pair.value.elementsEqual(pairs[index - 1].value)
            {
                continue
            }
            joined += String(pair.name) + String(pair.value)
        }
        return joined
    }

    /// The address as given, without its port, and with the port its scheme implies.
    static func spellings(of address: String) -> [String] {
        guard let start = address.range(of: "://") else { return [address] }
        let end =
            address[start.upperBound...].firstIndex { "/?#".contains($0) } ?? address.endIndex
        let scheme = String(address[..<start.upperBound])
        let authority = String(address[start.upperBound..<end])
        let rest = String(address[end...])
        let colon = authority.lastIndex(of: ":").flatMap { colon in
            authority[authority.index(after: colon)...].allSatisfy(\.isNumber) ? colon : nil
        }
        guard let colon else {
            let port = scheme.hasPrefix("https") ? ":443" : ":80"
            return [address, scheme + authority + port + rest]
        }
        return [address, scheme + authority[..<colon] + rest]
    }
}
