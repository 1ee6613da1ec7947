import ArgumentParser
import BatonConfiguration
import BatonCore
import BatonDesk

/// An inbox's gate, as several commands take it.
struct GateOptions: ParsableArguments {
    @OptionGroup var global: GlobalOptions

    @Option(name: .long, help: "The inbox, by its name or id, where there are several.")
    var inbox: String?

    @Flag(name: .long, help: "Print one line of JSON.")
    var json = false

    /// Asks something about the inbox, through the worker or the store itself where none runs.
    func send(_ request: (InboxID) -> GateRequest) async throws -> GateReply {
        let configuration = try global.load()
        let id = try GateInbox.named(inbox, in: configuration)
        return try await GateInbox.send(request(id), configuration)
    }

    /// Asks for a change, and says how the gates stand after it.
    func change(_ request: (InboxID) -> GateRequest) async throws {
        guard case .report(let reports) = try await send(request) else { return }
        if json { return try Output.json(reports) }
        GateReportText.say(reports)
    }
}

/// One inbox, or all of them.
struct InboxScope: ParsableArguments {
    @OptionGroup var global: GlobalOptions

    @Option(name: .long, help: "One inbox, by its name or id; otherwise all.")
    var inbox: String?

    /// The inbox that is named; `nil` for all.
    func id(in configuration: Configuration) throws -> InboxID? {
        try inbox.map { try GateInbox.named($0, in: configuration) }
    }

    /// Asks something for the scope, and says how the gates stand after it.
    func say(_ request: (InboxID?) -> GateRequest) async throws {
        let configuration = try global.load()
        let reply = try await GateInbox.send(request(id(in: configuration)), configuration)
        guard case .report(let reports) = reply else { return }
        GateReportText.say(reports)
    }
}

/// Which inbox a command is about, and the way to its gate.
enum GateInbox {
    /// The inbox that a person names by `connection/account`, or by its name; `nil` for the only
    /// one.
    static func named(_ name: String?, in configuration: Configuration) throws -> InboxID {
        let all = configuration.connections.flatMap { connection in
            connection.inboxes.map {
                (id: InboxID(connection: connection.id, account: $0.account), name: $0.name)
            }
        }
        let found = all.filter { name == nil || $0.id.description == name || $0.name == name }
        guard found.count == 1, let inbox = found.first else {
            throw Failure(
                .usage,
                (name.map { "'\($0)' names \(found.count) inboxes" }
                    ?? "there are \(found.count) inboxes")
                    + "; say --inbox with one of: "
                    + all.map(\.id.description).joined(separator: ", "))
        }
        return inbox.id
    }

    /// Asks through the worker, or the store itself where none runs.
    static func send(_ request: GateRequest, _ configuration: Configuration) async throws
        -> GateReply
    {
        try await RecordAccess.use(configuration) { record in
            guard case .gate(let reply) = try await record.send(.gate(request)) else {
                throw Failure(.foundWanting, "the worker answered something else; is it older?")
            }
            return reply
        }
    }
}
