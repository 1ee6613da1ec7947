package import BatonCore

/// Why a file of words is refused.
package struct HandoverWordsError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file.
    package var file: String
    /// The line, from 1.
    package var line: Int
    /// What is wrong and what to do.
    package var reason: String

    /// `file:line: reason`.
    package var description: String { "\(file):\(line): \(reason)" }
}

/// Words by which a message always goes to a person, by subject, in four languages.
///
/// The shipped file is `Resources/handover-words.txt`; a business's own has the same form and adds
/// to it. A section's name is the reason code that its words give.
package struct HandoverWords: Sendable {
    /// The subjects, in the order in which they were first named.
    package private(set) var subjects: [ReasonCode] = []
    private var matcher = PhraseMatcher()
    private var exceptions = PhraseMatcher()

    /// The words that ship with Baton.
    package static let shipped: HandoverWords = {
        var words = HandoverWords()
        let text = String(decoding: PackageResources.handover_words_txt, as: UTF8.self)
        // A test reads the shipped file and fails where this would.
        try? words.add(text, file: "handover-words.txt")
        return words
    }()

    /// Makes an empty list.
    package init() {}

    /// Adds the words of a file.
    ///
    /// A line is empty, a comment (`#`), a section (`[legal]`), or `language: phrase, phrase, …`
    /// with a language of en, zh, yue, yue-Latn; `except:` lists what a section's words do not mean:
    /// a message with one of those is left to the other sections.
    /// - Throws: ``HandoverWordsError`` at the first line that is none of these.
    package mutating func add(_ text: String, file: String) throws(HandoverWordsError) {
        var section: Int?
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            func refuse(_ reason: String) -> HandoverWordsError {
                HandoverWordsError(file: file, line: index + 1, reason: reason)
            }
            let line = Self.trimmed(line)
            if line.isEmpty || line.hasPrefix("#") { continue }
            if line.hasPrefix("[") {
                let name = Self.trimmed(line.dropFirst().dropLast())
                guard line.hasSuffix("]"), Self.isName(name) else {
                    throw refuse(
                        "a section is a word in brackets, such as [legal], of a–z, 0–9 and _")
                }
                section = label(ReasonCode(rawValue: name))
                continue
            }
            guard let section else {
                throw refuse("these words are in no section; write one, such as [legal], above")
            }
            guard let colon = line.firstIndex(of: ":") else {
                throw refuse("write 'language: phrase, phrase'; there is no colon")
            }
            let key = Self.trimmed(line[..<colon])
            guard Self.keys.contains(key) else {
                throw refuse("'\(key)' is none of \(Self.keys.joined(separator: ", "))")
            }
            for part in line[line.index(after: colon)...].split(separator: ",") {
                let phrase = Self.trimmed(part)
                let isAdded =
                    key == "except"
                    ? exceptions.add(phrase, label: section) : matcher.add(phrase, label: section)
                if !isAdded { throw refuse("'\(phrase)' is too short to tell anything; remove it") }
            }
        }
    }

    /// Adds a business's own phrases for a reason; one too short to tell anything is passed over.
    package mutating func add(_ phrases: [String], as code: ReasonCode) {
        let section = label(code)
        for phrase in phrases { matcher.add(phrase, label: section) }
    }

    /// The subjects that a text touches, in the order of the list.
    package func subjects(in text: String) -> [ReasonCode] {
        let bytes = PhraseMatcher.prepared(text)
        let found = matcher.labels(in: bytes)
        guard !found.isEmpty else { return [] }
        let spared = exceptions.labels(in: bytes)
        return found.subtracting(spared).sorted().map { subjects[$0] }
    }

    private mutating func label(_ code: ReasonCode) -> Int {
        if let known = subjects.firstIndex(of: code) { return known }
        subjects.append(code)
        return subjects.count - 1
    }

    private static let keys = ["en", "zh", "yue", "yue-Latn", "except"]

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
            }
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        var text = String(text)[...]
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
