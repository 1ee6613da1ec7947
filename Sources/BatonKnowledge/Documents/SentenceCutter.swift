/// Cuts a text at the ends of its sentences.
enum SentenceCutter {
    /// The sentences of a text, none longer than `limit` by ``TextMeasure``; a sentence that is
    /// too long is cut at commas, then between words or characters.
    static func sentences(_ text: String, limit: Int) -> [String] {
        var result: [String] = []
        for sentence in split(text, at: endsSentence) {
            if TextMeasure.length(sentence) <= limit {
                result.append(sentence)
                continue
            }
            for clause in packed(split(sentence, at: endsClause), limit: limit) {
                if TextMeasure.length(clause) <= limit {
                    result.append(clause)
                } else {
                    result += chopped(clause, limit: limit)
                }
            }
        }
        return result
    }

    private static func split(
        _ text: String, at isEnd: (Unicode.Scalar, Unicode.Scalar?) -> Bool
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
            guard isEnd(scalar, index < scalars.count ? scalars[index] : nil) else { continue }
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

    private static func endsSentence(_ scalar: Unicode.Scalar, _ next: Unicode.Scalar?) -> Bool {
        switch scalar {
        case "。", "！", "？", "；", "…", "\n": true
        // A full stop or mark of Latin script ends a sentence only before a space: `3.5`, `a.m.x`.
        case ".", "!", "?", ";": next.map { $0.properties.isWhitespace } ?? true
        default: false
        }
    }

    private static func endsClause(_ scalar: Unicode.Scalar, _ next: Unicode.Scalar?) -> Bool {
        switch scalar {
        case "，", "、", "：", "）": true
        case ",", ":": next.map { $0.properties.isWhitespace } ?? true
        default: false
        }
    }

    private static func packed(_ pieces: [String], limit: Int) -> [String] {
        var result: [String] = []
        for piece in pieces {
            if let last = result.last,
                TextMeasure.length(last) + TextMeasure.length(piece) <= limit
            {
                result[result.count - 1] = PlainTextDocument.joined([last, piece])
            } else {
                result.append(piece)
            }
        }
        return result
    }

    /// The most characters of a piece: what stops a word without an end.
    private static let characters = 1200

    private static func chopped(_ text: String, limit: Int) -> [String] {
        var result: [String] = []
        var piece = ""
        var length = 0
        var count = 0
        var isInWord = false
        for character in text {
            let isWide = character.unicodeScalars.first.map(TextMeasure.isWide) ?? false
            let isWord = !isWide && (character.isLetter || character.isNumber)
            let added = isWide ? 1 : isWord && !isInWord ? TextMeasure.word : 0
            if (length + added > limit && (isWide || !isInWord)) || count >= characters {
                result.append(ImportText.trimmed(piece))
                piece = ""
                length = 0
                count = 0
            }
            piece.append(character)
            length += added
            count += 1
            isInWord = isWord
        }
        result.append(ImportText.trimmed(piece))
        return result.filter { !$0.isEmpty }
    }
}
