import BatonStore
import Testing

/// What every engine keeps of vectors.
@Suite("the store's contract: vectors")
struct VectorContractTests {
    @Test(
        "vectors come back as they were kept, of their own model only", arguments: StoreEngine.all)
    func kept(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let store = fixture.store
            try await store.keepVectors(model: "a", ["k1": [0.1, -2.5], "k2": [.pi, 0]])
            try await store.keepVectors(model: "b", ["k1": [7]])
            try await store.keepVectors(model: "a", ["k2": [1, 1]])

            #expect(
                try await store.vectors(model: "a", keys: ["k1", "k2", "k3"])
                    == ["k1": [0.1, -2.5], "k2": [1, 1]])
            #expect(try await store.vectors(model: "b", keys: ["k1", "k2"]) == ["k1": [7]])
            #expect(try await store.vectors(model: "a", keys: []) == [:])
        }
    }

    @Test("more vectors than one batch holds are all kept and found", arguments: StoreEngine.all)
    func many(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let vectors = Dictionary(
                uniqueKeysWithValues: (0..<1000).map { ("k\($0)", [Float($0), 0.5]) })

            try await fixture.store.keepVectors(model: "a", vectors)

            #expect(
                try await fixture.store.vectors(model: "a", keys: Array(vectors.keys)) == vectors)
        }
    }

    @Test("pruning leaves what is used and says how many went", arguments: StoreEngine.all)
    func prune(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let store = fixture.store
            try await store.keepVectors(model: "a", ["k1": [1], "k2": [2]])
            try await store.keepVectors(model: "old", ["k1": [3]])

            #expect(try await store.pruneVectors(used: ["a": ["k2", "k9"]]) == 2)

            #expect(try await store.vectors(model: "a", keys: ["k1", "k2"]) == ["k2": [2]])
            #expect(try await store.vectors(model: "old", keys: ["k1"]) == [:])
        }
    }
}
