package import BatonCore

/// How well search finds the right entry over a set of questions with known answers.
package struct Evaluation: Sendable {
    /// One question with the entries that answer it; none where nothing does.
    package struct Question: Sendable, Hashable {
        /// Its words.
        package var text: String
        /// Its language.
        package var language: Language
        /// The entries that answer it.
        package var relevant: Set<EntryID>

        /// Makes a question.
        package init(text: String, language: Language, relevant: Set<EntryID>) {
            self.text = text
            self.language = language
            self.relevant = relevant
        }
    }

    /// Questions that an entry answers.
    package var answerable = 0
    /// Of these, whose first candidate is right.
    package var first = 0
    /// Of these, with a right one among the first five.
    package var amongFive = 0
    /// The first candidate's score and whether answering with it is right, for every question.
    package var verdicts: [(score: Double, isRight: Bool)] = []

    /// Makes an empty evaluation.
    package init() {}

    /// Adds one question's candidates, best first.
    package mutating func add(_ candidates: [Candidate], for question: Question) {
        let isRight = candidates.first.map { question.relevant.contains($0.entry) } ?? false
        verdicts.append((candidates.first?.score ?? 0, isRight))
        guard !question.relevant.isEmpty else { return }
        answerable += 1
        if isRight { first += 1 }
        if candidates.prefix(5).contains(where: { question.relevant.contains($0.entry) }) {
            amongFive += 1
        }
    }

    /// Adds what another evaluation counted.
    package mutating func add(_ other: Evaluation) {
        answerable += other.answerable
        first += other.first
        amongFive += other.amongFive
        verdicts += other.verdicts
    }

    /// Share of answerable questions whose first candidate is right.
    package var accuracy: Double { answerable > 0 ? Double(first) / Double(answerable) : 0 }

    /// Share of answerable questions with a right candidate among five.
    package var recallAtFive: Double {
        answerable > 0 ? Double(amongFive) / Double(answerable) : 0
    }

    /// How surely the score tells a right first candidate from a wrong one: the chance that a
    /// right one scores higher, ties counting half; `nil` where there is only one sort.
    package var areaUnderCurve: Double? {
        let sorted = verdicts.sorted { $0.score < $1.score }
        let right = sorted.count { $0.isRight }
        guard right > 0, right < sorted.count else { return nil }
        var ranks = 0.0
        var start = 0
        while start < sorted.count {
            var end = start
            while end < sorted.count, sorted[end].score == sorted[start].score { end += 1 }
            let middle = Double(start + end + 1) / 2
            ranks += middle * Double(sorted[start..<end].count { $0.isRight })
            start = end
        }
        let least = Double(right * (right + 1)) / 2
        return (ranks - least) / Double(right * (sorted.count - right))
    }
}
