/// The English stemmer of Snowball ("Porter2"), on lower-case ASCII.
///
/// Source: https://snowballstem.org/algorithms/english/stemmer.html, whose steps and region names
/// this follows one by one.
package struct EnglishStemmer {
    private var word: [UInt8]
    private var region1 = 0
    private var region2 = 0

    /// The stem of `word`, lower-case ASCII letters and apostrophes.
    package static func stem(_ word: [UInt8]) -> [UInt8] {
        guard word.count > 2 else { return word }
        if let known = exceptions[word] { return known }
        var stemmer = EnglishStemmer(word: word)
        stemmer.prepare()
        stemmer.step0()
        stemmer.step1a()
        if !finished.contains(stemmer.word) {
            stemmer.step1b()
            stemmer.step1c()
            stemmer.step2()
            stemmer.step3()
            stemmer.step4()
            stemmer.step5()
        }
        for index in stemmer.word.indices where stemmer.word[index] == consonantY {
            stemmer.word[index] = y
        }
        return stemmer.word
    }

    /// The stem of `word`, lower-case ASCII.
    package static func stem(_ word: String) -> String {
        String(decoding: stem(Array(word.utf8)), as: UTF8.self)
    }

    private init(word: [UInt8]) { self.word = word }

    private static let y = UInt8(ascii: "y")
    /// A `y` that is a consonant, marked as the algorithm does.
    private static let consonantY = UInt8(ascii: "Y")

    private static func table(_ pairs: [(StaticString, StaticString)]) -> [[UInt8]: [UInt8]] {
        var result: [[UInt8]: [UInt8]] = [:]
        for (from, to) in pairs { result[bytes(from)] = bytes(to) }
        return result
    }

    private static func bytes(_ text: StaticString) -> [UInt8] {
        text.withUTF8Buffer { Array($0) }
    }

    private static let exceptions = table([
        ("skis", "ski"), ("skies", "sky"), ("idly", "idl"), ("gently", "gentl"),
        ("ugly", "ugli"), ("early", "earli"), ("only", "onli"), ("singly", "singl"),
        ("sky", "sky"), ("news", "news"), ("howe", "howe"), ("atlas", "atlas"),
        ("cosmos", "cosmos"), ("bias", "bias"), ("andes", "andes"),
        ("dying", "die"), ("lying", "lie"), ("tying", "tie"),
    ])
    /// Words that are left as they are once step 1a is done.
    private static let finished: Set<[UInt8]> = Set(
        [
            "inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed",
        ].map { Array($0.utf8) })
    private static let region1Prefixes: [[UInt8]] = ["gener", "commun", "arsen"].map {
        Array($0.utf8)
    }

    private func isVowel(_ index: Int) -> Bool {
        switch word[index] {
        case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
            UInt8(ascii: "u"), Self.y:
            true
        default: false
        }
    }

    private mutating func prepare() {
        if word.first == UInt8(ascii: "'") { word.removeFirst() }
        for index in word.indices where word[index] == Self.y {
            if index == 0 || isVowel(index - 1) { word[index] = Self.consonantY }
        }
        region1 = word.count
        if let prefix = Self.region1Prefixes.first(where: { word.starts(with: $0) }) {
            region1 = prefix.count
        } else {
            region1 = regionStart(after: 0)
        }
        region2 = regionStart(after: region1)
    }

    /// After the first consonant that follows a vowel.
    private func regionStart(after start: Int) -> Int {
        var index = start + 1
        while index < word.count {
            if !isVowel(index), isVowel(index - 1) { return index + 1 }
            index += 1
        }
        return word.count
    }

    private func ends(_ suffix: StaticString) -> Bool {
        let length = suffix.utf8CodeUnitCount
        guard word.count >= length else { return false }
        return suffix.withUTF8Buffer { buffer in
            let start = word.count - length
            for index in 0..<length where word[start + index] != buffer[index] { return false }
            return true
        }
    }

    private mutating func replace(_ count: Int, with replacement: StaticString) {
        word.removeLast(count)
        replacement.withUTF8Buffer { word.append(contentsOf: $0) }
    }

    private func hasVowel(before end: Int) -> Bool {
        var index = 0
        while index < end {
            if isVowel(index) { return true }
            index += 1
        }
        return false
    }

    private mutating func step0() {
        if ends("'s'") {
            word.removeLast(3)
        } else if ends("'s") {
            word.removeLast(2)
        } else if ends("'") {
            word.removeLast()
        }
    }

    private mutating func step1a() {
        if ends("sses") {
            word.removeLast(2)
        } else if ends("ied") || ends("ies") {
            replace(3, with: word.count > 4 ? "i" : "ie")
        } else if ends("us") || ends("ss") {
            return
        } else if ends("s"), word.count > 2, hasVowel(before: word.count - 2) {
            word.removeLast()
        }
    }

    private mutating func step1b() {
        for (suffix, length) in [("eedly", 5), ("eed", 3)] as [(StaticString, Int)]
        where ends(suffix) {
            if word.count - length >= region1 { replace(length, with: "ee") }
            return
        }
        for (suffix, length) in [("ingly", 5), ("edly", 4), ("ing", 3), ("ed", 2)]
            as [(StaticString, Int)]
        where ends(suffix) {
            guard hasVowel(before: word.count - length) else { return }
            word.removeLast(length)
            if ends("at") || ends("bl") || ends("iz") {
                word.append(UInt8(ascii: "e"))
            } else if endsInDouble {
                word.removeLast()
            } else if region1 >= word.count, endsInShortSyllable {
                word.append(UInt8(ascii: "e"))
            }
            return
        }
    }

    private var endsInDouble: Bool {
        guard word.count >= 2, let last = word.last, word[word.count - 2] == last else {
            return false
        }
        return "bdfgmnprt".utf8.contains(last)
    }

    /// Whether the word ends in a short syllable, as the algorithm defines it.
    private var endsInShortSyllable: Bool {
        let count = word.count
        if count == 2 { return isVowel(0) && !isVowel(1) }
        guard count > 2 else { return false }
        guard isVowel(count - 2), !isVowel(count - 3), !isVowel(count - 1) else { return false }
        let last = word[count - 1]
        return last != UInt8(ascii: "w") && last != UInt8(ascii: "x") && last != Self.consonantY
    }

    private mutating func step1c() {
        let count = word.count
        guard count > 2, let last = word.last, last == Self.y || last == Self.consonantY else {
            return
        }
        if !isVowel(count - 2) { word[count - 1] = UInt8(ascii: "i") }
    }

    /// Longest first, so that the first that fits is the longest.
    private static let step2Suffixes: [(StaticString, StaticString)] = [
        ("ization", "ize"), ("ational", "ate"), ("fulness", "ful"), ("ousness", "ous"),
        ("iveness", "ive"), ("tional", "tion"), ("biliti", "ble"), ("lessli", "less"),
        ("entli", "ent"), ("ation", "ate"), ("alism", "al"), ("aliti", "al"), ("ousli", "ous"),
        ("iviti", "ive"), ("fulli", "ful"), ("enci", "ence"), ("anci", "ance"), ("abli", "able"),
        ("izer", "ize"), ("ator", "ate"), ("alli", "al"), ("bli", "ble"), ("ogi", "og"),
        ("li", ""),
    ]

    private mutating func step2() {
        for (suffix, replacement) in Self.step2Suffixes where ends(suffix) {
            let length = suffix.utf8CodeUnitCount
            let start = word.count - length
            guard start >= region1 else { return }
            if length == 3, ends("ogi") {
                guard start > 0, word[start - 1] == UInt8(ascii: "l") else { return }
            } else if length == 2 {
                guard start > 0, "cdeghkmnrt".utf8.contains(word[start - 1]) else { return }
            }
            replace(length, with: replacement)
            return
        }
    }

    private static let step3Suffixes: [(StaticString, StaticString)] = [
        ("ational", "ate"), ("tional", "tion"), ("alize", "al"), ("icate", "ic"),
        ("iciti", "ic"), ("ative", ""), ("ical", "ic"), ("ness", ""), ("ful", ""),
    ]

    private mutating func step3() {
        for (suffix, replacement) in Self.step3Suffixes where ends(suffix) {
            let start = word.count - suffix.utf8CodeUnitCount
            guard start >= region1 else { return }
            if ends("ative"), start < region2 { return }
            replace(suffix.utf8CodeUnitCount, with: replacement)
            return
        }
    }

    private static let step4Suffixes: [StaticString] = [
        "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti",
        "ous", "ive", "ize", "ion", "al", "er", "ic",
    ]

    private mutating func step4() {
        for suffix in Self.step4Suffixes where ends(suffix) {
            let start = word.count - suffix.utf8CodeUnitCount
            guard start >= region2 else { return }
            if suffix.utf8CodeUnitCount == 3, ends("ion") {
                guard start > 0, "st".utf8.contains(word[start - 1]) else { return }
            }
            word.removeLast(suffix.utf8CodeUnitCount)
            return
        }
    }

    private mutating func step5() {
        let count = word.count
        guard count > 0, let last = word.last else { return }
        if last == UInt8(ascii: "e") {
            if count - 1 >= region2 {
                word.removeLast()
            } else if count - 1 >= region1 {
                word.removeLast()
                if endsInShortSyllable { word.append(UInt8(ascii: "e")) }
            }
        } else if last == UInt8(ascii: "l"), count - 1 >= region2, count >= 2,
            word[count - 2] == UInt8(ascii: "l")
        {
            word.removeLast()
        }
    }
}
