import BatonCore
import BatonStore
import Testing

@Suite("the store's contract for lists by age", .timeLimit(.minutes(10)))
struct AgeListContractTests {
    @Test(
        "an age lists those who wait since a time within it, counted and paged",
        arguments: StoreEngine.all)
    func ages(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            var routing = StoreFixture.routing
            routing.mode = .humanOnly
            var waiting: [Conversation] = []
            for number in 0..<5 {
                waiting.append(
                    try await fixture.receiveText(
                        "有人嗎", id: "wamid.\(number)",
                        from: ContactAddress(bsuid: "HK.\(number)"), routing: routing,
                        after: Int64(number) * 60_000))
            }
            let since = waiting.compactMap(\.waitingSince)
            let filter = QueueQuery.Filter.waitingSince(after: since[0], upTo: since[3])

            let page = try await fixture.store.queuePage(QueueQuery(filter: filter, limit: 2))
            let last = try #require(page.rows.last)
            let rest = try await fixture.store.queuePage(
                QueueQuery(filter: filter, after: QueueCursor(last, in: filter), limit: 2))

            #expect(page.rows.map(\.id) + rest.rows.map(\.id) == waiting[1...3].map(\.id))
            #expect([page.total, rest.total] == [3, 3])
            #expect([page.hasMore, rest.hasMore] == [true, false])
        }
    }
}
