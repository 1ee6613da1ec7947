import BatonConfiguration
import BatonCore
import Foundation

/// The configuration of workers that run in this process.
enum BenchSetUp {
    static let secret = "bench-secret"

    static func configuration(
        _ folder: String, apiBase: String?, debounce: Configuration.Debounce
    ) -> Configuration {
        var secrets = ["app_secret": [Secret(value: secret, source: .literal)]]
        if apiBase != nil {
            secrets["access_token"] = [Secret(value: "bench", source: .literal)]
        }
        return Configuration(
            file: folder + "/baton.yaml", dataFolder: folder,
            http: .init(host: "127.0.0.1", port: 0, publicURL: nil),
            connections: [
                .init(
                    id: "whatsapp_cloud", channel: "whatsapp_cloud", secrets: secrets,
                    apiBase: apiBase, apiVersion: nil,
                    inboxes: [
                        .init(account: "1", name: "Bench", knowledge: "shop", mode: .auto)
                    ], line: 1)
            ],
            people: [], desk: .init(group: nil),
            gate: .init(thresholds: ConfigurationDefaults.thresholds), hours: .always,
            debounce: debounce)
    }
}

extension Encodable {
    /// One line of JSON with sorted keys.
    static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
