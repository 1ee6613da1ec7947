import BatonUI
import CNcurses
import Testing

@testable import BatonTerminal

@Suite("KeyDecoder")
struct KeyDecoderTests {
    private func keys(_ text: String) -> [Key] {
        var decoder = KeyDecoder()
        let decoded = text.unicodeScalars.flatMap { decoder.decode($0.value, isCode: false) }
        return decoded + decoder.flush()
    }

    @Test(
        "what a terminal sends becomes the key that was pressed",
        arguments: [
            ("客", [Key.character("客")]), ("\r", [.named(.enter)]), ("\n", [.control("j")]),
            ("\u{1B}", [.named(.escape)]), ("\u{1B}\r", [.named(.altEnter)]),
            ("\u{1B}f", [.alt("f")]), ("\u{10}", [.control("p")]), ("\u{7F}", [.named(.backspace)]),
            ("\t", [.named(.tab)]), ("\u{1B}\u{1B}", [.named(.escape), .named(.escape)]),
            ("\u{1B}[1;5Cx", [.character("x")]), ("\u{1B}[20", [.named(.escape)]),
        ])
    func single(text: String, expected: [Key]) {
        #expect(keys(text) == expected)
    }

    @Test("a paste is one key, whatever it holds: keys, commands, escape sequences")
    func paste() {
        #expect(
            keys("\u{1B}[200~tq\r\n\u{1B}[A客\u{1B}[201~j") == [
                .paste("tq\n\u{1B}[A客"), .character("j"),
            ])
    }

    @Test("a paste that never ends runs nothing")
    func unending() {
        #expect(keys("\u{1B}[200~tqx") == [])
    }

    @Test("a paste longer than the limit is cut and still ends")
    func longPaste() {
        let text = String(repeating: "客", count: 70_000)
        let decoded = keys("\u{1B}[200~\(text)\u{1B}[201~j")
        #expect(decoded.count == 2)
        #expect(decoded.last == .character("j"))
    }

    @Test("any input is decoded, and after it an ordinary key is itself", arguments: 0..<300)
    func fuzz(seed: Int) {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
        let pieces: [UInt32] = [
            0x1B, 0x5B, 0x32, 0x30, 0x7E, 0x4F, 0x41, 0x0D, 0x0A, 0x7F, 0, 1, 0x9B, 0x5BA2, 0x1F389,
            0xD800, 0x11_0000, 0xFFFF_FFFF, 0x301, 0x3B,
        ]
        var decoder = KeyDecoder()
        for _ in 0..<200 {
            let piece = pieces[Int(next() % UInt64(pieces.count))]
            _ = decoder.decode(piece, isCode: next() % 8 == 0)
        }
        for scalar in "\u{1B}[201~".unicodeScalars {
            _ = decoder.decode(scalar.value, isCode: false)
        }
        _ = decoder.flush()
        #expect(decoder.decode(0x6A, isCode: false) == [.character("j")])
    }
}
