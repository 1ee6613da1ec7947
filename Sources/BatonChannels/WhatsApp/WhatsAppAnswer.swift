import BatonCore

/// Reads answers of the Cloud API, or of a provider that speaks it.
enum WhatsAppAnswer {
    /// What an answer to a send means; the code decides, never the HTTP status.
    static func reading(of response: ProviderResponse) -> ProviderReading {
        let json = response.json
        if let error = json?.object("error") {
            return .refused(
                ProviderError(
                    code: error.code("code") ?? response.status,
                    title: error.text("message") ?? error.text("title"),
                    details: error.object("error_data")?.text("details"),
                    retryAfterSeconds: response.retryAfterSeconds))
        }
        guard response.isSuccess else { return response.failure() }
        guard let id = json?.objects("messages").first?.words("id") else {
            return .unclear(response.fault("an answer without a message id"))
        }
        return .accepted(providerID: id)
    }
}
