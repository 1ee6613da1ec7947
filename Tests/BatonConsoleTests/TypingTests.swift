import BatonConsole
import BatonCore
import BatonDesk
import Testing

@Suite("A customer who types")
struct TypingTests {
    private let id = ConversationID("c1")

    private func after(_ seconds: Int64) -> ConsoleMessage {
        .tick(SampleDesk.now.adding(milliseconds: seconds * 1000), utcOffsetMinutes: 480)
    }

    @Test(
        "is shown for ten seconds after the last sign of it, and the screen then changes by itself")
    func shown() {
        var driver = Driver(columns: 120)
        driver.openFirst()
        #expect(!driver.screen.contains("the customer is typing"))
        driver.hear(.event(.customerTyping(id)))
        #expect(driver.screen.contains("✎ the customer is typing"))
        #expect(driver.model.millisecondsToNextChange <= 10_000)
        driver.hear(after(6))
        driver.hear(.event(.customerTyping(id)))
        driver.hear(after(15))
        #expect(driver.screen.contains("the customer is typing"))
        driver.hear(after(16))
        #expect(!driver.screen.contains("the customer is typing"))
    }

    @Test("is shown no more once the message has come, and nowhere else")
    func come() {
        var driver = Driver(columns: 120)
        driver.openFirst()
        driver.hear(.event(.customerTyping(ConversationID("c9"))))
        #expect(!driver.screen.contains("the customer is typing"))
        driver.hear(.event(.customerTyping(id)))
        var row = SampleDesk.row(1)
        row.turn = 2
        driver.open(SampleDesk.view(row))
        #expect(!driver.screen.contains("the customer is typing"))
    }
}
