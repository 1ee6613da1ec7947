/// Chinese text as it sounds, so that homophones typed for each other (番 and 返) match.
///
/// A token is a pair of neighbouring syllables without tone. Everyday mergers are one sound: n- and
/// l-, ng- and none, gwo- and go-. Index with `tokens(of:)` and ask with the same: what is written
/// alike also sounds alike, so these tokens add to characters and never replace them.
package enum SoundTokens {
    /// Readings of one character that are used; others are left away.
    static let mostReadings = 3

    /// The pairs of sounds of each two neighbouring characters of `text`, in order.
    ///
    /// Characters without a reading, and all that is not Chinese, part what stands around.
    package static func tokens(of text: String) -> [UInt32] {
        var tokens: [UInt32] = []
        var previous: [UInt16] = []
        for scalar in text.unicodeScalars {
            let sounds = sounds(of: scalar)
            for left in previous {
                for right in sounds { tokens.append(UInt32(left) << 16 | UInt32(right)) }
            }
            previous = sounds
        }
        return tokens
    }

    /// How alike two texts sound, from 0 to 1: the share of pairs of sounds in common (Dice).
    package static func similarity(_ left: String, _ right: String) -> Double {
        let left = Set(tokens(of: left))
        let right = Set(tokens(of: right))
        guard !left.isEmpty, !right.isEmpty else { return 0 }
        return 2 * Double(left.intersection(right).count) / Double(left.count + right.count)
    }

    /// The sounds of a character, mergers as one; none for what has no reading.
    package static func sounds(of scalar: Unicode.Scalar) -> [UInt16] {
        guard RomanisedText.isHan(scalar.value) else { return [] }
        var sounds: [UInt16] = []
        for syllable in SoundReadings.shared.readings(of: HanFolding.fold(scalar).value) {
            let sound = merged[Int(syllable)]
            if !sounds.contains(sound) { sounds.append(sound) }
            if sounds.count == mostReadings { break }
        }
        return sounds
    }

    /// Each syllable's number after merging.
    private static let merged: [UInt16] = {
        let readings = SoundReadings.shared
        return readings.syllables.enumerated().map { number, syllable in
            readings.number(of: merge(syllable)) ?? UInt16(number)
        }
    }()

    private static func merge(_ syllable: String) -> String {
        if syllable.hasPrefix("ng"), syllable.count > 2 { return String(syllable.dropFirst(2)) }
        if syllable.hasPrefix("n"), syllable != "ng" { return "l" + syllable.dropFirst() }
        if syllable.hasPrefix("gwo") { return "go" + syllable.dropFirst(3) }
        if syllable.hasPrefix("kwo") { return "ko" + syllable.dropFirst(3) }
        return syllable
    }
}
