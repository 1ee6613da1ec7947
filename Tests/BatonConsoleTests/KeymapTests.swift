import BatonConsole
import BatonCore
import BatonUI
import Testing

@Suite("Keymap")
struct KeymapTests {
    private func parse(_ text: String) throws -> Keymap {
        try KeymapParser.parse(text, file: "keys")
    }

    @Test("a file gives a command other keys, and the hint bar and the help follow")
    func remapped() throws {
        var driver = Driver()
        driver.model.keymap = try parse("# mine\ntake-over = f2, ctrl+t\ndashboard = none\n")
        #expect(driver.lines.last?.contains("f2 Take over") == true)
        #expect(driver.press("t").isEmpty)
        #expect(driver.press("g").isEmpty)
        #expect(!driver.press("ctrl+t").isEmpty)
        #expect(driver.model.screen == .conversation(ConversationID("c1")))
    }

    @Test("a chord waits for its second key and shows that it does")
    func chord() throws {
        var driver = Driver()
        driver.model.keymap = try parse("dashboard = g d\nfirst = g g, home")
        driver.press("g")
        #expect(driver.screen.contains("g …"))
        driver.press("d")
        #expect(driver.model.screen == .dashboard)
        driver.press("g", "g")
        #expect(driver.model.chord.isEmpty)
    }

    @Test(
        "a mistake is named with its line and what was meant",
        arguments: [
            ("take-ovr = t", "keys:1: unknown command 'take-ovr' (did you mean 'take-over'?)"),
            (
                "\nreply = entr",
                "keys:2: unknown key 'entr' (did you mean 'enter'?); keys are written like j, G, "
                    + "enter, f2, ctrl+k, alt+x"
            ),
            (
                "reply = ctrl+b",
                "keys:1: ctrl+b is the prefix of screen or tmux and would not arrive; choose another"
            ),
            (
                "note = r",
                "keys:1: 'r' of note means reply already (conversation); give reply other keys, or "
                    + "none"
            ),
            ("reply", "keys:1: expected 'command = keys', found 'reply'"),
            ("reply = r\nreply = R", "keys:2: 'reply' has its keys on line 1 already"),
            ("reply = ", "keys:1: a key is missing after '='; or write 'none'"),
            ("reply = a b c d", "keys:1: a chord has from 1 to 3 keys"),
            (
                "dashboard = q d",
                "keys:1: 'q' of dashboard means quit already (queue); give quit other keys, or none"
            ),
        ])
    func mistakes(text: String, message: String) {
        #expect {
            try parse(text)
        } throws: {
            "\($0)" == message
        }
    }

    @Test("a file that is wrong keeps the keys there were, and is said")
    func kept() {
        var driver = Driver()
        driver.hear(.configured(keymap: nil, fault: "keys:1: unknown command 'x'"))
        #expect(driver.notice == "keys:1: unknown command 'x'")
        #expect(driver.model.keymap == .shipped)
    }

    @Test("whatever a file holds, it is read or refused with its line", arguments: 0..<400)
    func fuzz(seed: Int) {
        var random = SplitMix(seed: UInt64(seed))
        let pieces = [
            "reply", "take-over", "=", " ", ",", "\n", "ctrl+", "ctrl+a", "none", "#", "j", "嘅",
            "\u{0}", "\u{1B}", "g g", "first", "esc", "é", "👩‍👩‍👧", "\t", "=\n=",
        ]
        let text = (0..<Int(random.next() % 30)).map { _ in
            pieces[Int(random.next() % UInt64(pieces.count))]
        }.joined()

        do {
            let keymap = try KeymapParser.parse(text, file: "keys")
            for command in Command.allCases {
                for chord in keymap.chords(of: command) { #expect((1...3).contains(chord.count)) }
            }
        } catch {
            #expect(error.description.hasPrefix("keys:"))
        }
    }
}

/// A generator with a seed.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
