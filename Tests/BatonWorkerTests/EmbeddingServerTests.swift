import BatonConfiguration
import BatonCore
import BatonWorker
import Testing

/// Vectors from a server, and from one that is not well.
@Suite("the embedding server", .timeLimit(.minutes(1)))
struct EmbeddingServerTests {
    private static let patient = EmbeddingServer.Patience(
        prompt: .seconds(30), batch: .seconds(30), retries: [])

    /// A clock for sleepers that makes every wait a short one.
    private struct Hasty: Clock {
        typealias Instant = ContinuousClock.Instant
        var now: Instant { ContinuousClock.now }
        var minimumResolution: Duration { .zero }
        func sleep(until deadline: Instant, tolerance: Duration?) async throws {
            await Task.yield()
        }
    }

    /// Equal but for the rounding of a length that is made 1 twice.
    private static func isNear(_ first: [Float], _ second: [Float]) -> Bool {
        first.count == second.count && zip(first, second).allSatisfy { abs($0 - $1) < 1e-6 }
    }

    @Test("questions and entries are told apart, and their vectors come in order")
    func well() async throws {
        try await EmbeddingStandIn.with { standIn, settings in
            let server = EmbeddingServer(settings, patience: Self.patient)

            let passages = try await server.passages(["Refund", "Park"])
            let query = await server.query("退款")

            for (made, text) in zip(passages + [query ?? []], ["Refund", "Park", "退款"]) {
                #expect(Self.isNear(made, WordEncoder.vector(of: text)), "\(text): \(made)")
            }
            #expect(await server.dimensions == 4)
            #expect(standIn.requests.map(\.input_type) == ["passage", "query"])
            #expect(standIn.requests.map(\.model) == ["words", "words"])
        }
    }

    @Test("many texts go in batches")
    func batches() async throws {
        try await EmbeddingStandIn.with { standIn, settings in
            let server = EmbeddingServer(settings, patience: Self.patient)
            let texts = (0..<40).map { "text \($0)" }
            let vectors = try await server.passages(texts)

            #expect(vectors.count == 40)

            #expect(standIn.requests.map(\.input.count) == [16, 16, 8])
        }
    }

    @Test(
        "an answer that is no vectors is refused, and said",
        arguments: [
            (EmbeddingStandIn.Manner.garbage, "something else than vectors"),
            (.huge, "more than vectors can be"), (.refusing, "answers 401"),
            (.short, "one vector for each text"), (.length(0), "one vector for each text"),
        ])
    func bad(_ manner: EmbeddingStandIn.Manner, _ why: String) async throws {
        try await EmbeddingStandIn.with { standIn, settings in
            let server = EmbeddingServer(settings, patience: Self.patient)
            standIn.answer(manner)

            await #expect(throws: EmbeddingServer.Failure.self) {
                try await server.passages(["Refund"])
            }

            #expect(await server.fault?.contains(why) == true)
            #expect(await server.dimensions == nil)
        }
    }

    @Test("vectors of another length than before are refused")
    func length() async throws {
        try await EmbeddingStandIn.with { standIn, settings in
            let server = EmbeddingServer(settings, patience: Self.patient)
            _ = try await server.passages(["Refund"])
            standIn.answer(.length(7))

            #expect(await server.query("退款") == nil)

            #expect(await server.fault?.contains("gives 7 numbers where it gave 4") == true)
        }
    }

    @Test("a server that does not answer is waited for until the deadline")
    func slow() async throws {
        try await EmbeddingStandIn.with { standIn, settings in
            let server = EmbeddingServer(settings, sleeper: Hasty())
            standIn.answer(.never)

            #expect(await server.query("退款") == nil)

            #expect(await server.fault?.contains("does not answer within") == true)
        }
    }

    @Test("a server that keeps failing is left alone")
    func breaker() async throws {
        try await EmbeddingStandIn.with { standIn, settings in
            let server = EmbeddingServer(settings, patience: Self.patient)
            standIn.answer(.garbage)
            for _ in 0..<9 { _ = await server.query("退款") }

            #expect(standIn.requests.count == 5)
        }
    }
}
