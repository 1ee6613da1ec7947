import BatonCore

/// Files of the Cloud API: an id is looked up, and its address lives about five minutes.
///
/// Source: Meta, WhatsApp Business Platform, Cloud API, "Media".
struct WhatsAppMedia {
    /// Where the provider keeps files beside its API.
    static let hosts = ["lookaside.fbsbx.com", ".fbcdn.net", ".whatsapp.net"]

    /// The API's address.
    let base: String
    /// Who may see the credentials.
    let trusted: TrustedHosts
    let credentials: [String: String]

    /// The lookup of an id, or the download where the webhook itself gave an address.
    func fetch(_ content: MessageContent) -> MediaFetch? {
        switch content.type {
        case .image, .video, .audio, .document, .sticker: break
        default: return nil
        }
        if let id = content.mediaID, Self.isID(id) {
            return MediaFetch(
                request: .get("\(base)/\(id)", headers: credentials), isLookup: true,
                maxBytes: 65_536)
        }
        return content.url.flatMap { download($0, content) }
    }

    /// The download that a lookup's answer names.
    func fetch(after response: ProviderResponse, for content: MessageContent) -> MediaFetch? {
        guard response.isSuccess, let json = response.json, let url = json.text("url") else {
            return nil
        }
        var content = content
        content.sha256 = content.sha256 ?? json.text("sha256")
        return download(url, content)
    }

    private func download(_ url: String, _ content: MessageContent) -> MediaFetch? {
        trusted.request(url, credentials: credentials).map {
            MediaFetch(
                request: $0, maxBytes: WhatsAppLimits.inboundBytes, sha256: content.sha256)
        }
    }

    /// Ids are put into an address, so only what cannot change its meaning.
    static func isID(_ id: String) -> Bool {
        !id.isEmpty && id.utf8.count <= 128
            && id.utf8.allSatisfy {
                switch $0 {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}

extension WhatsAppMedia {
    /// The request that uploads a file; its answer's `id` is the media id, good for 30 days.
    /// - Parameter url: the account's `/media`.
    static func upload(
        _ file: OutboundFile, to url: String, credentials: [String: String], boundary: String
    ) -> ProviderRequest {
        file.posted(
            to: url, headers: credentials,
            fields: [("messaging_product", "whatsapp"), ("type", file.mime)], boundary: boundary)
    }

    /// What the answer to an upload says.
    static func uploadReading(of response: ProviderResponse) -> ProviderReading {
        if response.isSuccess, let id = response.json?.words("id"), isID(id) {
            return .accepted(providerID: id)
        }
        guard response.isSuccess else { return WhatsAppAnswer.reading(of: response) }
        return .unclear(response.fault("an answer without a media id"))
    }
}
