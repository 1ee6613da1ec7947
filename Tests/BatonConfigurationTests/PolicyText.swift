import BatonChannels
import BatonCore
import Testing

@testable import BatonConfiguration

/// Policy files as tests write them, and what is asked of them.
enum PolicyText {
    static func book(_ text: String) throws -> PolicyBook {
        try PolicyFiles.book(of: [("p.yaml", text)], shipped: 0)
    }

    /// What a file is refused for.
    static func faults(_ text: String) -> [String] {
        do {
            _ = try PolicyFiles.book(of: [("p.yaml", text)], shipped: 0)
            return []
        } catch {
            return error.findings.map(\.description)
        }
    }

    static func row(_ says: String, id: String = "a", from: String = "2026-01-01") -> String {
        "  - {id: \(id), effective_from: \(from), source: s, \(says)}\n"
    }

    static func asked(
        _ provider: String = "whatsapp_cloud", country: String = "HK", at day: String
    ) throws -> PolicyCase {
        PolicyCase(
            provider: provider, inbox: InboxID(connection: "shop", account: "852"),
            country: try #require(PolicyCountry(written: country)),
            at: try #require(PolicyMoment.read(day)))
    }
}
