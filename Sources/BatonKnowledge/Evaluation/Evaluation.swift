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
    /// Sum over these of one over the place of the first right one among ten.
    package var reciprocalRanks = 0.0
    /// The first candidate's score and whether answering with it is right, for every question.
    package var verdicts: [(score: Double, isRight: Bool)] = []

    /// Makes an empty evaluation.
    package init() {}

    /// Adds one question's candidates, best first.
    /// - Parameter confidence: how sure the answer is, where it is not the first one's score.
    package mutating func add(
        _ candidates: [Candidate], for question: Question, confidence: Double? = nil
    ) {
        add(
            candidates.map(\.entry), for: question,
            confidence: confidence ?? candidates.first?.score ?? 0)
    }

    /// Adds one question's ranked entries, best first.
    package mutating func add(
        _ ranked: [EntryID], for question: Question, confidence: Double
    ) {
        let place = ranked.prefix(10).firstIndex { question.relevant.contains($0) }
        let isRight = place == 0
        verdicts.append((confidence, isRight))
        guard !question.relevant.isEmpty else { return }
        answerable += 1
        if isRight { first += 1 }
        guard let place else { return }
        if place < 5 { amongFive += 1 }
        reciprocalRanks += 1 / Double(place + 1)
    }

    /// Adds what another evaluation counted.
    package mutating func add(_ other: Evaluation) {
        answerable += other.answerable
        first += other.first
        amongFive += other.amongFive
        reciprocalRanks += other.reciprocalRanks
        verdicts += other.verdicts
    }

    /// Share of answerable questions whose first candidate is right.
    package var accuracy: Double { answerable > 0 ? Double(first) / Double(answerable) : 0 }

    /// Share of answerable questions with a right candidate among five.
    package var recallAtFive: Double {
        answerable > 0 ? Double(amongFive) / Double(answerable) : 0
    }

    /// Mean over answerable questions of one over the place of the first right candidate among
    /// ten, 0 where there is none.
    package var meanReciprocalRank: Double {
        answerable > 0 ? reciprocalRanks / Double(answerable) : 0
    }

    /// The 95 % interval of a share of `answerable` (Wilson, 1927).
    package func interval(_ share: Double) -> ClosedRange<Double> {
        guard answerable > 0 else { return 0...1 }
        let count = Double(answerable)
        let z = 1.959_964
        let middle = (share + z * z / (2 * count)) / (1 + z * z / count)
        let half =
            z / (1 + z * z / count)
            * (share * (1 - share) / count + z * z / (4 * count * count)).squareRoot()
        return max(0, middle - half)...min(1, middle + half)
    }

    /// The largest share of all questions that could be answered with at most `risk` wrong among
    /// them, if the threshold were known beforehand.
    package func coverage(atRisk risk: Double) -> Double {
        var wrong = 0
        var best = 0
        let sorted = verdicts.sorted { $0.score > $1.score }
        for (index, verdict) in sorted.enumerated() {
            if !verdict.isRight { wrong += 1 }
            if Double(wrong) <= risk * Double(index + 1) { best = index + 1 }
        }
        return verdicts.isEmpty ? 0 : Double(best) / Double(verdicts.count)
    }

    /// What a threshold fixed beforehand does.
    /// - Returns: the share of all questions whose score reaches it, and the share of wrong ones
    ///   among these, 0 where there are none.
    package func answered(from threshold: Double) -> (share: Double, wrong: Double) {
        let answered = verdicts.filter { $0.score >= threshold }
        guard !answered.isEmpty else { return (0, 0) }
        let wrong = answered.count { !$0.isRight }
        return (
            Double(answered.count) / Double(verdicts.count), Double(wrong) / Double(answered.count)
        )
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
