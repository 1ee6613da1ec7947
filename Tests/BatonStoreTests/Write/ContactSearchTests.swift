import BatonCore
import BatonStore
import Testing

@Suite("the store's contract for finding customers", .timeLimit(.minutes(10)))
struct ContactSearchTests {
    @Test(
        "a customer is found by part of a name, a user name, or digits of the phone, latest first",
        arguments: StoreEngine.all)
    func finding(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            try await fixture.receiveText(
                "第一句", id: "wamid.1",
                from: ContactAddress(phone: "+85291234567", name: "陳大文"))
            try await fixture.receiveText(
                "第二句", id: "wamid.2",
                from: ContactAddress(phone: "+85291234567", name: "陳大文"))
            try await fixture.receiveText(
                "hello", id: "wamid.3",
                from: ContactAddress(phone: "+85261230000", username: "amy_c", name: "Amy Chan"))

            func found(_ text: String) async throws -> [String?] {
                let hits = try await fixture.store.searchContacts(text, in: nil, limit: 5)
                #expect(!hits.contains { !$0.isContact })
                return hits.map { $0.message.content.text }
            }
            #expect(try await found("大文") == ["第二句"])
            #expect(try await found(" amy CH") == ["hello"])
            #expect(try await found("amy_c") == ["hello"])
            #expect(try await found("9123 4567") == ["第二句"])
            #expect(try await found("123") == ["hello", "第二句"])
            #expect(try await found("12").isEmpty)
            #expect(try await found("%").isEmpty)
            #expect(try await found("  ").isEmpty)
            #expect(try await fixture.store.searchContacts("123", in: nil, limit: 1).count == 1)
        }
    }
}
