import BatonCore
import Foundation

/// Source: Telegram, Bot API, "setWebhook", "deleteWebhook" and "WebhookInfo".
extension TelegramAdapter: RegisteringChannel {
    /// The ports that Telegram calls.
    private static let ports = [443, 80, 88, 8443]

    /// Asks for the webhook.
    package func registrationRequest() throws(CannotSend) -> ProviderRequest {
        try call("getWebhookInfo", [])
    }

    /// What Telegram says of the webhook.
    package func registration(of response: ProviderResponse) -> WebhookRegistration? {
        guard let json = response.json, json.flag("ok") == true, let info = json.object("result")
        else { return nil }
        return WebhookRegistration(
            address: info.words("url"), kinds: info.strings("allowed_updates"),
            waiting: info.code("pending_update_count") ?? 0,
            fault: info.words("last_error_message"))
    }

    /// Sets the webhook, or deletes it where updates are polled; what waits is kept.
    package func registeringRequest() throws(CannotSend) -> ProviderRequest {
        if settings.isPolled { return try call("deleteWebhook", []) }
        let token = try settings.credential("secret_token")
        guard (1...256).contains(token.utf8.count), token.utf8.allSatisfy(Self.isTokenCharacter)
        else {
            throw CannotSend(
                "secret_token has 1 to 256 letters, digits, _ and -; mend it, then connect again",
                "secret_token 須為 1 至 256 個字母、數字、_ 或 -；修正後再連接")
        }
        let kinds = TelegramUpdate.kinds.map { "\"\($0)\"" }.joined(separator: ",")
        return try call(
            "setWebhook",
            [
                ("url", try address()), ("secret_token", token),
                ("allowed_updates", "[\(kinds)]"),
            ])
    }

    /// What differs from the configuration.
    package func objections(to registration: WebhookRegistration) -> [String] {
        let remedy = "run 'baton channel connect \(settings.connection)'"
        if settings.isPolled {
            guard let address = registration.address else { return [] }
            return ["Telegram calls \(address), so nothing can be polled: \(remedy)"]
        }
        let wanted: String
        do throws(CannotSend) {
            wanted = try address()
        } catch {
            return [error.reason]
        }
        guard registration.address == wanted else {
            let now = registration.address ?? "no address"
            return ["Telegram calls \(now), and not \(wanted): \(remedy)"]
        }
        var objections: [String] = []
        let lacking = registration.kinds.map { known in
            TelegramUpdate.kinds.filter { !known.contains($0) }
        }
        // Without a list of its own Telegram sends all but reactions.
        let missing = lacking ?? ["message_reaction"]
        if !missing.isEmpty {
            objections.append(
                "Telegram does not send \(missing.joined(separator: ", ")): \(remedy)")
        }
        if let fault = registration.fault {
            objections.append(
                "Telegram's last call failed (\(fault)), \(registration.waiting) wait: see that "
                    + "\(wanted) leads to this worker")
        }
        return objections
    }

    private func address() throws(CannotSend) -> String {
        guard let base = settings.publicURL, let address = settings.webhookAddress else {
            throw CannotSend(
                "http.public_url is missing; set it to the https address that leads to this "
                    + "worker, or set 'receive: poll'",
                "未設定 http.public_url；請設為可連到此伺服器的 https 網址，或設定 receive: poll")
        }
        guard let url = URLComponents(string: base), url.scheme == "https",
            Self.ports.contains(url.port ?? 443)
        else {
            throw CannotSend(
                "Telegram calls https on the ports 443, 80, 88 and 8443 alone, and http.public_url "
                    + "is \(base)",
                "Telegram 只連接 443、80、88 及 8443 埠的 https，而 http.public_url 是 \(base)")
        }
        return address
    }

    private static func isTokenCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
