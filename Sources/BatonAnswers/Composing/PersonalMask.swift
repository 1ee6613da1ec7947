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
        task.question = masked(task.question)
        for index in task.turns.indices { task.turns[index].text = masked(task.turns[index].text) }
        return task
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
