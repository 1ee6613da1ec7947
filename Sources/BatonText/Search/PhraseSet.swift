/// Phrases that are looked for anywhere in a text, inside words too, all in one pass over its bytes.
package struct PhraseSet: Sendable {
    /// Phrases by their first two bytes.
    private var buckets: [UInt16: [[UInt8]]] = [:]
    /// One bit for each pair of bytes that a phrase begins with.
    private var beginnings = [UInt64](repeating: 0, count: 1024)

    /// Makes a set; a phrase of one byte is passed over.
    package init(_ phrases: [String]) {
        for phrase in phrases {
            let bytes = Array(phrase.utf8)
            guard bytes.count >= 2 else { continue }
            let key = UInt16(bytes[0]) << 8 | UInt16(bytes[1])
            buckets[key, default: []].append(bytes)
            beginnings[Int(key >> 6)] |= 1 << UInt64(key & 63)
        }
    }

    /// Where the first phrase stands in UTF-8 bytes; of those that begin there, the one named first.
    package func firstRange(in bytes: ArraySlice<UInt8>) -> Range<Int>? {
        var place = bytes.startIndex
        while place + 1 < bytes.endIndex {
            let key = UInt16(bytes[place]) << 8 | UInt16(bytes[place + 1])
            if beginnings[Int(key >> 6)] & (1 << UInt64(key & 63)) != 0 {
                for phrase in buckets[key] ?? [] where bytes[place...].starts(with: phrase) {
                    return place..<(place + phrase.count)
                }
            }
            place += 1
        }
        return nil
    }

    /// Whether any phrase stands in a text as it is.
    package func matches(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { firstRange(in: ArraySlice($0)) } != nil
    }
}
