import BatonText

/// The different character pairs and triples of a text, hashed, in rising order.
///
/// They tell what words do not: spelling mistakes, endings, and Chinese words cut otherwise.
struct GramSet: Sendable {
    /// The hashes, each once.
    let hashes: [UInt32]

    /// The most that are kept of one text.
    static let limit = 2048

    /// The grams of `text`, folded as search folds; none reaches across punctuation.
    init(_ text: String) {
        var hashes: [UInt32] = []
        hashes.reserveCapacity(min(text.utf8.count * 2, Self.limit))
        var earlier: UInt32 = 0
        var previous: UInt32 = 0
        func take(_ value: UInt32) {
            guard value != 0 || previous != 0 else { return }
            if previous != 0, value != 0 { hashes.append(Self.hash(0, previous, value)) }
            // A triple may start or end at a word's edge.
            if previous != 0, earlier != 0 || value != 0 {
                hashes.append(Self.hash(earlier &+ 1, previous, value))
            }
            earlier = previous
            previous = value
        }
        for scalar in text.unicodeScalars where hashes.count < Self.limit {
            CompatibilityFolding.fold(scalar) { take(Self.letter($0)) }
        }
        take(0)
        hashes.sort()
        var unique: [UInt32] = []
        unique.reserveCapacity(hashes.count)
        for hash in hashes where unique.last != hash { unique.append(hash) }
        self.hashes = unique
    }

    /// The folded scalars of each run of letters, digits and Chinese characters.
    static func words(of text: String) -> [[UInt32]] {
        var words: [[UInt32]] = [[]]
        for scalar in text.unicodeScalars {
            CompatibilityFolding.fold(scalar) { value in
                let letter = Self.letter(value)
                if letter != 0 {
                    words[words.count - 1].append(letter)
                } else if !words[words.count - 1].isEmpty {
                    words.append([])
                }
            }
        }
        return words.filter { !$0.isEmpty }
    }

    /// The folded scalar, 0 for what parts words.
    private static func letter(_ value: UInt32) -> UInt32 {
        switch value {
        case 0x61...0x7A, 0x30...0x39: return value
        case 0x41...0x5A: return value + 0x20
        case ..<0xC0, 0x2000...0x2BFF, 0x3000...0x3004, 0x3008...0x3020, 0xFE30...0xFE6F: return 0
        default: return Unicode.Scalar(value).map { HanFolding.fold($0).value } ?? 0
        }
    }

    private static func hash(_ first: UInt32, _ second: UInt32, _ third: UInt32) -> UInt32 {
        var hash: UInt32 = 2_166_136_261
        for value in [first, second, third] {
            hash = (hash ^ value) &* 16_777_619
            hash ^= hash >> 15
        }
        return hash
    }
}

/// Compares a message's grams with those of many texts, rare ones counting more.
struct GramComparison {
    private let query: [UInt32]
    private var rarity: [UInt32: Float] = [:]
    private var counts = [UInt16](repeating: 0, count: Self.buckets)
    private var texts: Float = 0
    private static let buckets = 1 << 14

    /// Prepares for a message; what is rare is told by the texts it will be compared with.
    init(_ query: GramSet, among profiles: [EntryProfile]) {
        self.query = Array(query.hashes.prefix(512))
        for profile in profiles {
            for grams in profile.grams {
                texts += 1
                for hash in grams.hashes { counts[Int(hash) & (Self.buckets - 1)] &+= 1 }
            }
        }
    }

    private func weight(_ hash: UInt32) -> Float {
        let count = Float(counts[Int(hash) & (Self.buckets - 1)])
        return Self.logarithm((texts + 1) / (count + 1)) + 1
    }

    /// The cosine between the message and each text of `profile`, and the share of the message's
    /// weight that all of them hold together.
    func compare(_ profile: EntryProfile) -> (cosines: [Float], cover: Float) {
        var held = [Bool](repeating: false, count: query.count)
        let weights = query.map(weight)
        let whole = weights.reduce(0) { $0 + $1 * $1 }
        guard whole > 0 else { return (profile.grams.map { _ in 0 }, 0) }
        let cosines = profile.grams.map { grams -> Float in
            var shared: Float = 0
            var length: Float = 0
            var place = 0
            for hash in grams.hashes {
                let weight = weight(hash)
                length += weight * weight
                while place < query.count, query[place] < hash { place += 1 }
                if place < query.count, query[place] == hash {
                    shared += weight * weight
                    held[place] = true
                }
            }
            return length > 0 ? shared / (length * whole).squareRoot() : 0
        }
        let covered = zip(held, weights).reduce(0) { $1.0 ? $0 + $1.1 * $1.1 : $0 }
        return (cosines, covered / whole)
    }

    /// A natural logarithm that is right to 1 % and asks no library.
    static func logarithm(_ value: Float) -> Float {
        let significand = value.significand - 1
        let fraction = significand * (1.4142 - 0.7071 * (significand - 0.4142) * 0.6)
        return (Float(value.exponent) + min(1, fraction)) * 0.693147
    }
}
