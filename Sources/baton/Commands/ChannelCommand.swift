import ArgumentParser
import BatonChannels
import BatonConfiguration
import BatonWorker

/// What providers are told of this worker.
struct ChannelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "channel",
        abstract: "Have a provider call this worker, or ask whether it does.",
        subcommands: [ConnectCommand.self, ShowCommand.self])

    /// Registers the webhook.
    struct ConnectCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "connect",
            abstract: "Register the webhook's address, or remove it where events are polled.",
            discussion: """
                For Telegram: sets the address, the secret token and the kinds of updates, or, with
                'receive: poll', deletes the webhook that would bar polling. For 360dialog: sets the
                address and the header that proves what comes. For WhatsApp (Meta Cloud API):
                subscribes the token's app to the business account 'waba_id', without which no webhook
                ever comes. Then shows what holds.
                """)

        @OptionGroup var global: GlobalOptions
        @Argument(help: "The connection's key in baton.yaml.")
        var connection: String

        func run() async throws {
            try ChannelCommand.report(
                await ChannelCommand.registrar(of: connection, in: try global.loadForWorker())
                    .connect())
        }
    }

    /// Shows what is registered.
    struct ShowCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Show which address a provider calls, or which apps it tells.")

        @OptionGroup var global: GlobalOptions
        @Argument(help: "The connection's key in baton.yaml.")
        var connection: String

        func run() async throws {
            try ChannelCommand.report(
                await ChannelCommand.registrar(of: connection, in: try global.loadForWorker())
                    .look())
        }
    }

    private static func registrar(of id: String, in configuration: Configuration) throws
        -> ChannelRegistrar
    {
        guard let connection = configuration.connections.first(where: { $0.id == id }) else {
            let known = configuration.connections.map(\.id).joined(separator: ", ")
            throw Failure(.usage, "there is no connection '\(id)'; there is: \(known)")
        }
        guard
            let registrar = try ChannelRegistrar(
                connection, publicURL: configuration.http.publicURL)
        else {
            throw Failure(
                .usage,
                "\(id): this provider takes the address in its own pages; 'baton doctor' says which"
            )
        }
        return registrar
    }

    private static func report(_ found: (WebhookRegistration, objections: [String])) throws {
        let (registration, objections) = found
        if let apps = registration.apps {
            Output.line("apps     \(apps.isEmpty ? "none" : apps.joined(separator: ", "))")
            Output.line("calls    \(registration.address ?? "the address in the app's own pages")")
        } else {
            Output.line("calls    \(registration.address ?? "no address")")
            let kinds = registration.kinds?.joined(separator: ", ")
            Output.line("sends    \(kinds ?? "its own choice")")
            Output.line("waiting  \(registration.waiting)")
        }
        for objection in objections { Output.line("! \(objection)") }
        if !objections.isEmpty { throw ExitCode(Failure.Code.foundWanting.rawValue) }
    }
}
