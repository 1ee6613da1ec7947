import BatonCore
import BatonStore
import Testing

@Suite("the store's contract for one inbox's lists", .timeLimit(.minutes(10)))
struct InboxListContractTests {
    private static let here = InboxID(connection: "shop", account: "852")
    private static let there = InboxID(connection: "shop", account: "853")

    /// Six that wait, every other one in the second inbox, and one in it that the bot has.
    private func fill(_ fixture: StoreFixture) async throws -> [Conversation] {
        var routing = StoreFixture.routing
        routing.mode = .humanOnly
        var rows: [Conversation] = []
        for number in 0..<7 {
            var event = StoreFixture.text(
                "退貨", id: "wamid.\(number)",
                from: ContactAddress(
                    phone: "+8529000000\(number)", bsuid: "HK.\(number)", name: "客人\(number)"),
                after: Int64(number) * 60)
            event.account = number % 2 == 0 ? Self.here.account : Self.there.account
            let applied = try await fixture.receive(
                event, routing: number == 5 ? StoreFixture.routing : routing,
                after: Int64(number) * 60_000)
            rows.append(try await fixture.conversation(try #require(applied.conversation)))
        }
        return rows
    }

    @Test(
        "a list of one inbox is paged by key both ways, counted, and says how many are elsewhere",
        arguments: StoreEngine.all)
    func pages(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let rows = try await fill(fixture)
            let mine = [rows[0], rows[2], rows[4], rows[6]].map(\.id)
            let waiting = QueueQuery.Filter.waiting

            let first = try await fixture.store.queuePage(
                QueueQuery(filter: waiting, inbox: Self.here, limit: 3))
            let last = try #require(first.rows.last)
            let rest = try await fixture.store.queuePage(
                QueueQuery(
                    filter: waiting, inbox: Self.here, after: QueueCursor(last, in: waiting),
                    limit: 3))
            let end = try #require(rest.rows.first)
            let back = try await fixture.store.queuePage(
                QueueQuery(
                    filter: waiting, inbox: Self.here, before: QueueCursor(end, in: waiting),
                    limit: 2))

            #expect(first.rows.map(\.id) + rest.rows.map(\.id) == mine)
            #expect(back.rows.map(\.id) == Array(mine[1...2]))
            #expect([first.hasMore, rest.hasMore, back.hasMore] == [true, false, true])
            #expect([first.total, rest.total, back.total] == [4, 4, 4])
            #expect([first.everywhere, rest.everywhere, back.everywhere] == [6, 6, 6])
        }
    }

    @Test("every filter is of the inbox that is asked for, and of all where none is")
    func filters() async throws {
        try await StoreFixture.with(StoreEngine.all[0]) { fixture in
            let rows = try await fill(fixture)
            _ = try await fixture.store.claim(
                rows[1].id, by: .mei, force: false, now: fixture.at(900_000))
            func count(_ filter: QueueQuery.Filter, _ inbox: InboxID?) async throws -> [Int?] {
                let page = try await fixture.store.queuePage(
                    QueueQuery(filter: filter, inbox: inbox))
                #expect(page.rows.count == page.total)
                #expect(inbox == nil || page.rows.allSatisfy { $0.inbox == inbox })
                return [page.total, page.everywhere]
            }
            let since = QueueQuery.Filter.waitingSince(
                after: fixture.at(-1), upTo: fixture.at(3 * 60_000))

            #expect(try await count(.waiting, Self.there) == [1, 5])
            #expect(try await count(.mine(.mei), Self.there) == [1, 1])
            #expect(try await count(.mine(.mei), Self.here) == [0, 1])
            #expect(try await count(.flagged, Self.there) == [2, 6])
            #expect(try await count(.all, Self.there) == [3, 7])
            #expect(try await count(.reason(.humanOnly), Self.there) == [1, 5])
            #expect(try await count(.deliveryFailures, Self.there) == [0, 0])
            #expect(try await count(since, Self.there) == [1, 3])
            #expect(try await count(.all, nil) == [7, nil])
        }
    }

    @Test("the dashboard says what waits and is held in each inbox, and since when")
    func loads() async throws {
        try await StoreFixture.with(StoreEngine.all[0]) { fixture in
            let rows = try await fill(fixture)
            _ = try await fixture.store.claim(
                rows[1].id, by: .mei, force: false, now: fixture.at(900_000))

            let loads = try await fixture.store.dashboard(now: fixture.at(900_000)).loads

            #expect(
                loads == [
                    Dashboard.Load(
                        inbox: Self.here, waiting: 4, oldestWaiting: rows[0].waitingSince),
                    Dashboard.Load(
                        inbox: Self.there, waiting: 1, held: 1,
                        oldestWaiting: rows[3].waitingSince),
                ])
        }
    }

    @Test("messages and customers are found in one inbox alone where one is asked for")
    func search() async throws {
        try await StoreFixture.with(StoreEngine.all[0]) { fixture in
            let rows = try await fill(fixture)
            let store = fixture.store
            let there = [rows[5], rows[3], rows[1]].map(\.id)

            let found = try await store.searchMessages(
                "退貨", in: Self.there, before: nil, limit: 2)
            let older = try await store.searchMessages(
                "退貨", in: Self.there, before: found.last?.message.sequence, limit: 2)
            let people = try await store.searchContacts("客人", in: Self.there, limit: 3)

            #expect((found + older).map(\.message.conversation) == there)
            #expect(people.map(\.message.conversation) == there)
            #expect(try await store.searchMessages("退貨", in: nil, before: nil, limit: 9).count == 7)
            #expect(try await store.searchContacts("客人", in: nil, limit: 9).count == 7)
        }
    }
}
