/// A part of a document that can be found and shown alone.
package struct Passage: Sendable, Hashable {
    /// The headings it stands under, highest first.
    package var headings: [String]
    /// Its words.
    package var text: String
    /// Where it begins.
    package var place: DocumentPlace

    /// The heading path on a line of its own, then the words: what is searched and shown.
    package var full: String {
        headings.isEmpty ? text : headings.joined(separator: " › ") + "\n" + text
    }
}

/// Cuts documents into passages.
///
/// A heading opens a new passage. Under one heading, sentences, items and rows are packed up to
/// ``limit``; a passage ends at a sentence's end and a row of a table stays whole.
package enum PassageCutter {
    /// The longest passage: 600 Chinese characters or 150 words.
    ///
    /// Passages of this length hold one thought and fit on a telephone's screen.
    package static let limit = 600

    /// How many bytes a passage may have before another piece is added, whatever its length.
    private static let bytes = 4096

    /// Cuts a document.
    /// - Parameters:
    ///   - content: what a reader found.
    ///   - title: what stands above headings that have none of the highest level.
    package static func passages(of content: DocumentContent, title: String) -> [Passage] {
        var builder = Builder(title: content.title ?? title)
        for block in content.blocks { builder.take(block) }
        builder.finish()
        return builder.passages
    }

    private struct Builder {
        let title: String
        var passages: [Passage] = []
        private var headings: [(level: Int, text: String)] = []
        private var text = ""
        private var length = 0
        private var place = DocumentPlace.whole

        init(title: String) { self.title = PassageCutter.heading(title) }

        mutating func take(_ block: DocumentBlock) {
            switch block.kind {
            case .heading(let level):
                finish()
                let words = PassageCutter.heading(block.text)
                guard !words.isEmpty else { return }
                headings.removeAll { $0.level >= level }
                headings.append((level, words))
            case .paragraph:
                for (index, sentence) in pieces(block.text).enumerated() {
                    add(sentence, on: index == 0, at: block.place)
                }
            case .item:
                for (index, sentence) in pieces(block.text).enumerated() {
                    add(index == 0 ? "• " + sentence : sentence, on: index == 0, at: block.place)
                }
            case .row:
                let words = ImportText.trimmed(block.text)
                guard !SentenceCutter.fits(words, limit: limit) else {
                    return add(words, on: true, at: block.place)
                }
                for piece in pieces(words) { add(piece, on: true, at: block.place) }
            }
        }

        private func pieces(_ text: String) -> [String] {
            SentenceCutter.sentences(text, limit: limit)
        }

        private mutating func add(_ piece: String, on newLine: Bool, at place: DocumentPlace) {
            guard !piece.isEmpty else { return }
            let added = TextMeasure.length(piece)
            if !text.isEmpty, length + added > limit || text.utf8.count > bytes { finish() }
            if text.isEmpty {
                self.place = place
                text = piece
            } else {
                text =
                    newLine
                    ? text + "\n" + piece : PlainTextDocument.joined([text, piece])
            }
            length += added
        }

        mutating func finish() {
            guard !text.isEmpty else { return }
            var path = headings.map(\.text)
            if headings.first?.level != 1, !title.isEmpty, path.first != title {
                path.insert(title, at: 0)
            }
            passages.append(Passage(headings: path, text: text, place: place))
            text = ""
            length = 0
        }
    }

    private static func heading(_ text: String) -> String {
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.count <= DocumentLimits.headingCharacters
            ? words : words.prefix(DocumentLimits.headingCharacters - 1) + "…"
    }
}
