package import BatonCore

/// Something in an imported text that a person should look at.
package struct TextFlag: Sendable, Hashable, CustomStringConvertible {
    /// What it is.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// Words that speak to a language model; they stay in the text.
        case addressesModel = "addresses_model"
        /// Words that a reader does not see; they were left out.
        case hiddenText = "hidden_text"
    }

    /// What it is.
    package var kind: Kind
    /// The file, page or entry.
    package var document: String
    /// Where in it.
    package var place: DocumentPlace
    /// How the words are hidden, or why they are taken to speak to a model.
    package var detail: String
    /// The words, shortened; untrusted.
    package var excerpt: String

    /// Makes a flag.
    package init(
        _ kind: Kind, in document: String, at place: DocumentPlace, detail: String, excerpt: String
    ) {
        self.kind = kind
        self.document = document
        self.place = place
        self.detail = detail
        self.excerpt = Self.shortened(excerpt)
    }

    /// `file:12: speaks to a model (…): "words"`, in English.
    package var description: String { text(in: .english) }

    /// The flag as one sentence.
    package func text(in language: InterfaceLanguage) -> String {
        let what =
            switch kind {
            case .addressesModel:
                BilingualText("speaks to a model (\(detail))", "對模型說話（\(detail)）")
            case .hiddenText:
                BilingualText("hides text (\(detail)); left out", "隱藏文字（\(detail)）；未讀入")
            }
        let words = excerpt.isEmpty ? "" : ": \"\(excerpt)\""
        return "\(document)\(place): " + what.text(in: language) + words
    }

    private static func shortened(_ text: String) -> String {
        // Ten times what is shown is enough to fill it, however much of it is white space.
        let words = WhiteSpace.onOneLine(
            Substring(text.unicodeScalars.prefix(DocumentLimits.excerptCharacters * 10)))
        return words.count <= DocumentLimits.excerptCharacters
            ? words : words.prefix(DocumentLimits.excerptCharacters - 1) + "…"
    }

    /// What is to be looked at in an entry that was imported as such; its text is not changed.
    package static func flags(of entry: Entry, in document: String, line: Int) -> [TextFlag] {
        var flags: [TextFlag] = []
        for text in entry.questions.map(\.text)
            + entry.answers.sorted(by: { $0.key < $1.key })
            .map(\.value)
        {
            if let phrase = ModelAddress.phrase(in: text) {
                flags.append(
                    TextFlag(
                        .addressesModel, in: document, at: .line(line), detail: phrase,
                        excerpt: text))
            }
            for finding in InvisibleText.stripped(text).findings {
                flags.append(
                    TextFlag(
                        .hiddenText, in: document, at: .line(line), detail: finding, excerpt: text))
            }
        }
        return flags
    }
}
