/// How Chinese characters sound in Cantonese: syllables in Jyutping, without tone.
///
/// Read once from the table at the first use; characters are folded, so that Traditional and
/// Simplified have the readings of each other.
struct SoundReadings {
    /// The number of a syllable in `syllables`.
    typealias Syllable = UInt16

    /// A character that a syllable may be.
    struct Character {
        /// As search folds it.
        var folded: UInt32
        /// As Hong Kong writes it: the commonest of those that fold so.
        var written: UInt32
        /// Whether it is read so in a few words only.
        var isRare: Bool
    }

    /// The one table.
    static let shared = SoundReadings()

    /// Every syllable, sorted.
    private(set) var syllables: [String] = []
    /// The characters of each syllable, the commonest first, rare readings last.
    private(set) var characters: [ArraySlice<Character>] = []
    private var numbers: [String: Syllable] = [:]
    /// For each character from `first` to `end`, where its readings start in `pool`.
    private var starts: [Int32] = []
    private var pool: [Syllable] = []
    private var supplementary: [UInt32: [Syllable]] = [:]

    private static let first: UInt32 = 0x3400
    private static let end: UInt32 = 0xA000

    /// The number of a syllable.
    func number(of syllable: String) -> Syllable? { numbers[syllable] }

    /// Every reading of a folded character, in the order of `syllables`; none where unknown.
    func readings(of character: UInt32) -> ArraySlice<Syllable> {
        guard character >= Self.first else { return [] }
        guard character < Self.end else { return supplementary[character].map { $0[...] } ?? [] }
        let place = Int(character - Self.first)
        return pool[Int(starts[place])..<Int(starts[place + 1])]
    }

    private init() {
        var all: [Character] = []
        all.reserveCapacity(30_000)
        var bounds: [Int] = [0]
        let width = Int(Self.end - Self.first)
        // The last syllable at which each character was met, so that variants come once.
        var last = [Int32](repeating: -1, count: width)
        var counts = [Int32](repeating: 0, count: width + 1)
        var name = ""
        var isRare = false
        let text = Self.table.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "a"..."z": name.unicodeScalars.append(scalar)
            case ",": isRare = true
            case ";":
                numbers[name] = Syllable(syllables.count)
                syllables.append(name)
                bounds.append(all.count)
                (name, isRare) = ("", false)
            default:
                let folded = HanFolding.fold(scalar).value
                if (Self.first..<Self.end).contains(folded) {
                    let place = Int(folded - Self.first)
                    guard last[place] != Int32(syllables.count) else { continue }
                    last[place] = Int32(syllables.count)
                    counts[place + 1] += 1
                } else if supplementary[folded]?.last == Syllable(syllables.count) {
                    continue
                } else {
                    supplementary[folded, default: []].append(Syllable(syllables.count))
                }
                all.append(Character(folded: folded, written: scalar.value, isRare: isRare))
            }
        }
        characters = syllables.indices.map { all[bounds[$0]..<bounds[$0 + 1]] }
        for place in 1...width { counts[place] += counts[place - 1] }
        starts = counts
        index(all, bounds)
    }

    private mutating func index(_ all: [Character], _ bounds: [Int]) {
        pool = [Syllable](repeating: 0, count: Int(starts.last ?? 0))
        var next = starts
        for number in syllables.indices {
            for character in all[bounds[number]..<bounds[number + 1]]
            where (Self.first..<Self.end).contains(character.folded) {
                let place = Int(character.folded - Self.first)
                pool[Int(next[place])] = Syllable(number)
                next[place] += 1
            }
        }
    }
}
