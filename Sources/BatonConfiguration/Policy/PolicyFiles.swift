package import BatonChannels
import BatonCore
import Foundation
import Yams

/// Reads the policies that hold: those that ship with Baton, and the business's own.
package enum PolicyFiles {
    /// The shipped files by name; they are in the program itself.
    package static let shipped: [(name: String, bytes: [UInt8])] = [
        ("common.yaml", PackageResources.common_yaml),
        ("whatsapp.yaml", PackageResources.whatsapp_yaml),
        ("whatsapp_cloud.yaml", PackageResources.whatsapp_cloud_yaml),
        ("telegram.yaml", PackageResources.telegram_yaml),
    ]

    /// Reads every file.
    /// - Parameter files: the business's own, absolute.
    /// - Throws: ``ConfigurationError`` with everything that is wrong, by file and line.
    package static func load(_ files: [String]) throws(ConfigurationError) -> PolicyBook {
        var texts = shipped.map {
            ("shipped/" + $0.name, String(decoding: $0.bytes, as: UTF8.self))
        }
        let own = texts.count
        for file in files {
            guard let data = FileManager.default.contents(atPath: file) else {
                throw ConfigurationError([
                    ConfigurationFinding(
                        file: file, line: 1,
                        message: "cannot be read; mend the path under 'policies'")
                ])
            }
            texts.append((file, String(decoding: data, as: UTF8.self)))
        }
        return try book(of: texts, shipped: own)
    }

    /// Reads texts; the first `shipped` of them came with Baton.
    static func book(of texts: [(file: String, text: String)], shipped: Int)
        throws(ConfigurationError) -> PolicyBook
    {
        let providers = ChannelRegistry.profiles.map(\.name)
        var findings: [ConfigurationFinding] = []
        var rows: [PolicyRow] = []
        for (index, (file, text)) in texts.enumerated() {
            var reader = PolicyReader(
                file: file, isShipped: index < shipped, providers: providers)
            do throws(ConfigurationError) {
                rows += reader.read(try ConfigurationFile.compose(text, file: file))
            } catch {
                findings += error.findings
            }
            findings += reader.yaml.findings
        }
        let book = PolicyBook(
            rows: rows, digest: PolicyDigest.of(texts.map { "\($0.file)\u{0}\($0.text)" }))
        // What is half read would be found to contradict itself.
        if findings.isEmpty {
            findings = PolicyCheck.faults(in: book, providers: providers)
        }
        guard findings.isEmpty else {
            throw ConfigurationError(findings.sorted { ($0.file, $0.line) < ($1.file, $1.line) })
        }
        return book
    }
}
