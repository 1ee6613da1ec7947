import BatonText

/// The numbers, times, dates and codes of texts, by which one entry is told from its neighbour.
struct Figures: Sendable, Hashable {
    /// Plain numbers, in one form each.
    private(set) var numbers: Set<String> = []
    /// Times of day.
    private(set) var times: Set<String> = []
    /// Dates.
    private(set) var dates: Set<String> = []
    /// Codes, such as model names and order numbers.
    private(set) var codes: Set<String> = []

    /// Reads `texts`.
    init(of texts: [String]) {
        for text in texts { take(Tokenizer.tokens(of: text)) }
    }

    /// Takes those among `tokens`.
    init(tokens: [Token]) { take(tokens) }

    private mutating func take(_ tokens: [Token]) {
        for token in tokens {
            switch token.kind {
            case .number: numbers.insert(token.text)
            case .time: times.insert(token.text)
            case .date: dates.insert(token.text)
            case .code: codes.insert(token.text)
            case .word, .hanUnigram, .hanBigram: break
            }
        }
    }

    /// Whether there are none.
    var isEmpty: Bool { numbers.isEmpty && times.isEmpty && dates.isEmpty && codes.isEmpty }

    /// How a message's figures stand to an entry's.
    struct Agreement: Sendable, Hashable {
        /// Share of the message's figures that the entry holds.
        var found: Float = 0
        /// Share of the message's figures whose kind the entry holds with other values only.
        var contradicted: Float = 0
        /// 1 where the entry has one of the message's codes, −1 where it has only others of the
        /// same shape, 0 where codes say nothing.
        var codes: Float = 0
    }

    /// How these figures of a message stand to those of an entry.
    func agreement(with entry: Figures) -> Agreement {
        var result = Agreement()
        let pairs = [
            (numbers, entry.numbers), (times, entry.times), (dates, entry.dates),
            (codes, entry.codes),
        ]
        let asked = pairs.reduce(0) { $0 + $1.0.count }
        guard asked > 0 else { return result }
        for (mine, theirs) in pairs where !mine.isEmpty && !theirs.isEmpty {
            let shared = mine.count { theirs.contains($0) }
            result.found += Float(shared)
            if shared == 0 { result.contradicted += Float(mine.count) }
        }
        result.found /= Float(asked)
        result.contradicted /= Float(asked)
        result.codes = codeAgreement(with: entry)
        return result
    }

    private func codeAgreement(with entry: Figures) -> Float {
        guard !codes.isEmpty, !entry.codes.isEmpty else { return 0 }
        if !codes.isDisjoint(with: entry.codes) { return 1 }
        let shapes = Set(entry.codes.map(Self.shape))
        return codes.contains { shapes.contains(Self.shape($0)) } ? -1 : 0
    }

    /// A code with its digits masked: `ab12` is `ab00`, the shape of `ab34`.
    private static func shape(_ code: String) -> String {
        String(decoding: code.utf8.map { (0x30...0x39).contains($0) ? 0x30 : $0 }, as: UTF8.self)
    }
}
