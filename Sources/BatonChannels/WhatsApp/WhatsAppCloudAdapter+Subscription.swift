import BatonCore

/// An app gets the webhooks of those WhatsApp business accounts alone that it is subscribed to.
///
/// The address itself is the app's, and is set with its verify token in the app's own pages.
///
/// Source: Meta, Graph API, "WhatsApp Business Account: Subscribed Apps", and "Override webhooks".
extension WhatsAppCloudAdapter: RegisteringChannel {
    /// Whether the business account is known.
    package var canAskRegistration: Bool { settings.options["waba_id"] != nil }

    /// Asks which apps are subscribed to the business account.
    package func registrationRequest() throws(CannotSend) -> ProviderRequest {
        .get(try subscribedApps(), headers: try bearer())
    }

    /// Subscribes the app that the token is of; again does nothing.
    package func registeringRequest() throws(CannotSend) -> ProviderRequest {
        ProviderRequest(
            method: "POST", url: try subscribedApps(), headers: try bearer(), body: [])
    }

    /// The apps that are subscribed.
    package func registration(of response: ProviderResponse) -> WebhookRegistration? {
        guard response.isSuccess, let json = response.json, json.raw["data"] is [Any] else {
            return nil
        }
        let entries = json.objects("data")
        let apps = entries.map { entry in
            let app = entry.object("whatsapp_business_api_data")
            let id = app?.words("id") ?? "?"
            return app?.words("name").map { "\($0) (\(id))" } ?? id
        }
        return WebhookRegistration(
            address: entries.compactMap { $0.words("override_callback_uri") }.first, apps: apps)
    }

    /// Whether no app is subscribed, or the account's webhooks go to another address.
    package func objections(to registration: WebhookRegistration) -> [String] {
        guard registration.apps?.isEmpty == false else {
            return [
                "no app is subscribed to the business account, so no webhook comes: run "
                    + "'baton channel connect \(settings.connection)'"
            ]
        }
        guard let address = registration.address, let wanted = settings.webhookAddress else {
            return []
        }
        return address == wanted
            ? []
            : [
                "Meta calls \(address) for this account, and not \(wanted): remove the override of "
                    + "the callback where it was set"
            ]
    }

    /// What Meta's code says of token, permission and account.
    ///
    /// Source: Meta, Graph API, "Handle errors": 190 is the token, 10 and 200 to 299 permissions, 100
    /// an object that does not exist or that the token may not see.
    package func remedy(for response: ProviderResponse) -> String {
        switch response.json?.object("error")?.code("code") ?? 0 {
        case 10, 200...299:
            "give the system user's token whatsapp_business_management, and the account to the user"
        case 100: "check waba_id, and that the system user has the account"
        default: "check access_token"
        }
    }

    private func subscribedApps() throws(CannotSend) -> String {
        guard let account = settings.options["waba_id"] else {
            throw CannotSend(
                "waba_id is missing; set it to the WhatsApp business account's id, from the "
                    + "WhatsApp Manager's settings",
                "未設定 waba_id；請填上 WhatsApp 商業帳號的編號，見 WhatsApp 管理工具的設定")
        }
        guard account.allSatisfy({ $0.isASCII && $0.isNumber }), !account.isEmpty else {
            throw CannotSend(
                "waba_id is '\(account)', and a business account's id is all digits",
                "waba_id 是「\(account)」，商業帳號的編號須全為數字")
        }
        return "\(base)/\(account)/subscribed_apps"
    }
}
