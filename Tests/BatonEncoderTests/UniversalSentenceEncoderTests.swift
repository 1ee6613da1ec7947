import Foundation
import Testing

@testable import BatonEncoder

@Suite("The encoder on a tiny model")
struct UniversalSentenceEncoderTests {
    @Test(
        "a text's vector is the package's own",
        arguments: [
            (
                "店舖幾點開門?",
                [0.16136, 0.42418, -0.42145, -0.29542, -0.42048, 0.38476, -0.41905, 0.16940]
            ),
            ("", [0.32983, 0.43042, -0.29895, -0.26290, -0.41722, 0.38317, -0.42151, 0.22113]),
            (
                "aaaaaaaaaaaa",
                [0.27198, 0.41161, -0.40415, 0.27204, -0.41032, 0.41094, -0.41107, 0.11427]
            ),
        ])
    func vector(text: String, expected: [Double]) throws {
        let vector = try TinyModel.withFile { path in
            try UniversalSentenceEncoder(path: path).encode([text])[0]
        }

        // A layer's input is rounded to about 13 bits, twelve layers deep.
        #expect(vector.count == 8)
        for (number, other) in zip(vector, expected) {
            #expect(abs(Double(number) - other) < 0.002, "\(vector)")
        }
        #expect(abs(vector.reduce(0) { $0 + $1 * $1 } - 1) < 0.000_01)
    }

    @Test("texts encoded together have the vectors they have alone, after longer ones too")
    func together() throws {
        try TinyModel.withFile { path in
            let encoder = try UniversalSentenceEncoder(path: path)
            let texts = ["店舖", String(repeating: "ab", count: 40), "", "幾點開門?", "店舖"]

            let together = encoder.encode(texts)

            #expect(together == texts.map { encoder.encode([$0])[0] })
            #expect(encoder.encode([]) == [])
        }
    }

    @Test("several threads at once get the vectors that one gets")
    func threads() async throws {
        let folder = NSTemporaryDirectory() + "baton-encoder-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/tiny"
        try TinyModel.withFile { made in
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: made, toPath: path)
        }
        let encoder = try UniversalSentenceEncoder(path: path)
        let texts = ["店舖", "幾點開門?", "ab a b"]
        let alone = encoder.encode(texts)

        let all = await withTaskGroup(of: [[Float]].self) { group in
            for _ in 0..<16 { group.addTask { encoder.encode(texts) } }
            return await group.reduce(into: []) { $0.append($1) }
        }

        #expect(all == Array(repeating: alone, count: 16))
    }

    @Test("the model bears its package's name, and says how large it is")
    func name() throws {
        try TinyModel.withFile { path in
            let encoder = try UniversalSentenceEncoder(path: path)

            #expect(encoder.model == "use-m3-" + digest(TinyModel.wheel).prefix(12))
            #expect(encoder.dimensions == 8)
            #expect(encoder.vocabulary == 16)
            #expect(encoder.sizeBytes == Data(contentsOf: URL(fileURLWithPath: path)).count)
        }
    }

    @Test("of a text without end only the beginning counts")
    func endless() throws {
        try TinyModel.withFile { path in
            let encoder = try UniversalSentenceEncoder(path: path)
            let text = String(repeating: "店", count: 500_000)

            let tokens = encoder.tokens(of: text)

            #expect(tokens.count == UniversalSentenceEncoder.tokenLimit)
            #expect(tokens.first == 1)
            #expect(tokens.last == 2)
            #expect(encoder.encode([text])[0].allSatisfy(\.isFinite))
        }
    }
}

@Suite(
    "The encoder on the real model",
    .enabled(if: ProcessInfo.processInfo.environment["BATON_MODEL"] != nil))
struct RealModelTests {
    @Test(
        "a text's pieces are the package's own",
        arguments: [
            (
                "你哋幾點開門呀？ what time do you open",
                [1, 6, 91, 0, 1323, 527, 908, 1762, 4598, 21, 252, 294, 61, 37, 1913, 2]
            )
        ])
    func tokens(text: String, expected: [Int32]) throws {
        let encoder = try #require(try UniversalSentenceEncoder.installed())

        #expect(encoder.tokens(of: text) == expected)
    }

    @Test("one question in two languages lies closer than two questions in one")
    func meaning() throws {
        let encoder = try #require(try UniversalSentenceEncoder.installed())
        try encoder.verify()

        let vectors = encoder.encode([
            "你們幾點開門？", "what time do you open?", "可以退款嗎？",
        ])

        func cosine(_ first: Int, _ second: Int) -> Float {
            zip(vectors[first], vectors[second]).reduce(0) { $0 + $1.0 * $1.1 }
        }
        #expect(vectors.map(\.count) == [512, 512, 512])
        #expect(cosine(0, 1) > cosine(0, 2) + 0.2)
    }
}
