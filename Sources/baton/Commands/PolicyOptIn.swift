import ArgumentParser
import BatonConfiguration
import BatonCore
import BatonDesk

extension PolicyCommand {
    /// What a customer said of marketing.
    struct OptIn: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "opt-in",
            abstract: "Record that a customer agreed to marketing messages, or takes it back.",
            discussion: """
                Marketing templates go only to customers whose consent is recorded, where the policy \
                says 'marketing_requires_opt_in'. The log keeps who recorded it and how they said so.
                """)

        @OptionGroup var global: GlobalOptions

        @Argument(help: "A conversation with the customer.")
        var conversation: String

        @Option(name: .long, help: "How they said so, such as 'ticked the box at the till'.")
        var how: String

        @Flag(name: .long, help: "They take it back.")
        var withdrawn = false

        func run() async throws {
            let configuration = try global.load()
            let desk = try await DeskClient.connect(dataFolder: configuration.dataFolder)
            let reply = try await desk.send(
                .policy(
                    .optIn(ConversationID(conversation), isGranted: !withdrawn, how: how)))
            await desk.close()
            switch reply {
            case .done: Output.line(withdrawn ? "Taken back." : "Recorded.")
            case .refused(let refusal): throw refusal
            default: throw Failure(.foundWanting, "the worker is of another version; restart it")
            }
        }
    }
}
