/// A way in which an entry is like a message, as a person would say it.
package enum Likeness: CaseIterable, Sendable {
    /// The same words.
    case words
    /// The same meaning, by the encoder.
    case meaning
    /// The same terms of commerce, in any language.
    case terms
    /// The same sound.
    case sound
    /// The same characters in a row.
    case spelling
    /// What was learned from the knowledge base's own phrasings.
    case learned

    /// Its name, to show.
    package var title: BilingualText {
        switch self {
        case .words: BilingualText("words", "字詞")
        case .meaning: BilingualText("meaning", "意思")
        case .terms: BilingualText("shop terms", "行業詞")
        case .sound: BilingualText("sound", "讀音")
        case .spelling: BilingualText("spelling", "字面")
        case .learned: BilingualText("learned", "學得")
        }
    }

    /// The engines whose best score it is.
    package var engines: [String] {
        switch self {
        case .words: ["bm25", "lexical"]
        case .meaning:
            ["Question", "Answer", "Both", "Sentence"].flatMap { ["cosine" + $0, "adapted" + $0] }
        case .terms: ["concept"]
        case .sound: ["soundQuestion", "soundAnswer"]
        case .spelling: ["gramsQuestion", "gramsAnswer", "gramsSentence"]
        case .learned: ["head"]
        }
    }
}

extension Candidate {
    /// How like the message it is in each way that found anything, in whole hundredths, the
    /// strongest first.
    package var likenesses: [(way: Likeness, percent: Int)] {
        Likeness.allCases.compactMap { way in
            let best = way.engines.compactMap { engines[$0] }.max() ?? 0
            let percent = Int((best * 100).rounded())
            return percent > 0 ? (way, percent) : nil
        }.sorted { $0.percent > $1.percent }
    }

    /// What is to be said of the figures and codes in the message; `nil` where there is nothing.
    package var figuresRemark: BilingualText? {
        if (engines["codes"] ?? 0) < 0 {
            return BilingualText("names another code", "型號或編號不同")
        }
        if (engines["figuresContradicted"] ?? 0) > 0 {
            return BilingualText("has other figures", "數字不同")
        }
        if (engines["figuresFound"] ?? 0) > 0 || (engines["codes"] ?? 0) > 0 {
            return BilingualText("has the same figures", "數字相同")
        }
        return nil
    }

    /// Both in one line, such as `meaning 70 · words 12 · has the same figures`.
    package func likeness(in language: InterfaceLanguage) -> String {
        let ways = likenesses.map { "\($0.way.title.text(in: language)) \($0.percent)" }
        let remark = figuresRemark.map { [$0.text(in: language)] } ?? []
        return (ways + remark).joined(separator: " · ")
    }
}
