import ArgumentParser
import AsyncHTTPClient
import BatonChannels
import BatonConfiguration
import BatonCore
import BatonDesk
import BatonEncoder
import BatonStore
import BatonWorker
import Foundation
import NIOCore
import NIOHTTP1

/// Writes a configuration to begin with.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Write a commented baton.yaml.")

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let path = absolutePath(global.config ?? "baton.yaml")
        guard !FileManager.default.fileExists(atPath: path) else {
            throw Failure(.foundWanting, "\(path) exists already; nothing was changed")
        }
        try Data(ConfigurationTemplate.text.utf8).write(to: URL(fileURLWithPath: path))
        Output.line("Wrote \(path). Next: baton doctor")
    }
}

/// Checks everything that can be checked, and says how to mend each finding.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check the set-up and say how to mend it.")

    @OptionGroup var global: GlobalOptions

    @Flag(name: .long, help: "Also ask each provider who the number is.")
    var online = false

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    struct Finding: Encodable {
        enum Level: String, Encodable { case ok, warning, fault }
        var level: Level
        var message: String
    }

    func run() async throws {
        var findings: [Finding] = []
        let configuration = try global.load()
        findings.append(Finding(level: .ok, message: "\(configuration.file) is well formed"))
        findings += configuration.warnings.map { Finding(level: .warning, message: $0.description) }
        findings += connections(of: configuration)
        findings.append(Self.model())
        findings += await record(of: configuration)
        if online { findings += await providers(of: configuration) }
        if json {
            try Output.json(findings)
        } else {
            for finding in findings {
                let sign = ["ok": "✓", "warning": "!", "fault": "✗"][finding.level.rawValue] ?? " "
                Output.line("\(sign) \(finding.message)")
            }
        }
        if findings.contains(where: { $0.level == .fault }) {
            throw ExitCode(Failure.Code.foundWanting.rawValue)
        }
    }

    private func connections(of configuration: Configuration) -> [Finding] {
        var findings: [Finding] = []
        if configuration.connections.isEmpty {
            findings.append(
                Finding(level: .warning, message: "no connections: no customer can reach you yet"))
        }
        for connection in configuration.connections {
            let hook = "\(configuration.http.publicURL ?? "<public_url>")/webhooks/\(connection.id)"
            findings.append(
                Finding(level: .ok, message: "\(connection.id): the webhook's address is \(hook)"))
            for (name, use) in [
                ("verify_token", "Meta cannot verify the webhook's address"),
                ("access_token", "nothing can be sent; replies are handed over"),
            ] where connection.secrets[name]?.isEmpty ?? true {
                findings.append(
                    Finding(
                        level: .warning, message: "\(connection.id): no \(name): \(use); set it"))
            }
            if connection.inboxes.isEmpty {
                findings.append(
                    Finding(
                        level: .warning,
                        message: "\(connection.id): no inboxes: every number is for people only"))
            }
        }
        if configuration.http.publicURL == nil {
            findings.append(
                Finding(
                    level: .warning,
                    message: "http.public_url is not set; it is the address you give to providers"))
        }
        return findings
    }

    /// Whether entries are found by meaning as well as by words.
    private static func model() -> Finding {
        do {
            guard let encoder = try UniversalSentenceEncoder.installed() else {
                return Finding(
                    level: .warning,
                    message: "no model at \(ModelCommand.path): entries are found by their words "
                        + "alone; install it: baton model install")
            }
            try encoder.verify()
            return Finding(level: .ok, message: "the model \(encoder.model) is sound")
        } catch {
            return Finding(level: .warning, message: "\(error); until then by words alone")
        }
    }

    private func record(of configuration: Configuration) async -> [Finding] {
        do {
            return try await RecordAccess.use(configuration) { record in
                var findings: [Finding] = []
                if case .verification(let result) = try await record.send(.verify) {
                    findings.append(
                        Finding(
                            level: result.isSound ? .ok : .fault,
                            message: result.isSound
                                ? "the record is sound: \(result.messages) messages, "
                                    + "\(result.eventsChecked) events"
                                : "the record is damaged: "
                                    + result.findings.joined(separator: "; ")
                                    + "; restore a backup with 'baton restore'"))
                }
                for connection in configuration.connections {
                    for name in Set(connection.inboxes.compactMap(\.knowledge)).sorted() {
                        if case .entries(let page) = try await record.send(
                            .entries(knowledge: name, after: nil, limit: 1)), page.isEmpty
                        {
                            findings.append(
                                Finding(
                                    level: .warning,
                                    message:
                                        "knowledge '\(name)' is empty; every question is handed "
                                        + "over: baton kb import FILE --into \(name)"))
                        }
                    }
                }
                return findings
            }
        } catch {
            return [Finding(level: .fault, message: "the record cannot be read: \(error)")]
        }
    }

    private func providers(of configuration: Configuration) async -> [Finding] {
        let client = HTTPClient(eventLoopGroupProvider: .singleton)
        var findings: [Finding] = []
        for connection in configuration.connections {
            guard let adapter = try? ChannelRegistry.adapter(for: ChannelSettings(connection))
            else {
                continue
            }
            for inbox in connection.inboxes {
                guard let request = adapter.identityRequest(account: inbox.account) else {
                    continue
                }
                var outgoing = HTTPClientRequest(url: request.url)
                outgoing.method = HTTPMethod(rawValue: request.method)
                for (name, value) in request.headers {
                    outgoing.headers.add(name: name, value: value)
                }
                let label = "\(connection.id)/\(inbox.account)"
                do {
                    let response = try await client.execute(outgoing, timeout: .seconds(10))
                    let body = try await response.body.collect(upTo: 65_536)
                    let isWell = response.status.code == 200
                    findings.append(
                        Finding(
                            level: isWell ? .ok : .fault,
                            message: "\(label): " + String(buffer: body).prefix(300)))
                } catch {
                    findings.append(
                        Finding(level: .fault, message: "\(label): the provider does not answer"))
                }
            }
        }
        try? await client.shutdown()
        return findings
    }
}
