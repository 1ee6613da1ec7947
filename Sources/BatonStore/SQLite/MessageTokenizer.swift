import BatonText
import GRDB

/// FTS5's tokeniser for chat in Chinese and English.
///
/// A document's Han character gives the bigram with the next and, at the same position, itself; a
/// query gives bigrams only (or the one character), so that a quoted text is an exact phrase.
final class MessageTokenizer: FTS5CustomTokenizer {
    static let name = "baton_message"

    init(db: Database, arguments: [String]) throws {}

    func tokenize(
        context: UnsafeMutableRawPointer?, tokenization: FTS5Tokenization,
        pText: UnsafePointer<CChar>?, nText: CInt, tokenCallback: @escaping FTS5TokenCallback
    ) -> CInt {
        guard let pText, nText > 0 else { return 0 }
        let bytes = UnsafeRawBufferPointer(start: pText, count: Int(nText))
        let isQuery = tokenization.contains(.query)
        var emitter = Emitter(context: context, callback: tokenCallback)
        var han: (scalar: Unicode.Scalar, start: Int, end: Int)?
        var hanRun = 0
        var word: [UInt8] = []
        var wordStart = 0
        var offset = 0
        var decoder = UTF8()
        var iterator = bytes.makeIterator()

        func endHan() {
            if let last = han, !isQuery || hanRun == 1 {
                emitter.emit([last.scalar], last.start, last.end)
            }
            han = nil
            hanRun = 0
        }
        func endWord(at end: Int) {
            if !word.isEmpty { emitter.emit(bytes: word, wordStart, end) }
            word = []
        }

        while case .scalarValue(let raw) = decoder.decode(&iterator) {
            let start = offset
            offset += UTF8.width(raw)
            let scalar = Self.folded(raw)
            if Self.isHan(scalar) {
                endWord(at: start)
                if let before = han {
                    emitter.emit([before.scalar, scalar], before.start, offset)
                    if !isQuery {
                        emitter.emit([before.scalar], before.start, before.end, isColocated: true)
                    }
                }
                han = (scalar, start, offset)
                hanRun += 1
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                endHan()
                if word.isEmpty { wordStart = start }
                word.append(contentsOf: Array(String(scalar).lowercased().utf8))
            } else {
                endHan()
                endWord(at: start)
            }
            if emitter.status != 0 { return emitter.status }
        }
        endHan()
        endWord(at: offset)
        return emitter.status
    }

    /// Full-width forms to ASCII, Traditional and variant characters to one form.
    private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        if (0xFF01...0xFF5E).contains(scalar.value) {
            return Unicode.Scalar(UInt8(scalar.value - 0xFEE0))
        }
        return HanFolding.fold(scalar)
    }

    private static func isHan(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF, 0x3040...0x30FF,
            0x3005, 0x3007:
            true
        default: false
        }
    }

    private struct Emitter {
        let context: UnsafeMutableRawPointer?
        let callback: FTS5TokenCallback
        var status: CInt = 0

        mutating func emit(
            _ scalars: [Unicode.Scalar], _ start: Int, _ end: Int, isColocated: Bool = false
        ) {
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars)
            emit(bytes: Array(String(text).utf8), start, end, isColocated: isColocated)
        }

        mutating func emit(
            bytes: [UInt8], _ start: Int, _ end: Int, isColocated: Bool = false
        ) {
            guard status == 0 else { return }
            status = bytes.withUnsafeBytes { buffer in
                callback(
                    context, isColocated ? 1 : 0,
                    buffer.baseAddress?.assumingMemoryBound(to: CChar.self), CInt(buffer.count),
                    CInt(start), CInt(end))
            }
        }
    }
}
