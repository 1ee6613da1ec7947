import ArgumentParser
import BatonConfiguration
import Foundation

/// Writes a configuration to begin with.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Write a commented baton.yaml.")

    @OptionGroup var global: GlobalOptions

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func run() throws {
        let path = absolutePath(global.config ?? "baton.yaml")
        guard !FileManager.default.fileExists(atPath: path) else {
            throw Failure(.foundWanting, "\(path) exists already; nothing was changed")
        }
        do {
            try Data(ConfigurationTemplate.text.utf8).write(to: URL(fileURLWithPath: path))
        } catch {
            throw Failure(
                .notPermitted, "cannot write \(path): no such folder, or no permission")
        }
        if json { return try Output.json(["wrote": path]) }
        Output.line("Wrote \(path). Next: baton doctor")
    }
}
