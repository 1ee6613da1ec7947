import BatonKnowledge
import Glibc

/// Turns bytes of any character set into text, through the C library's `iconv`.
package enum TextDecoding {
    /// What came of decoding.
    package struct Decoded: Sendable, Hashable {
        /// The text; what could not be read shows as U+FFFD.
        package var text: String
        /// The character set that was used, such as `utf-8` or `BIG5-HKSCS`.
        package var characterSet: String
        /// How many places could not be read.
        package var unreadable: Int
    }

    /// Decodes bytes.
    /// - Parameter named: the character set that the sender or the document names.
    package static func decode(_ bytes: [UInt8], named: String?) -> Decoded {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            return decodeUTF8(Array(bytes.dropFirst(3)))
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return convert(bytes, from: ["UTF-16"]) ?? decodeUTF8(bytes)
        }
        if let named {
            let sets = characterSets(named)
            if sets == ["UTF-8"] { return decodeUTF8(bytes) }
            if let decoded = convert(bytes, from: sets) { return decoded }
        }
        if let text = String(validating: bytes, as: UTF8.self) {
            return Decoded(text: text, characterSet: "utf-8", unreadable: 0)
        }
        // Unnamed and not UTF-8: of what Hong Kong's files are written in, what reads best.
        let tried = ["BIG5-HKSCS", "GB18030"].compactMap { convert(bytes, from: [$0]) }
        let best = tried.min { $0.unreadable < $1.unreadable }
        if let best, best.unreadable * 50 <= bytes.count { return best }
        return decodeUTF8(bytes)
    }

    /// A text file's bytes as UTF-8, and the character set that they were in; the bytes as they are
    /// where they are UTF-8 already, or in no set that is known.
    package static func utf8(_ bytes: [UInt8]) -> (bytes: [UInt8], characterSet: String) {
        let decoded = decode(bytes, named: nil)
        if decoded.characterSet == "utf-8" { return (bytes, decoded.characterSet) }
        return (Array(decoded.text.utf8), decoded.characterSet)
    }

    /// The sets of Hong Kong and the Mainland that this machine's C library does not know.
    package static var unknownSets: [String] {
        ["BIG5-HKSCS", "GB18030"].filter { convert([0x41], from: [$0]) == nil }
    }

    private static func decodeUTF8(_ bytes: [UInt8]) -> Decoded {
        let text = String(decoding: bytes, as: UTF8.self)
        let unreadable =
            String(validating: bytes, as: UTF8.self) == nil
            ? text.unicodeScalars.count { $0.value == 0xFFFD } : 0
        return Decoded(text: text, characterSet: "utf-8", unreadable: unreadable)
    }

    /// The sets to try for a label, the first being what browsers mean by it.
    ///
    /// Source: WHATWG Encoding, section 4.2, names and labels.
    private static func characterSets(_ label: String) -> [String] {
        switch label.lowercased() {
        case "utf-8", "utf8", "unicode-1-1-utf-8": ["UTF-8"]
        case "big5", "big5-hkscs", "cn-big5", "csbig5", "x-x-big5": ["BIG5-HKSCS", "BIG5"]
        case "gb2312", "gbk", "gb18030", "x-gbk", "chinese", "gb_2312-80", "hz-gb-2312":
            ["GB18030", "GBK"]
        case "iso-8859-1", "latin1", "ascii", "us-ascii", "windows-1252", "cp1252":
            ["CP1252", "ISO-8859-1"]
        case "utf-16", "utf-16le": ["UTF-16LE"]
        case "utf-16be": ["UTF-16BE"]
        case "shift_jis", "shift-jis", "sjis", "windows-31j": ["CP932", "SHIFT_JIS"]
        case "euc-kr", "ks_c_5601-1987": ["CP949", "EUC-KR"]
        default: [label.uppercased()]
        }
    }

    /// `nil` where the C library knows none of the sets.
    private static func convert(_ bytes: [UInt8], from sets: [String]) -> Decoded? {
        for set in sets {
            let converter = iconv_open("UTF-8", set)
            // iconv_open answers (iconv_t)-1 for a set that it does not know.
            guard let converter, Int(bitPattern: converter) != -1 else { continue }
            defer { iconv_close(converter) }
            return run(converter, bytes, set)
        }
        return nil
    }

    private static func run(_ converter: iconv_t, _ bytes: [UInt8], _ set: String) -> Decoded {
        var output: [UInt8] = []
        var unreadable = 0
        var source = bytes.map { CChar(bitPattern: $0) }
        var room = [CChar](repeating: 0, count: 64 * 1024)
        source.withUnsafeMutableBufferPointer { input in
            var next = input.baseAddress
            var left = input.count
            while left > 0 {
                let before = left
                let (made, isInvalid) = room.withUnsafeMutableBufferPointer { chunk in
                    var place = chunk.baseAddress
                    var free = chunk.count
                    let status = iconv(converter, &next, &left, &place, &free)
                    let isInvalid = status == -1 && errno != E2BIG
                    return (chunk.count - free, isInvalid)
                }
                output += room[..<made].map { UInt8(bitPattern: $0) }
                if isInvalid {
                    // One byte is passed over, and reading goes on with the next.
                    output += [0xEF, 0xBF, 0xBD]
                    unreadable += 1
                    next = next?.advanced(by: 1)
                    left -= 1
                } else if made == 0, left == before {
                    break
                }
            }
        }
        return Decoded(
            text: String(decoding: output, as: UTF8.self), characterSet: set,
            unreadable: unreadable)
    }
}
