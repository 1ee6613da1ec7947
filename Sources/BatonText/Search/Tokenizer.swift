/// Cuts text into search tokens: Chinese unigrams and bigrams, stemmed English words, numbers,
/// times, dates and codes, all folded so that ways of writing the same thing meet.
///
/// Emoji and punctuation give nothing; bigrams do not cross them. One walk over the scalars;
/// linear in the text's length.
package struct Tokenizer {
    /// The tokens of `text`, in order; unigrams come before the bigram that starts with them.
    package static func tokens(of text: String) -> [Token] {
        var tokenizer = Tokenizer(text)
        tokenizer.run()
        return tokenizer.tokens
    }

    /// One folded scalar and where its original stands.
    struct Piece {
        var value: UInt32
        var start: Int32
        var end: Int32
        var kind: Kind
    }

    /// What a scalar is to the tokenizer.
    enum Kind: UInt8 {
        case han, letter, digit, space
        /// Punctuation, symbols, emoji: they part what stands around them.
        case mark
    }

    var pieces: [Piece] = []
    private(set) var tokens: [Token] = []
    private var position = 0
    private var previousHan: (value: UInt32, start: Int32)?

    private init(_ text: String) {
        pieces.reserveCapacity(text.utf8.count)
        var offset: Int32 = 0
        for scalar in text.unicodeScalars {
            let length = Int32(UTF8.width(scalar))
            if scalar.value < 0x80 {
                append(scalar.value, offset, offset + length)
            } else {
                CompatibilityFolding.fold(scalar) { append($0, offset, offset + length) }
            }
            offset += length
        }
        tokens.reserveCapacity(pieces.count)
    }

    private mutating func append(_ value: UInt32, _ start: Int32, _ end: Int32) {
        var value = value
        if value >= 0x41, value <= 0x5A { value += 0x20 }
        let kind = Self.kind(of: value)
        if kind == .han, let scalar = Unicode.Scalar(value) {
            value = HanFolding.fold(scalar).value
        }
        pieces.append(Piece(value: value, start: start, end: end, kind: kind))
    }

    private static func kind(of value: UInt32) -> Kind {
        switch value {
        case 0x61...0x7A: return .letter
        case 0x30...0x39: return .digit
        case 0x09, 0x20: return .space
        case ..<0x80, 0x2000...0x2BFF, 0x3008...0x3020: return .mark
        case 0x3400...0x9FFF, 0x2_0000...0x3_FFFF, 0x3005...0x3007, 0x2E80...0x2FDF,
            0xF900...0xFAFF, 0x3041...0x30FA, 0x30FC...0x30FF, 0xAC00...0xD7A3, 0x0E01...0x0E4E:
            return .han
        default:
            guard let scalar = Unicode.Scalar(value) else { return .mark }
            return scalar.properties.isAlphabetic ? .letter : .mark
        }
    }

    private mutating func run() {
        var index = 0
        while index < pieces.count {
            switch pieces[index].kind {
            case .han:
                han(at: index)
                index += 1
            case .letter, .digit:
                previousHan = nil
                index = alphanumeric(from: index)
            case .space:
                previousHan = nil
                index += 1
            case .mark:
                previousHan = nil
                if index > 0, pieces[index - 1].kind != .mark { position += 1 }
                index += 1
            }
        }
    }

    private mutating func han(at index: Int) {
        let piece = pieces[index]
        if let previous = previousHan {
            emit(
                .hanBigram, Self.text([previous.value, piece.value]),
                Int(previous.start)..<Int(piece.end), at: position - 1)
        }
        emit(.hanUnigram, Self.text([piece.value]), Int(piece.start)..<Int(piece.end), at: position)
        position += 1
        previousHan = (piece.value, piece.start)
    }

    /// Reads a number, time, date, code or word that starts at `start`.
    /// - Returns: where to go on.
    private mutating func alphanumeric(from start: Int) -> Int {
        if let reading = NumericReading.read(pieces, from: start) {
            emit(reading.kind, reading.text, span(start, reading.end), at: position)
            position += 1
            return reading.end
        }
        var end = start
        var letters = 0
        var digits = 0
        while end < pieces.count {
            let piece = pieces[end]
            if piece.kind == .letter {
                letters += 1
            } else if piece.kind == .digit {
                digits += 1
            } else if !isApostrophe(at: end, after: letters) {
                break
            }
            end += 1
        }
        if digits == 0 {
            if let joined = joinedCode(from: start, through: end) {
                emit(.code, joined.text, span(start, joined.end), at: position)
                position += 1
                return joined.end
            }
            return word(start, end)
        }
        if letters == 0 {
            emit(.number, number(start, end), span(start, end), at: position)
            position += 1
            return end
        }
        let joined = joinedCode(from: start, through: end)
        let last = joined?.end ?? end
        let text = joined?.text ?? Self.text(pieces[start..<end].map(\.value).filter { $0 != 0x27 })
        emit(.code, text, span(start, last), at: position)
        if joined == nil { codeParts(start, end) }
        position += 1
        return last
    }

    /// A word, unless it is the `HK` of `HK$`.
    private mutating func word(_ start: Int, _ end: Int) -> Int {
        let values = pieces[start..<end].map(\.value)
        if end < pieces.count, pieces[end].value == 0x24, values == [0x68, 0x6B] { return end }
        let stem: String
        if values.allSatisfy({ $0 < 0x80 }) {
            stem = String(
                decoding: EnglishStemmer.stem(values.map { UInt8(truncatingIfNeeded: $0) }),
                as: UTF8.self)
        } else {
            stem = Self.text(values)
        }
        if !stem.isEmpty {
            emit(.word, stem, span(start, end), at: position)
            position += 1
        }
        return end
    }

    /// A code such as `AB-1234`: letters first, then pieces joined by `-`, `_` or `#`, some digits.
    private func joinedCode(from start: Int, through end: Int) -> (text: String, end: Int)? {
        guard pieces[start].kind == .letter else { return nil }
        var values = pieces[start..<end].map(\.value)
        var last = end
        var digits = 0
        while last + 1 < pieces.count, [0x2D, 0x5F, 0x23].contains(pieces[last].value),
            pieces[last + 1].kind == .digit || (digits > 0 && pieces[last + 1].kind == .letter)
        {
            last += 1
            while last < pieces.count, pieces[last].kind == .letter || pieces[last].kind == .digit {
                if pieces[last].kind == .digit { digits += 1 }
                values.append(pieces[last].value)
                last += 1
            }
        }
        return digits >= 2 ? (Self.text(values), last) : nil
    }

    /// The word and the number of a piece such as `iphone15`, beside the whole.
    private mutating func codeParts(_ start: Int, _ end: Int) {
        guard let split = pieces[start..<end].firstIndex(where: { $0.kind == .digit }),
            split - start >= 3, pieces[split..<end].allSatisfy({ $0.kind == .digit })
        else { return }
        _ = word(start, split)
        emit(.number, number(split, end), span(split, end), at: position)
    }

    private func number(_ start: Int, _ end: Int) -> String {
        NumericReading.plain(pieces[start..<end].map(\.value))
    }

    private func isApostrophe(at index: Int, after letters: Int) -> Bool {
        pieces[index].value == 0x27 && letters > 0 && index + 1 < pieces.count
            && pieces[index + 1].kind == .letter
    }

    private func span(_ start: Int, _ end: Int) -> Range<Int> {
        Int(pieces[start].start)..<Int(pieces[end - 1].end)
    }

    private mutating func emit(
        _ kind: Token.Kind, _ text: String, _ utf8: Range<Int>, at position: Int
    ) {
        tokens.append(Token(kind: kind, text: text, position: position, utf8: utf8))
    }

    static func text(_ values: some Sequence<UInt32>) -> String {
        var scalars = String.UnicodeScalarView()
        for value in values {
            if let scalar = Unicode.Scalar(value) { scalars.append(scalar) }
        }
        return String(scalars)
    }
}
