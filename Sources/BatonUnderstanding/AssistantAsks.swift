package import BatonCore

/// What people ask a general assistant for – a restaurant, the weather, a translation – which is
/// off-topic unless the business deals with it: whether it does is read in the entries found.
///
/// The shipped list is `Resources/assistant-asks.txt`, which says its form.
package struct AssistantAsks: Sendable {
    private var asks = PhraseMatcher()
    private var topics = PhraseMatcher()
    private var known = PhraseMatcher()
    /// The subjects that are only meant where one of their asks stands in the message too.
    private var asking: Set<Int> = []
    /// The subjects, in the order of the file.
    package private(set) var subjects: [String] = []

    /// The list that ships with Baton.
    package static let shipped = AssistantAsks(
        text: String(decoding: PackageResources.assistant_asks_txt, as: UTF8.self))

    /// Reads a list; lines of another form are passed over.
    package init(text: String) {
        for line in text.split(separator: "\n") {
            if line.hasPrefix("[") {
                subjects.append(String(line.dropFirst().dropLast()))
                continue
            }
            let halves = line.split(separator: ":", maxSplits: 1)
            guard !line.hasPrefix("#"), halves.count == 2, !subjects.isEmpty else { continue }
            let label = subjects.count - 1
            for phrase in halves[1].split(separator: ",").map(Self.trimmed) {
                switch halves[0] {
                case "ask":
                    asks.add(phrase, label: label)
                    asking.insert(label)
                case "about":
                    topics.add(phrase, label: label)
                    known.add(phrase, label: label)
                case "known": known.add(phrase, label: label)
                default: break
                }
            }
        }
    }

    /// The subjects that a text asks an assistant for.
    package func subjects(in text: String) -> [String] { labels(in: text).map { subjects[$0] } }

    /// Whether a text asks for something that none of the entries found deals with; of several
    /// subjects the first in the list, which is the most particular, is meant.
    package func isOne(_ text: String, among candidates: [Candidate]) -> Bool {
        guard let subject = labels(in: text).first else { return false }
        return !candidates.contains { candidate in
            known.labels(
                in: PhraseMatcher.prepared(candidate.question + "\n" + candidate.answer)
            ).contains(subject)
        }
    }

    private func labels(in text: String) -> [Int] {
        let bytes = PhraseMatcher.prepared(text)
        let found = topics.labels(in: bytes)
        guard !found.isEmpty else { return [] }
        let asked = asks.labels(in: bytes)
        return found.filter { !asking.contains($0) || asked.contains($0) }.sorted()
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
