import BatonConsole
import BatonCore
import BatonDesk
import BatonUI
import Testing

@Suite("The palette")
struct PaletteTests {
    private let id = ConversationID("c1")

    @Test("the palette finds a command by a few letters of either language")
    func palette() {
        var driver = Driver()
        driver.openFirst()
        driver.press("ctrl+p")
        driver.type("tkov")
        #expect(driver.screen.contains("▌ t          Take over"))
        driver.press("ctrl+u")
        driver.type("接手")
        #expect(driver.screen.contains("▌ t          Take over"))

        let effects = driver.press("enter").work

        #expect(effects == [.ask(.claim(id, force: false))])
    }

    @Test(
        "whatever screen one is on, the palette finds every command by its titles in both languages",
        arguments: Command.allCases.filter { $0 != .palette })
    func findable(command: Command) throws {
        for title in [command.description.title.english, command.description.title.chinese] {
            for opens in [false, true] {
                var driver = Driver(columns: 120, rows: 60)
                if opens { driver.openFirst() }
                driver.press("ctrl+p")
                driver.type(title)
                let found = driver.lines.prefix { !$0.contains("╰") }
                #expect(
                    found.contains { $0.contains(command.description.title.english) },
                    "\(title): \(driver.screen)")
            }
        }
    }

    @Test(
        "the palette finds a command by the words that people call it by, in either script",
        arguments: [
            ("close", "Resolve"), ("transfer", "Assign"), ("why", "Explain"), ("shop", "Inbox"),
            ("upload", "Attach"), ("photo", "Open file"), ("statistics", "Dashboard"),
            ("关闭", "Resolve"), ("轉介", "Assign"), ("點解", "Explain"), ("分店", "Inbox"),
            ("深色", "Theme"), ("快捷鍵", "Help"), ("结案", "Resolve"),
        ])
    func otherNames(typed: String, title: String) {
        var driver = Driver(columns: 120, person: SampleDesk.ken, inboxes: 2)
        driver.press("ctrl+p")
        driver.type(typed)
        #expect(driver.lines.contains { $0.contains(title) }, "\(driver.screen)")
    }

    @Test("a command of another screen is found, says where it belongs, and is not done here")
    func elsewhere() {
        var driver = Driver()
        driver.press("ctrl+p")
        driver.type("resolve")
        #expect(driver.screen.contains("✗ Not here, but on: A conversation"))
        #expect(driver.press("enter").work == [])
        #expect(driver.notice == "Not here, but on: A conversation")
    }

    @Test("the palette says why a command cannot be done, and does not do it")
    func barred() {
        var driver = Driver()
        driver.openFirst()
        driver.press("ctrl+p")
        driver.type("assign")
        #expect(driver.screen.contains("✗ Supervisors assign."))
        #expect(driver.press("enter").work == [])
        #expect(driver.notice == "Supervisors assign.")
    }
}
