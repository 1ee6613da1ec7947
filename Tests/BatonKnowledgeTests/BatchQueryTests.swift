import BatonCore
import BatonKnowledge
import Testing

@Suite("A batch of questions")
struct BatchQueryTests {
    @Test("lines are read, with their number for an id where there is none")
    func reads() {
        let text = """
            {"id":"q1","lang":"yue","text":"幾時開","tenant":"optical","relevant":["o1"]}

            {"text":"hello","relevant":"not even a list"}
            """
        let batch = BatchQuery.read(Array(text.utf8), file: "q.jsonl")

        #expect(batch.refused.isEmpty)
        #expect(
            batch.queries == [
                BatchQuery(
                    id: "q1", language: .cantonese, text: "幾時開", tenant: "optical", line: 1),
                BatchQuery(id: "3", language: nil, text: "hello", tenant: nil, line: 3),
            ])
    }

    @Test(
        "a line that is no question is refused",
        arguments: [
            (#"{"id":"a"}"#, "`text` is missing"), (#"{"text":1}"#, "wrong kind"),
            (#"{"text":"a","lang":"fr"}"#, "`lang` is none of"), ("nonsense", "not one JSON"),
        ])
    func refuses(line: String, reason: String) {
        let batch = BatchQuery.read(Array(line.utf8), file: "q.jsonl")

        #expect(batch.queries.isEmpty)
        #expect(batch.refused.map(\.line) == [1])
        #expect(batch.refused.first?.description.contains(reason) == true)
    }
}
