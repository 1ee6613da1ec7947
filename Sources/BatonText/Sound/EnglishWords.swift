/// The commonest English words, looked up where the table lies.
package enum EnglishWords {
    /// How common a word is.
    package enum Rank: Sendable {
        /// Among the some 4,000 commonest.
        case common
        /// Among the some 11,000 commonest.
        case usual
    }

    /// How common `word` is, lower-case ASCII; `nil` where it is not in the table.
    package static func rank(_ word: some Collection<UInt8>) -> Rank? {
        guard word.count >= 2, word.count <= 20 else { return nil }
        return table.withUTF8Buffer { bytes in
            var low = 0
            var high = bytes.count
            while low < high {
                var start = (low + high) / 2
                while start > low, bytes[start - 1] != 0x20 { start -= 1 }
                var end = start
                while end < high, bytes[end] != 0x20 { end += 1 }
                let isCommon = bytes[end - 1] == 0x2B
                let entry = bytes[start..<(isCommon ? end - 1 : end)]
                if entry.elementsEqual(word) { return isCommon ? .common : .usual }
                if entry.lexicographicallyPrecedes(word) { low = end + 1 } else { high = start }
            }
            return nil
        }
    }
}
