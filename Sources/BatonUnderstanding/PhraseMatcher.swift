import BatonText

/// Finds which of many phrases stand in a text, in one pass over its bytes.
///
/// Phrases of Latin letters match whole words (`sue` is not in `issue`; `complain*` is in
/// `complained`), phrases with a Chinese character match anywhere.
struct PhraseMatcher: Sendable {
    private struct Phrase {
        var bytes: [UInt8]
        var label: Int
    }

    private var buckets: [UInt32: [Phrase]] = [:]

    /// Adds a phrase; one too short to mean anything is passed over.
    /// - Returns: whether it was added.
    @discardableResult
    mutating func add(_ phrase: String, label: Int) -> Bool {
        let isPrefix = phrase.hasSuffix("*")
        let plain = Understanding.normalised(isPrefix ? String(phrase.dropLast()) : phrase)
        var bytes: [UInt8]
        if plain.contains(where: { !$0.isASCII }) {
            bytes = Array(plain.utf8.filter { $0 != 0x20 })
        } else {
            let words = Self.words(of: plain)
            guard !words.isEmpty else { return false }
            bytes = [0x20] + words + (isPrefix ? [] : [0x20])
        }
        guard let key = Self.key(bytes[...]) else { return false }
        buckets[key, default: []].append(Phrase(bytes: bytes, label: label))
        return true
    }

    /// Makes an empty matcher.
    init() {}

    /// The labels of the phrases that stand in a text that was prepared.
    func labels(in text: [UInt8]) -> Set<Int> {
        var found: Set<Int> = []
        for place in text.indices {
            guard let key = Self.key(text[place...]), let phrases = buckets[key] else { continue }
            for phrase in phrases where text[place...].starts(with: phrase.bytes) {
                found.insert(phrase.label)
            }
        }
        return found
    }

    /// The bytes that are searched: words with a space on both sides, then the text without spaces.
    static func prepared(_ text: String) -> [UInt8] {
        let plain = Understanding.normalised(text)
        return [0x20] + words(of: plain) + [0x20, 0x0A] + plain.utf8.filter { $0 != 0x20 }
    }

    /// Words of Latin letters and digits with one space between; all else only parts them.
    private static func words(of plain: String) -> [UInt8] {
        var result: [UInt8] = []
        for byte in plain.utf8 {
            let isLetter = (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
            if isLetter {
                result.append(byte)
            } else if let last = result.last, last != 0x20 {
                result.append(0x20)
            }
        }
        if result.last == 0x20 { result.removeLast() }
        return result
    }

    private static func key(_ bytes: ArraySlice<UInt8>) -> UInt32? {
        guard bytes.count >= 3 else { return nil }
        return bytes.prefix(3).reduce(0) { $0 << 8 | UInt32($1) }
    }
}
