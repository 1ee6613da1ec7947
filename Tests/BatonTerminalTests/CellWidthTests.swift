import BatonText
import CNcurses
import Testing

@Suite("CellWidth and the C library")
struct CellWidthTests {
    @Test("the table agrees with wcwidth for Han, Latin, punctuation and box drawing")
    func agreesWithTheLibrary() {
        _ = baton_set_locale("C.UTF-8")
        let ranges: [ClosedRange<UInt32>] = [
            0x20...0x7E, 0xA0...0x24F, 0x2010...0x2027, 0x2500...0x257F, 0x3001...0x30FF,
            0x3400...0x9FFF, 0xFF01...0xFF60, 0x20000...0x20100,
        ]

        for value in ranges.joined() {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let expected = Int(baton_wcwidth(wchar_t(value)))
            #expect(CellWidth.cells(of: scalar) == expected, "U+\(String(value, radix: 16))")
        }
    }
}
