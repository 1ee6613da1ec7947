import BatonUnderstanding

/// Keeps a person's data from a server that is not on this machine.
///
/// What is masked is never put back. A reply rests on passages alone, which hold no customer's data,
/// so a reply that needs it is no reply that the check would pass; and what never comes back cannot
/// come back to the wrong person.
package enum PersonalMask {
    /// A task with the personal data of question and turns replaced by its kind.
    package static func masked(_ task: ComposingTask) -> ComposingTask {
        var task = task
        task.question = masked(task.question, hiding: task.redacted)
        for index in task.turns.indices {
            task.turns[index].text = masked(task.turns[index].text, hiding: task.redacted)
        }
        return task
    }

    /// A text without personal data and without words that the business wants kept to itself.
    /// - Parameter words: looked for without regard to case; an empty one is passed over.
    package static func masked(_ text: String, hiding words: [String]) -> String {
        words.filter { !$0.isEmpty }.sorted { $0.count > $1.count }.reduce(masked(text)) {
            text, word in
            let hidden = word.lowercased()
            var result = ""
            var rest = text[...]
            while let first = rest.first {
                if rest.prefix(word.count).lowercased() == hidden {
                    result += "\(open)redacted\(close)"
                    rest = rest.dropFirst(word.count)
                } else {
                    result.append(first)
                    rest = rest.dropFirst()
                }
            }
            return result
        }
    }

    /// A text with each piece of personal data replaced by `⟦phone⟧` and the like.
    package static func masked(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        var result = String.UnicodeScalarView()
        var next = 0
        for span in PersonalData.spans(in: text) {
            result.append(contentsOf: scalars[next..<span.scalars.lowerBound])
            result.append(contentsOf: "\(open)\(span.kind.rawValue)\(close)".unicodeScalars)
            next = span.scalars.upperBound
        }
        result.append(contentsOf: scalars[next...])
        return String(result)
    }

    /// Whether a reply holds a mask: it speaks of what it cannot know.
    static func isIn(_ reply: String) -> Bool { reply.contains(open) || reply.contains(close) }

    private static let open = "⟦"
    private static let close = "⟧"
}
