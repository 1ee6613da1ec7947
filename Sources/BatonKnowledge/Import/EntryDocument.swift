package import BatonCore

/// One entry as a text to edit: front matter, then the answer in each language.
package enum EntryDocument {
    /// Why an edited text cannot be taken.
    package struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
        /// The line, from 1.
        package var line: Int
        /// Why and what to do.
        package var reason: BilingualText

        /// Makes a failure.
        package init(line: Int, reason: BilingualText) {
            self.line = line
            self.reason = reason
        }

        /// `line N: why`, in both languages.
        package var text: BilingualText {
            BilingualText("line \(line): \(reason.english)", "第 \(line) 行：\(reason.chinese)")
        }

        /// `line N: why`, in English.
        package var description: String { "line \(line): \(reason.english)" }
    }

    /// The entry as text.
    /// - Parameter state: what becomes of it once it is saved, to be changed in the text; `nil` where
    ///   that is not the text's to say, as in an exported file.
    package static func text(for entry: Entry, state: EntryState? = nil) -> String {
        var lines = ["---", "id: \(scalar(entry.id.rawValue))", "lang: \(scalar(entry.language))"]
        if let state { lines.append("\(stateKey) \(state.rawValue)") }
        lines.append(entry.questions.isEmpty ? "questions: []" : "questions:")
        for phrasing in entry.questions {
            let tag = phrasing.language == entry.language ? "" : "\(scalar(phrasing.language)): "
            lines.append("  - \(tag)\(scalar(phrasing.text))")
        }
        if !entry.goldenQuestions.isEmpty {
            lines.append("golden:")
            lines += entry.goldenQuestions.map { "  - \(scalar($0))" }
        }
        if !entry.tags.isEmpty {
            lines.append("tags:")
            lines += entry.tags.map { "  - \(scalar($0))" }
        }
        if let day = entry.validFrom { lines.append("valid_from: \(scalar(day))") }
        if let day = entry.validUntil { lines.append("valid_until: \(scalar(day))") }
        if let day = entry.reviewBy { lines.append("review_by: \(scalar(day))") }
        if let owner = entry.owner { lines.append("owner: \(scalar(owner))") }
        lines += ["---", ""]
        if let answer = entry.answers[entry.language] { lines += body(answer) + [""] }
        for (tag, answer) in entry.answers.sorted(by: { $0.key < $1.key })
        where tag != entry.language {
            lines += ["## lang: \(tag)", ""] + body(answer) + [""]
        }
        return lines.joined(separator: "\n")
    }

    /// A text to fill in for a new entry.
    package static func template(id: EntryID, language: String, state: EntryState? = nil)
        -> String
    {
        var lines = ["---", "id: \(scalar(id.rawValue))", "lang: \(scalar(language))"]
        if let state { lines.append("\(stateKey) \(state.rawValue)") }
        return (lines + ["questions:", "  - ", "---", "", ""]).joined(separator: "\n")
    }

    /// The line of front matter that says what becomes of an edited entry.
    private static let stateKey = "state:"

    /// Reads an edited text that may say what is to become of the entry.
    /// - Returns: the entry, and its state where the text names one.
    /// - Throws: the first thing wrong with it, with its line.
    package static func edited(from text: String, knowledge: String) throws(Failure)
        -> (entry: Entry, state: EntryState?)
    {
        var lines = MarkdownEntries.lines(of: text)
        var state: EntryState?
        let front = lines.dropFirst().prefix { $0 != "---" }
        if let index = front.firstIndex(where: { $0.hasPrefix(stateKey) }) {
            let word = ImportText.trimmed(
                lines[index].dropFirst(stateKey.count).prefix { $0 != "#" })
            state = EntryState(rawValue: word)
            guard state != nil else {
                let known = EntryState.allCases.map(\.rawValue).joined(separator: ", ")
                throw Failure(
                    line: index + 1,
                    reason: BilingualText(
                        "'\(word)' is no state; write one of \(known)",
                        "「\(word)」不是狀態；請用 \(known)"))
            }
            // The line stays, so that other faults keep their places.
            lines[index] = ""
        }
        return (try entry(from: lines.joined(separator: "\n"), knowledge: knowledge), state)
    }

    /// Reads an edited text.
    /// - Throws: the first thing wrong with it, with its line.
    package static func entry(from text: String, knowledge: String) throws(Failure) -> Entry {
        let lines = MarkdownEntries.lines(of: text)
        do throws(ImportRefusal) {
            let entry = try MarkdownEntries.entry(lines[...], firstLine: 1, knowledge: knowledge)
            try EntryCheck.check(entry)
            return entry
        } catch {
            throw Failure(line: error.line ?? 1, reason: error.reason)
        }
    }

    private static func body(_ answer: String) -> [String] {
        MarkdownEntries.lines(of: answer).map(MarkdownEntries.escaped)
    }

    /// A YAML scalar: plain where nothing in it could be read otherwise, else in double quotes.
    private static func scalar(_ text: String) -> String {
        let words: Set<String> = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
        func isPlain(_ scalar: Unicode.Scalar) -> Bool {
            scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                || " -/_.?!'，。？！、".unicodeScalars.contains(scalar)
        }
        let scalars = text.unicodeScalars
        if let first = scalars.first, first.properties.isAlphabetic, scalars.last != " ",
            scalars.allSatisfy(isPlain), !words.contains(text.lowercased())
        {
            return text
        }
        var quoted = "\""
        for scalar in scalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case "\r": quoted += "\\r"
            case _
            where scalar.value < 0x20 || (0x7F...0xA0).contains(scalar.value)
                || scalar.value == 0xFEFF || (0x2028...0x2029).contains(scalar.value):
                let digits = String(scalar.value, radix: 16, uppercase: true)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
