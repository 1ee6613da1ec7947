import BatonChannels
import BatonCore
import BatonStore
import BatonWorker
import Testing

@Suite("RateLimiter")
struct RateLimiterTests {
    private static let start = Timestamp(seconds: 1_795_406_400)

    private func item(_ number: Int, to phone: String = "+1", account: String = "a") -> OutboxItem {
        OutboxItem(
            id: SendID("send-\(number)"), conversation: ConversationID("c"),
            message: MessageID("m\(number)"), inbox: InboxID(connection: "shop", account: account),
            recipient: ContactAddress(phone: phone), content: .text("x"), replyTo: nil,
            author: .bot, attempts: 0, lastInboundProviderID: nil)
    }

    private func milliseconds(_ wait: Timestamp?) -> Int64? {
        wait.map { $0.milliseconds(since: Self.start) }
    }

    @Test("a full bucket lets its burst go at once, and then one in each period")
    func burst() {
        let limiter = RateLimiter()
        let rates = [RateBucket(scope: .connection, sends: 2, milliseconds: 1000, burst: 3)]
        let waits = (0..<6).map {
            milliseconds(limiter.wait(for: item($0), within: rates, at: Self.start))
        }
        #expect(waits == [nil, nil, nil, 500, 1000, 1500])
        // Each goes when it comes back at its place, without taking another.
        for (number, place) in [(3, Int64(500)), (4, 1000), (5, 1500)] {
            let then = Self.start.adding(milliseconds: place)
            #expect(limiter.wait(for: item(number), within: rates, at: then) == nil)
        }
        let later = Self.start.adding(milliseconds: 1500)
        #expect(
            milliseconds(limiter.wait(for: item(9), within: rates, at: later)) == 2000)
    }

    @Test("one customer's limit holds up neither another customer nor another account")
    func contacts() {
        let limiter = RateLimiter()
        let rates = [
            RateBucket(scope: .account, sends: 10, milliseconds: 1000, burst: 10),
            RateBucket(scope: .contact, sends: 1, milliseconds: 6000, burst: 1),
        ]
        #expect(limiter.wait(for: item(1), within: rates, at: Self.start) == nil)
        #expect(
            milliseconds(limiter.wait(for: item(2), within: rates, at: Self.start)) == 6000)
        let others = (0..<9).map {
            limiter.wait(for: item(10 + $0, to: "+2\($0)"), within: rates, at: Self.start)
        }
        #expect(others == Array(repeating: nil, count: 9))
        #expect(
            milliseconds(limiter.wait(for: item(30, to: "+30"), within: rates, at: Self.start))
                == 100)
        #expect(limiter.wait(for: item(40, account: "b"), within: rates, at: Self.start) == nil)
    }

    @Test("in any second no more go out than burst and rate allow", arguments: [1, 5, 30, 80])
    func never(sends: Int) {
        let limiter = RateLimiter()
        let rates = [
            RateBucket(scope: .connection, sends: sends, milliseconds: 1000, burst: sends)
        ]
        let places = (0..<(sends * 5)).map {
            milliseconds(
                limiter.wait(for: item($0), within: rates, at: Self.start)) ?? 0
        }
        #expect(places == places.sorted())
        for second in Int64(1)..<4 {
            let within = places.count { $0 >= second * 1000 && $0 < (second + 1) * 1000 }
            #expect(within == sends)
        }
    }
}
