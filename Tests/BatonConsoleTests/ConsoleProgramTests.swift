import BatonConsole
import BatonCore
import BatonDesk
import BatonUI
import Testing

@MainActor
@Suite("ConsoleProgram", .timeLimit(.minutes(10)))
struct ConsoleProgramTests {
    /// Time that stands still: nothing here ends because it was slow.
    private struct StillClock: WallClock {
        func now() -> Timestamp { SampleDesk.now }
    }

    private struct Fault: Error, CustomStringConvertible {
        var description: String
    }

    private func surroundings(
        theme: @escaping (String) throws -> Theme = { try ShippedThemes.load($0) },
        keymap: @escaping () throws -> Keymap = { .shipped }
    ) -> ConsoleSurroundings {
        ConsoleSurroundings(
            clock: StillClock(), theme: theme, keymap: keymap,
            edit: { _, _ in .notEdited(why: nil) }, create: { _, _, _ in .notEdited(why: nil) })
    }

    private func run(
        _ steps: [ScriptedTerminal.Step], link: SampleLink = SampleLink(),
        surroundings: ConsoleSurroundings? = nil
    ) throws -> ScriptedTerminal {
        let terminal = ScriptedTerminal(steps)
        ConsoleProgram(
            terminal: terminal, link: link, language: .english,
            theme: try ShippedThemes.load("dark"),
            surroundings: surroundings ?? self.surroundings()
        ).run()
        return terminal
    }

    @Test("what was typed last has reached the worker when the console ends")
    func farewell() throws {
        let link = SampleLink()

        _ = try run(
            [
                .init(until: "陳大文", keys: ["enter"]),
                .init(until: "r writes a reply", keys: ["r", "a", "b", "c", "esc", "q", "q"]),
            ], link: link)

        let drafts = link.requests.compactMap {
            if case .saveDraft(_, let text) = $0 { text } else { nil }
        }
        #expect(drafts.last == "abc")
    }

    @Test("the first frame is shown before the worker has answered anything")
    func firstFrame() throws {
        let terminal = try run([.init(until: "陳大文", keys: ["q"])])
        #expect(terminal.shown.first?.contains("connecting to the worker…") == true)
    }

    @Test("what it is started with to say stands at the bottom until a key is pressed")
    func greeting() throws {
        var greeting = surroundings()
        greeting.greeting = BilingualText("the shop's page: http://127.0.0.1:9/", "商店網頁")

        let terminal = try run(
            [
                .init(until: "http://127.0.0.1:9/", keys: ["d"]),
                .init(until: "陳大文", keys: ["q"]),
            ], surroundings: greeting)

        #expect(terminal.shown.first?.contains("the shop's page: http://127.0.0.1:9/") == true)
        #expect(terminal.shown.last?.contains("http://127.0.0.1:9/") == false)
    }

    @Test("a theme that is wrong is said with its line, and the old one stays")
    func theme() throws {
        let wrong = surroundings(theme: {
            throw Fault(description: "\($0).theme:3: unknown role 'selecton'")
        })

        let terminal = try run(
            [
                .init(until: "陳大文", keys: ["T"]),
                .init(until: "light.theme:3: unknown role 'selecton'", keys: ["R"]),
                .init(until: "dark.theme:3: unknown role 'selecton'", keys: ["q"]),
            ], surroundings: wrong)

        #expect(Set(terminal.themes.map(\.name)) == ["dark"])
    }

    @Test("another theme shows at once")
    func another() throws {
        let terminal = try run([
            .init(until: "陳大文", keys: ["T"]), .init(until: "陳大文", keys: ["q"]),
        ])
        #expect(terminal.themes.last?.name == "light")
    }

    @Test("a file of keys that is wrong locks nobody out")
    func keys() throws {
        let wrong = surroundings(keymap: { throw Fault(description: "keys:1: unknown command 'x'") }
        )

        let terminal = try run([.init(until: "陳大文", keys: ["q"])], surroundings: wrong)

        #expect(terminal.shown.first?.contains("keys:1: unknown command 'x'") == true)
    }
}
