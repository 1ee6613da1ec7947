import BatonCore
import Foundation
import Yams

/// Finds and reads `baton.yaml`.
package enum ConfigurationFile {
    /// The first that is named or exists: `--config`, `$BATON_CONFIG`, `./baton.yaml`,
    /// `/etc/baton/baton.yaml`; absolute.
    package static func locate(explicit: String?, environment: [String: String]) -> String? {
        let named = explicit ?? environment["BATON_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
        if let named { return absolute(named) }
        return ["baton.yaml", "/etc/baton/baton.yaml"].map { absolute($0) }
            .first { FileManager.default.fileExists(atPath: $0) }
    }

    /// Reads and checks a configuration.
    /// - Parameter needsSecrets: whether a secret that is not at hand is an error; people who only
    ///   speak to the worker have none of them, and need none.
    /// - Throws: ``ConfigurationError`` with everything that is wrong, by line.
    package static func load(
        _ path: String, environment: [String: String], needsSecrets: Bool = true
    ) throws(ConfigurationError) -> Configuration {
        let path = absolute(path)
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ConfigurationError([
                ConfigurationFinding(
                    file: path, line: 1, message: "cannot be read; 'baton init' writes one")
            ])
        }
        return try parse(
            String(decoding: data, as: UTF8.self), file: path, environment: environment,
            needsSecrets: needsSecrets)
    }

    /// Checks the text of a configuration.
    /// - Throws: ``ConfigurationError`` with everything that is wrong, by line.
    package static func parse(
        _ text: String, file: String, environment: [String: String], needsSecrets: Bool = true
    ) throws(ConfigurationError) -> Configuration {
        let root = try compose(text, file: file)
        var reader = ConfigurationReader(
            file: file, environment: environment, needsSecrets: needsSecrets)
        let configuration = reader.read(root)
        guard reader.findings.isEmpty, let configuration else {
            throw ConfigurationError(reader.findings.sorted { $0.line < $1.line })
        }
        return configuration
    }

    /// The nodes of a YAML text.
    /// - Throws: ``ConfigurationError`` where it is no YAML.
    static func compose(_ text: String, file: String) throws(ConfigurationError) -> Node? {
        do {
            return try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw ConfigurationError([
                ConfigurationFinding(
                    file: file, line: line(of: error), message: "not YAML: \(plain(error))")
            ])
        } catch {
            throw ConfigurationError([
                ConfigurationFinding(file: file, line: 1, message: "not YAML")
            ])
        }
    }

    static func absolute(_ path: String, from folder: String? = nil) -> String {
        let base = folder ?? FileManager.default.currentDirectoryPath
        return URL(
            fileURLWithPath: (path as NSString).expandingTildeInPath,
            relativeTo: URL(fileURLWithPath: base, isDirectory: true)
        ).standardizedFileURL.path
    }

    private static func line(of error: YamlError) -> Int {
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _),
            .composer(_, _, let mark, _):
            mark.line
        case .duplicatedKeysInMapping(_, let context): context.mark.line
        default: 1
        }
    }

    private static func plain(_ error: YamlError) -> String {
        switch error {
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _),
            .composer(_, let problem, _, _):
            problem
        case .duplicatedKeysInMapping: "a key is given twice"
        default: "it cannot be read"
        }
    }
}
