/// What syllables a piece of Latin text may stand for, as people in Hong Kong spell Cantonese.
///
/// A spelling is an initial's and a final's of `SpellingFamilies`, whose costs are added.
struct RomanisedSpelling {
    /// A syllable and the cost, in −ln p, of its being spelled so.
    struct Reading: Equatable {
        var syllable: SoundReadings.Syllable
        var cost: Float
        /// Whose j it starts with: Jyutping's (也 is je) or Yale's (知 is ji, Jyutping zi).
        var j = InitialJ.none
    }

    /// What a typed initial j is.
    enum InitialJ {
        case none, jyutping, yale
    }

    /// The longest spelling of one syllable: "tcheung".
    static let longest = 7
    /// The one table of spellings.
    static let shared = RomanisedSpelling()

    private var initials: [UInt64: [Part]] = [:]
    private var finals: [UInt64: [Part]] = [:]
    private var whole: [UInt64: [Reading]] = [:]
    /// The syllable of each initial and final together.
    private var syllables: [Syllables] = []

    private typealias Syllables = [SoundReadings.Syllable?]
    private struct Part {
        var number: Int
        var cost: Float
    }

    /// The readings of `letters`, lower-case ASCII, each once; none where they spell no syllable.
    func readings(of letters: ArraySlice<UInt8>) -> [Reading] {
        guard letters.count <= Self.longest else { return [] }
        var readings = whole[Self.code(letters)] ?? []
        for length in 0...min(3, letters.count) {
            guard let starts = initials[Self.code(letters.prefix(length))],
                let ends = finals[Self.code(letters.dropFirst(length))]
            else { continue }
            let isJ = length == 1 && letters.first == UInt8(ascii: "j")
            for start in starts {
                for end in ends {
                    guard let syllable = syllables[start.number][end.number] else { continue }
                    let cost = start.cost + end.cost
                    if let place = readings.firstIndex(where: { $0.syllable == syllable }) {
                        readings[place].cost = min(readings[place].cost, cost)
                    } else {
                        let j: InitialJ = start.number == yaleJ ? .yale : .jyutping
                        readings.append(
                            Reading(syllable: syllable, cost: cost, j: isJ ? j : .none))
                    }
                }
            }
        }
        return readings
    }

    /// The number of the initial z.
    private var yaleJ = -1

    private init() {
        let known = SoundReadings.shared
        var initialNumbers: [Substring: Int] = [:]
        var finalNumbers: [Substring: Int] = [:]
        func parts(
            _ table: String, _ numbers: inout [Substring: Int]
        ) -> [UInt64: [Part]] {
            Self.parse(table).mapValues { sounds in
                sounds.map { sound in
                    let number = numbers[sound.name] ?? numbers.count
                    numbers[sound.name] = number
                    return Part(number: number, cost: sound.cost)
                }
            }
        }
        initials = parts(SpellingFamilies.initials, &initialNumbers)
        finals = parts(SpellingFamilies.finals, &finalNumbers)
        yaleJ = initialNumbers["z"] ?? -1
        syllables = [Syllables](
            repeating: Syllables(repeating: nil, count: finalNumbers.count),
            count: initialNumbers.count)
        for (initial, row) in initialNumbers {
            for (final, column) in finalNumbers {
                syllables[row][column] = known.number(
                    of: (initial == "-" ? "" : String(initial)) + String(final))
            }
        }
        whole = Self.parse(SpellingFamilies.whole).mapValues { sounds in
            sounds.compactMap { sound in
                known.number(of: String(sound.name)).map { Reading(syllable: $0, cost: sound.cost) }
            }
        }
    }

    /// Up to seven letters as one number.
    private static func code(_ letters: some Collection<UInt8>) -> UInt64 {
        letters.reduce(1) { $0 << 8 | UInt64($1) }
    }

    private static func parse(_ table: String) -> [UInt64: [(name: Substring, cost: Float)]] {
        var result: [UInt64: [(name: Substring, cost: Float)]] = [:]
        for entry in table.split(whereSeparator: { $0 == ";" || $0 == "\n" }) {
            let sides = entry.drop { $0 == " " }.split(
                separator: "=", omittingEmptySubsequences: false)
            guard sides.count == 2 else { continue }
            result[code(sides[0].utf8)] = sides[1].split(separator: " ").map { sound in
                let parts = sound.split(separator: ":")
                return (parts[0], parts.count > 1 ? Float(parts[1]) ?? 0 : 0)
            }
        }
        return result
    }
}
