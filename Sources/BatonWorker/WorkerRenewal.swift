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

    private struct State {
        var policies: PolicyKeeper
        var next: Plan?
        var isOver = false
    }

    private let state: Mutex<State>

    /// Makes it with the policy that the first set of services begins with.
    init(policies: PolicyKeeper) { state = Mutex(State(policies: policies)) }

    /// The policy in force, for a set of services under a configuration.
    func keeper(of configuration: Configuration) -> PolicyKeeper {
        state.withLock { state in
            state.policies = PolicyKeeper(configuration, book: state.policies.current)
            return state.policies
        }
    }

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
        state.withLock { $0.next = plan }
        return true
    }

    /// Whether there is something to go on with.
    var isWaiting: Bool { state.withLock { $0.next != nil } }

    /// What to go on with, where it is such; `nil` where it is not, or the worker is to end.
    func take(where matches: (Plan) -> Bool = { _ in true }) -> Plan? {
        state.withLock { state in
            guard let plan = state.next, !state.isOver, matches(plan) else { return nil }
            state.next = nil
            return plan
        }
    }

    /// Has the worker end, whatever was read.
    func end() { state.withLock { $0.isOver = true } }

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
    /// Has requests wait for the next set of services.
    let close: @Sendable () -> Void
    /// Ends this set of services, in good order.
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
        // From here on what comes in is for the new connections.
        if isRenewed { close() }
        return isOther || isRenewed
    }

    /// Ends this set of services where there is another to go on with; who asked was told before.
    func finish() async {
        if renewal.isWaiting { await end() }
    }
}
