import BatonCore

/// 360dialog keeps an address and headers for each number, and sends both as they were given.
///
/// Source: 360dialog, "Webhook configuration": `/v1/configs/webhook`.
extension Dialog360Adapter: RegisteringChannel {
    /// Asks for the address.
    package func registrationRequest() throws(CannotSend) -> ProviderRequest {
        .get("\(base)/v1/configs/webhook", headers: try key())
    }

    /// Sets our address, with the header that proves what comes to it.
    package func registeringRequest() throws(CannotSend) -> ProviderRequest {
        try .json(
            "\(base)/v1/configs/webhook", headers: try key(),
            body: [
                "url": try address(),
                "headers": [Self.header: try settings.credential("header_token")],
            ])
    }

    /// The address that is called, where one is.
    package func registration(of response: ProviderResponse) -> WebhookRegistration? {
        guard response.isSuccess, let json = response.json else { return nil }
        var registration = WebhookRegistration(address: json.words("url"))
        if let headers = json.object("headers"), registration.address != nil,
            !headers.raw.keys.contains(where: { $0.lowercased() == Self.header })
        {
            registration.fault = "the header \(Self.header) is not sent"
        }
        return registration
    }

    /// What differs from the configuration.
    package func objections(to registration: WebhookRegistration) -> [String] {
        let remedy = "run 'baton channel connect \(settings.connection)'"
        guard let wanted = try? address() else {
            return ["http.public_url is missing, so nothing says which address is right: set it"]
        }
        guard registration.address == wanted else {
            return [
                "360dialog calls \(registration.address ?? "no address"), and not \(wanted): "
                    + remedy
            ]
        }
        return registration.fault.map { ["\($0), so every webhook is refused: \(remedy)"] } ?? []
    }

    private func address() throws(CannotSend) -> String {
        guard let address = settings.webhookAddress else {
            throw CannotSend(
                "http.public_url is missing; set it to the https address that leads to this worker",
                "未設定 http.public_url；請設為可連到此伺服器的 https 網址")
        }
        return address
    }
}
