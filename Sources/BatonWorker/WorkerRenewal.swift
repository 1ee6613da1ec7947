import BatonChannels
import BatonConfiguration
import BatonCore
import BatonStore
import Foundation
import Synchronization

/// What a worker goes on with once its services have ended: the same store under connections that were
/// changed in the file.
final class WorkerRenewal: Sendable {
    /// A configuration with the adapters of its connections.
    struct Plan {
        let configuration: Configuration
        let adapters: [String: any ChannelAdapter]

        /// Makes the adapters of a configuration.
        /// - Throws: ``ChannelConfigurationError`` where a connection lacks what verifying needs.
        init(_ configuration: Configuration) throws(ChannelConfigurationError) {
            var adapters: [String: any ChannelAdapter] = [:]
            for connection in configuration.connections {
                adapters[connection.id] = try ChannelRegistry.adapter(
                    for: ChannelSettings(connection, publicURL: configuration.http.publicURL))
            }
            self.configuration = configuration
            self.adapters = adapters
        }
    }

    private let next = Mutex<Plan?>(nil)

    /// Reads the file again and keeps what it says for the next round, where its connections differ.
    /// - Returns: whether the worker has something to go on with.
    /// - Throws: ``ConfigurationError`` or ``ChannelConfigurationError``; then nothing changes.
    func read(beside inForce: Configuration) throws -> Bool {
        guard FileManager.default.fileExists(atPath: inForce.file) else { return false }
        func load(needsSecrets: Bool) throws -> Configuration {
            try ConfigurationFile.load(
                inForce.file, environment: ProcessInfo.processInfo.environment,
                needsSecrets: needsSecrets)
        }
        // Where nothing differs, a secret that has gone since must not keep the policy from being read.
        let seen = try load(needsSecrets: false)
        guard Self.isOther(seen, inForce) else { return false }
        let plan = try Plan(try load(needsSecrets: true))
        guard plan.configuration.dataFolder == inForce.dataFolder else {
            throw ConfigurationError([
                ConfigurationFinding(
                    file: inForce.file, line: 1,
                    message: "'data' cannot change while the worker runs; stop it, then start it")
            ])
        }
        next.withLock { $0 = plan }
        return true
    }

    /// Whether there is something to go on with.
    var isWaiting: Bool { next.withLock { $0 != nil } }

    /// What to go on with; `nil` where the worker is to end.
    func take() -> Plan? {
        next.withLock { next in
            defer { next = nil }
            return next
        }
    }

    /// Whether the connections differ in more than the lines that they stand on.
    private static func isOther(_ one: Configuration, _ other: Configuration) -> Bool {
        func plain(_ configuration: Configuration) -> [Configuration.Connection] {
            configuration.connections.map { connection in
                var connection = connection
                connection.line = 0
                return connection
            }
        }
        return plain(one) != plain(other)
    }
}

/// Reading the files again while the worker runs, at a signal or when a person asks.
struct PolicyReload: Sendable {
    let configuration: Configuration
    let keeper: PolicyKeeper
    let store: any Store
    let renewal: WorkerRenewal
    /// Ends this round of services, in good order.
    let end: @Sendable () async -> Void

    /// Puts policies in force for the next message; where connections changed, ``finish()`` has the
    /// services begin anew with them on the same store.
    /// - Returns: whether anything differs.
    /// - Throws: what is wrong with the files, and the old ones stay in force; or ``StoreError``.
    func run(by actor: Actor, at now: Timestamp) async throws -> Bool {
        // Everything is read before anything changes.
        let isRenewed = try renewal.read(beside: configuration)
        let isOther: Bool
        do {
            isOther = try await keeper.reload(into: store, by: actor, at: now)
        } catch {
            _ = renewal.take()
            throw error
        }
        return isOther || isRenewed
    }

    /// Ends this round of services where there is another to go on with; who asked was told before.
    func finish() async {
        if renewal.isWaiting { await end() }
    }
}
