import ArgumentParser
import BatonConfiguration
import BatonConsole
import BatonCore
import BatonDesk
import BatonKnowledge
import BatonTerminal
import BatonUI
import Foundation

/// Opens the console, and starts the worker where none runs.
struct ConsoleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "console", abstract: "Open the console (what 'baton' alone does).")

    @OptionGroup var global: GlobalOptions

    @Option(name: .long, help: "dark, light, high-contrast or mono.")
    var theme: String?

    @Option(name: .long, help: "en or zh-Hant.")
    var language: String?

    func run() throws {
        guard global.configurationPath != nil else { return offer() }
        let configuration = try global.load()
        try WorkerLauncher.ensureRunning(configuration)
        try ConsoleSession(
            dataFolder: configuration.dataFolder, theme: theme, language: language
        ).run()
    }

    private func offer() {
        Output.line(
            """
            There is no configuration here.
              baton demo    a sample shop with simulated customers, nothing to set up
              baton init    writes ./baton.yaml for a business of your own
            """)
    }
}

/// One console on this terminal.
struct ConsoleSession {
    let dataFolder: String
    let theme: String?
    let language: String?

    func run() throws {
        let environment = ProcessInfo.processInfo.environment
        let noColour = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        let loaded = try ShippedThemes.load(
            theme ?? (noColour ? "mono" : "dark"), override: Self.override)
        let interface =
            language.flatMap(InterfaceLanguage.init(rawValue:))
            ?? (environment["LANG"]?.hasPrefix("zh") == true ? .traditionalChinese : .english)
        let folder = dataFolder
        try MainActor.assumeIsolated {
            let terminal = try NcursesTerminal(colour: !noColour)
            defer { terminal.close() }
            ConsoleProgram(
                terminal: terminal, link: WorkerLink(dataFolder: folder),
                clock: SystemWallClock(), language: interface, theme: loaded,
                themes: { try? ShippedThemes.load($0, override: Self.override) },
                edit: EntryEditor.edit
            ).run()
        }
    }

    /// A theme of a person's own: `$XDG_CONFIG_HOME/baton/themes/NAME.theme`.
    private static func override(_ name: String) -> (text: String, file: String)? {
        let environment = ProcessInfo.processInfo.environment
        let base = environment["XDG_CONFIG_HOME"] ?? NSHomeDirectory() + "/.config"
        let path = "\(base)/baton/themes/\(name).theme"
        return (try? String(contentsOfFile: path, encoding: .utf8)).map { ($0, path) }
    }
}
