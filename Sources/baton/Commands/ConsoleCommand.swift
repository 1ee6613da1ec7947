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
        try NcursesTerminal.requireTerminal()
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
    /// What the console says at the bottom when it begins.
    var greeting: BilingualText?

    /// The language of the screen: the one that is named, else that of the locale.
    /// - Throws: where the screen has no such language.
    static func interface(_ name: String?, locale: String) throws -> InterfaceLanguage {
        guard let name else { return locale.hasPrefix("zh") ? .traditionalChinese : .english }
        switch name.lowercased().prefix(2) {
        case "en": return .english
        case "zh": return .traditionalChinese
        default:
            throw Failure(
                .usage, "there is no language '\(name)'; the console speaks en and zh-Hant")
        }
    }

    func run() throws {
        let environment = ProcessInfo.processInfo.environment
        let noColour = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        let loaded = try ShippedThemes.load(
            theme ?? (noColour ? "mono" : "dark"), override: Self.override)
        let interface = try Self.interface(language, locale: environment["LANG"] ?? "")
        let folder = dataFolder
        try MainActor.assumeIsolated {
            let terminal = try NcursesTerminal(colour: !noColour)
            defer { terminal.close() }
            var surroundings = Self.surroundings
            surroundings.greeting = greeting
            ConsoleProgram(
                terminal: terminal, link: WorkerLink(dataFolder: folder), language: interface,
                theme: loaded, surroundings: surroundings
            ).run()
        }
    }

    private static var surroundings: ConsoleSurroundings {
        ConsoleSurroundings(
            clock: SystemWallClock(), utcOffsetMinutes: offsetMinutes,
            themeNames: ShippedThemes.names + ownThemes,
            theme: { try ShippedThemes.load($0, override: override) },
            keymap: keymap, edit: EntryEditor.edit, create: EntryEditor.create,
            openOutside: ExternalOpener.open)
    }

    /// The machine's own time zone (`TZ`), with its summer time at that moment.
    private static func offsetMinutes(at moment: Timestamp) -> Int {
        var seconds = time_t(moment.milliseconds / 1000)
        var parts = tm()
        localtime_r(&seconds, &parts)
        return parts.tm_gmtoff / 60
    }

    /// Where a person's own files are: `$XDG_CONFIG_HOME/baton`.
    private static var folder: String {
        let environment = ProcessInfo.processInfo.environment
        return (environment["XDG_CONFIG_HOME"] ?? NSHomeDirectory() + "/.config") + "/baton"
    }

    /// A theme of a person's own: `themes/NAME.theme`.
    private static func override(_ name: String) -> (text: String, file: String)? {
        let path = "\(folder)/themes/\(name).theme"
        return (try? String(contentsOfFile: path, encoding: .utf8)).map { ($0, path) }
    }

    private static var ownThemes: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/themes")) ?? []
        return files.filter { $0.hasSuffix(".theme") }.map { String($0.dropLast(6)) }
            .filter { !ShippedThemes.names.contains($0) }.sorted()
    }

    /// A person's own keys: the file `keys`.
    private static func keymap() throws -> Keymap {
        let path = folder + "/keys"
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return .shipped }
        return try KeymapParser.parse(text, file: path)
    }
}
