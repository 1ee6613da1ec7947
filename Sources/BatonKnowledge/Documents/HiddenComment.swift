/// Tells a comment that says something from one that marks up a template.
enum HiddenComment {
    /// Whether a comment holds a sentence: five words of letters, or six Chinese characters, and
    /// no markup or code; what speaks to a model always counts.
    static func isProse(_ comment: String) -> Bool {
        if ModelAddress.phrase(in: comment) != nil { return true }
        let words = ImportText.trimmed(comment)
        guard !words.hasPrefix("["), !words.contains("<"), !words.contains("{"),
            !words.contains("=")
        else { return false }
        let han = words.unicodeScalars.count(where: TextMeasure.isHan)
        let letters = words.split(whereSeparator: \.isWhitespace).count { word in
            word.count > 1 && word.allSatisfy { $0.isLetter || ".,'’!?".contains($0) }
        }
        return han >= 6 || letters >= 5
    }
}
