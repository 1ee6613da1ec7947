import Testing

@testable import BatonEncoder

@Suite("The tokeniser on a tiny model")
struct TokenizerTests {
    @Test(
        "a text is cut into its likeliest pieces, as the package cuts it",
        arguments: [
            ("店舖幾點開門?", [1, 3, 10, 11, 15, 13, 14, 2]),
            ("ab  ab", [1, 3, 6, 3, 6, 2]),
            ("AaB", [1, 7, 3, 5, 4, 0, 2]),
            ("x店x", [1, 3, 0, 8, 0, 2]),
            ("▁a▁", [1, 3, 7, 2]),
            ("<s>", [1, 3, 1, 2]),
        ])
    func pieces(text: String, expected: [Int32]) throws {
        let tokens = try TinyModel.withFile { path in
            try UniversalSentenceEncoder(path: path).tokens(of: text)
        }

        #expect(tokens == expected)
    }

    @Test("a text of nothing, or of spaces alone, is one unknown piece", arguments: ["", "   "])
    func nothing(text: String) throws {
        let tokens = try TinyModel.withFile { path in
            try UniversalSentenceEncoder(path: path).tokens(of: text)
        }

        #expect(tokens == [1, 0, 2])
    }

    @Test("a map that leads outside itself changes nothing, and a text that is cut short ends")
    func damagedMap() {
        // The root sends the byte 0x41 to a place far beyond the end.
        let units: [UInt32] = [0x3F_FFFF << 10]
        let text: [UInt8] = [0x41, 0xE5]

        let normal = units.withUnsafeBufferPointer { units in
            text.withUnsafeBufferPointer { text in
                TextNormalizer(units: units, texts: .init(start: nil, count: 0)).normalized(text)
            }
        }

        #expect(normal == TextNormalizer.space + text)
    }

    @Test("the pieces' tables hold each piece once, children side by side")
    func tables() {
        let tables = PieceTrieTables([[1, 2], [1], [], [3], [1]])

        #expect(tables.labels == [0, 1, 3, 2])
        #expect(tables.children == [1, 3, 4, 4, 4])
        #expect(tables.ids == [.max, 4, 3, 0])
    }
}
