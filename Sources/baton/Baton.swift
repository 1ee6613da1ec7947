import ArgumentParser
import Glibc

/// Answers a business's customers, and hands over to people.
@main
struct Baton: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "baton",
        abstract: "Answers customers from your own knowledge, and hands over to people.",
        discussion: """
            'baton' alone opens the console, and starts the worker where none runs.
            A first look without any set-up: baton demo
            A business of your own: baton init, then baton doctor, then baton
            How a part of it is used: baton guide
            """,
        subcommands: [
            ConsoleCommand.self, WorkerCommand.self, StopCommand.self, DemoCommand.self,
            InitCommand.self, DoctorCommand.self, KnowledgeCommand.self, AskCommand.self,
            ChatCommand.self, GateCommand.self, PolicyCommand.self, ReplayCommand.self,
            ModelCommand.self, ChannelCommand.self, EventsCommand.self, ExplainCommand.self,
            RecordsCommand.self, BackupCommand.self, RestoreCommand.self, GuideCommand.self,
        ],
        defaultSubcommand: ConsoleCommand.self)

    /// The library's own root is not used: under it a synchronous command runs off the main
    /// thread, and the console's loop must own that thread.
    static func main() async {
        hearSignals()
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            exit(withError: Failure.exit(for: error))
        }
    }

    /// Blocks no signal, whatever was inherited: a program started from a thread that blocks them
    /// (as every thread of a dispatch pool does) would otherwise never hear SIGTERM or SIGWINCH.
    private static func hearSignals() {
        var none = sigset_t()
        sigemptyset(&none)
        sigprocmask(SIG_SETMASK, &none, nil)
    }
}
