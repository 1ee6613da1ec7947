import BatonConsole
import BatonCore
import BatonDesk
import Foundation
import Testing

@Suite("The bell where there are several inboxes")
struct BellTests {
    private static let other = InboxID(connection: "wa", account: "2")

    /// Somebody who lists the second of two inboxes.
    private static func lister() -> Driver {
        var driver = Driver(columns: 100, inboxes: 2)
        driver.model.queue.inbox = other
        return driver
    }

    private static func rings(
        _ driver: inout Driver, _ inbox: InboxID?, isUrgent: Bool? = false
    ) -> Bool {
        driver.hear(.event(.flagged(ConversationID("c9"), inbox: inbox, isUrgent: isUrgent)))
            .contains(.ring)
    }

    @Test("it rings for every inbox while all are listed, and for the listed one while one is")
    func listed() {
        var all = Driver(columns: 100, inboxes: 2)
        #expect(Self.rings(&all, Self.other))

        var one = Self.lister()
        #expect(Self.rings(&one, Self.other))
        #expect(!Self.rings(&one, SampleDesk.inbox))
    }

    @Test("what is urgent rings wherever it is, and so does what an older worker does not place")
    func urgent() {
        var driver = Self.lister()
        #expect(Self.rings(&driver, SampleDesk.inbox, isUrgent: true))
        #expect(Self.rings(&driver, nil, isUrgent: nil))
        driver.press("B")
        #expect(!Self.rings(&driver, SampleDesk.inbox, isUrgent: true))
    }

    @Test("who has waited ten minutes in an inbox that is not listed rings once, and is named")
    func late() {
        var driver = Self.lister()
        func look(_ minutes: Int64) -> [ConsoleEffect] {
            driver.hear(
                .tick(
                    SampleDesk.now.adding(milliseconds: minutes * 60_000), utcOffsetMinutes: 480)
            ).work
        }
        func query(_ from: Int64, _ to: Int64) -> QueueQuery {
            QueueQuery(
                filter: .waitingSince(
                    after: SampleDesk.now.adding(milliseconds: from * 60_000),
                    upTo: SampleDesk.now.adding(milliseconds: to * 60_000)), limit: 20)
        }
        #expect(look(1) == [.ask(.status), .ask(.queue(query(-10, -9)))])
        var row = SampleDesk.row(8)
        row.inbox = SampleDesk.inbox
        let page = QueuePage(rows: [row], hasMore: false, total: 1)
        let shown = driver.model.queue.rows
        #expect(driver.hear(.reply(.queue(page), to: .queue(query(-10, -9)))).work == [.ring])
        #expect(driver.model.queue.rows == shown)
        #expect(driver.screen.contains("who has waited ten minutes"))

        // Looks follow each other without a gap; a failed one leaves the list as it is.
        #expect(look(3) == [.ask(.status), .ask(.queue(query(-9, -7)))])
        #expect(driver.hear(.failed("gone", to: .queue(query(-9, -7)))).work == [])
        row.inbox = Self.other
        #expect(look(4) == [.ask(.status), .ask(.queue(query(-7, -6)))])
        let own = QueuePage(rows: [row], hasMore: false, total: 1)
        #expect(driver.hear(.reply(.queue(own), to: .queue(query(-7, -6)))).work == [])
    }

    @Test("an older worker's word that somebody waits is read, and an older console reads ours")
    func versions() throws {
        let old = Data(#"{"flagged":{"_0":"c1"}}"#.utf8)
        #expect(
            try JSONDecoder().decode(DeskEvent.self, from: old)
                == .flagged(ConversationID("c1")))
        let new = try JSONEncoder().encode(
            DeskEvent.flagged(ConversationID("c1"), inbox: Self.other, isUrgent: true))
        #expect(String(decoding: new, as: UTF8.self).contains(#""_0":"c1""#))
    }
}
