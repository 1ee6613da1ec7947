import ArgumentParser
import AsyncHTTPClient
import BatonChannels
import BatonConfiguration
import BatonCore
import BatonWorker
import Foundation
import NIOCore
import NIOHTTP1

/// Checks everything that can be checked, and says how to mend each finding.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check the set-up and say how to mend it.")

    @OptionGroup var global: GlobalOptions

    @Flag(
        name: .long,
        help: "Also ask each provider who the number is, and the language model for a word.")
    var online = false

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func run() async throws {
        let configuration = try global.loadForWorker()
        var findings = await Doctor(
            configuration: configuration, now: SystemWallClock().now()
        ).findings()
        if online {
            findings += await providers(of: configuration)
            if let settings = configuration.composing {
                findings.append(await Doctor.greet(settings))
            }
        }
        if json {
            try Output.json(findings)
        } else {
            for finding in findings { Output.line("\(sign(finding.level)) \(finding.message)") }
        }
        if findings.contains(where: { $0.level == .fault }) {
            throw ExitCode(Failure.Code.foundWanting.rawValue)
        }
    }

    private func sign(_ level: Finding.Level) -> String {
        switch level {
        case .ok: "✓"
        case .warning: "!"
        case .fault: "✗"
        }
    }

    private func providers(of configuration: Configuration) async -> [Finding] {
        let client = HTTPClient(eventLoopGroupProvider: .singleton)
        var findings: [Finding] = []
        for connection in configuration.connections {
            let label = connection.id
            guard
                let adapter = try? ChannelRegistry.adapter(
                    for: ChannelSettings(connection, publicURL: configuration.http.publicURL))
            else { continue }
            for inbox in connection.inboxes {
                guard let request = adapter.identityRequest(account: inbox.account) else {
                    findings.append(
                        .warning("\(label)/\(inbox.account): cannot ask; set access_token"))
                    continue
                }
                findings.append(
                    await ask(request, label: "\(label)/\(inbox.account)", with: client))
            }
            findings += await registration(of: connection, configuration)
        }
        try? await client.shutdown()
        return findings
    }

    private func ask(_ request: ProviderRequest, label: String, with client: HTTPClient) async
        -> Finding
    {
        var outgoing = HTTPClientRequest(url: request.url)
        outgoing.method = HTTPMethod(rawValue: request.method)
        for (name, value) in request.headers { outgoing.headers.add(name: name, value: value) }
        do {
            let response = try await client.execute(outgoing, timeout: .seconds(10))
            let body = try await response.body.collect(upTo: 65_536)
            let words = String(buffer: body).prefix(300)
            guard response.status.code == 200 else {
                return .fault(
                    "\(label): the provider answers \(response.status.code): \(words); check the "
                        + "account and access_token")
            }
            return .ok("\(label): \(words)")
        } catch {
            return .fault(
                "\(label): the provider does not answer; check the network and api_base")
        }
    }

    /// Whether the provider calls the address that the configuration asks for.
    private func registration(
        of connection: Configuration.Connection, _ configuration: Configuration
    ) async -> [Finding] {
        guard
            let registrar = try? ChannelRegistrar(
                connection, publicURL: configuration.http.publicURL), registrar.canAsk
        else { return [] }
        do throws(ChannelRegistrar.Fault) {
            let (found, objections) = try await registrar.look()
            guard objections.isEmpty else {
                return objections.map { .warning("\(connection.id): \($0)") }
            }
            let how =
                found.apps.map { "tells \($0.joined(separator: ", ")) of the account" }
                ?? found.address.map { "calls \($0)" } ?? "is polled"
            return [.ok("\(connection.id): the provider \(how)")]
        } catch {
            return [.fault(error.description)]
        }
    }
}
