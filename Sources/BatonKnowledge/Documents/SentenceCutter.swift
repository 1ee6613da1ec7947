/// Cuts a text at the ends of its sentences.
enum SentenceCutter {
    /// The sentences of a text, none longer than `limit` by ``TextMeasure``; a sentence that is
    /// too long is cut at commas, then between words or characters.
    static func sentences(_ text: String, limit: Int) -> [String] {
        var result: [String] = []
        for sentence in split(text, at: endsSentence) {
            if fits(sentence, limit: limit) {
                result.append(sentence)
                continue
            }
            for clause in packed(split(sentence, at: endsClause), limit: limit) {
                if fits(clause, limit: limit) {
                    result.append(clause)
                } else {
                    result += chopped(clause, limit: limit)
                }
            }
        }
        return result
    }

    private static func split(
        _ text: String, at isEnd: (Unicode.Scalar, ArraySlice<Unicode.Scalar>) -> Bool
    ) -> [String] {
        let scalars = Array(text.unicodeScalars)
        var result: [String] = []
        var piece = String.UnicodeScalarView()
        var index = 0
        func finish() {
            let words = ImportText.trimmed(String(piece))
            if !words.isEmpty { result.append(words) }
            piece = String.UnicodeScalarView()
        }
        while index < scalars.count {
            let scalar = scalars[index]
            piece.append(scalar)
            index += 1
            guard isEnd(scalar, scalars[index...]) else { continue }
            // A closing quote or a second mark belongs to the sentence it ends.
            while index < scalars.count, closers.contains(scalars[index]) {
                piece.append(scalars[index])
                index += 1
            }
            finish()
        }
        finish()
        return result
    }

    private static let closers = Set("」』”’）)】》〉]\"'。！？!?…".unicodeScalars)

    private static func endsSentence(
        _ scalar: Unicode.Scalar, _ rest: ArraySlice<Unicode.Scalar>
    ) -> Bool {
        switch scalar {
        case "。", "！", "？", "；", "…", "\n": return true
        case ".", "!", "?", ";":
            // A mark of Latin script ends a sentence only before a space, and not before a small
            // letter: `3.5`, `9.30 a.m. daily`.
            guard let next = rest.first else { return true }
            return next.properties.isWhitespace
                && !(rest.dropFirst().first?.properties.isLowercase ?? false)
        default: return false
        }
    }

    private static func endsClause(
        _ scalar: Unicode.Scalar, _ rest: ArraySlice<Unicode.Scalar>
    ) -> Bool {
        switch scalar {
        case "，", "、", "：", "）": true
        case ",", ":": rest.first.map { $0.properties.isWhitespace } ?? true
        default: false
        }
    }

    private static func packed(_ pieces: [String], limit: Int) -> [String] {
        var result: [String] = []
        var length = 0
        for piece in pieces {
            let added = TextMeasure.length(piece)
            if let last = result.last, length + added <= limit,
                last.utf8.count + piece.utf8.count <= scalars * 4
            {
                result[result.count - 1] = PlainTextDocument.joined([last, piece])
                length += added
            } else {
                result.append(piece)
                length = added
            }
        }
        return result
    }

    /// The most scalars of a piece, whatever they are: what stops a text without words.
    private static let scalars = 1200

    /// Whether a text is no longer than a passage may be.
    static func fits(_ text: String, limit: Int) -> Bool {
        text.utf8.count <= scalars * 4 && TextMeasure.length(text) <= limit
    }

    private static func chopped(_ text: String, limit: Int) -> [String] {
        var result: [String] = []
        var piece = String.UnicodeScalarView()
        var length = 0
        var count = 0
        var run = 0
        for scalar in text.unicodeScalars {
            let isWide = TextMeasure.isWide(scalar)
            let isWord = !isWide && TextMeasure.isWordPart(scalar)
            let added = isWide ? 1 : isWord && run % TextMeasure.letters == 0 ? TextMeasure.word : 0
            if length + added > limit || count >= scalars {
                result.append(ImportText.trimmed(String(piece)))
                piece = String.UnicodeScalarView()
                length = 0
                count = 0
            }
            piece.append(scalar)
            length += added
            count += 1
            run = isWord ? run + 1 : 0
        }
        result.append(ImportText.trimmed(String(piece)))
        return result.filter { !$0.isEmpty }
    }
}
