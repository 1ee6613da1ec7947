package import BatonCore
import BatonText

/// What editors should know of entries: doubles, contradictions, missing languages, dates.
package enum EntryReview {
    /// Likeness of two questions from which they are nearly the same.
    private static let duplicate = 0.8
    /// Likeness from which different figures in the answers count as a contradiction.
    private static let sameMatter = 0.6
    /// Days before an entry's last day at which it is named.
    package static let warningDays = 14

    /// Findings about some entries among all of a base.
    /// - Parameters:
    ///   - entries: the base as it would be.
    ///   - subjects: the entries that findings are wanted for; `nil` for all.
    ///   - today: `yyyy-mm-dd`.
    ///   - soon: the day `warningDays` later.
    package static func findings(
        in entries: [Entry], about subjects: Set<EntryID>? = nil, today: String, soon: String
    ) -> [EntryFinding] {
        let ordered = entries.sorted { $0.id < $1.id }
        var findings = doubles(in: ordered, about: subjects)
        let languages = answerLanguages(of: ordered)
        for entry in ordered where subjects?.contains(entry.id) ?? true {
            for language in languages where !hasAnswer(entry, in: language) {
                findings.append(EntryFinding(entry.id, .missingTranslation(language: language)))
            }
            if let until = entry.validUntil, until < today {
                findings.append(EntryFinding(entry.id, .expired(on: until)))
            } else if let until = entry.validUntil, until <= soon {
                findings.append(EntryFinding(entry.id, .expiresSoon(on: until)))
            }
        }
        return findings
    }

    /// English, and Chinese of any sort, where at least a third of the base answers in it.
    private static func answerLanguages(of entries: [Entry]) -> [String] {
        let asked = entries.filter { !$0.questions.isEmpty }
        return ["en", "zh-Hant"].filter { language in
            asked.count { hasAnswer($0, in: language) } * 3 >= max(asked.count, 1)
        }
    }

    /// Whether it answers in a language; one sort of Chinese serves for another.
    private static func hasAnswer(_ entry: Entry, in language: String) -> Bool {
        if entry.questions.isEmpty { return true }
        return entry.answers.keys.contains {
            $0 == language || (language == "zh-Hant" && ($0.hasPrefix("zh") || $0 == "yue"))
        }
    }

    private static func doubles(in entries: [Entry], about subjects: Set<EntryID>?)
        -> [EntryFinding]
    {
        var texts: [String] = []
        var owners: [Int] = []
        for (index, entry) in entries.enumerated() {
            for phrasing in entry.questions {
                texts.append(phrasing.text)
                owners.append(index)
            }
        }
        let vectors = TextVectors(texts)
        var best: [Pair: Double] = [:]
        for (text, owner) in owners.enumerated()
        where subjects?.contains(entries[owner].id) ?? true {
            for (other, likeness) in vectors.likeness(to: text)
            where owners[other] != owner && likeness >= sameMatter {
                let pair = Pair(entry: owner, other: owners[other])
                best[pair] = max(best[pair] ?? 0, likeness)
            }
        }
        return best.sorted { $0.key < $1.key }.compactMap { pair, likeness in
            // Where all are looked at, a pair is named once.
            if subjects == nil, pair.other < pair.entry { return nil }
            let (mine, theirs) = (entries[pair.entry], entries[pair.other])
            if let figures = contradiction(mine, theirs) {
                return EntryFinding(
                    mine.id, .contradiction(with: theirs.id, mine: figures.0, theirs: figures.1))
            }
            guard likeness >= duplicate else { return nil }
            return EntryFinding(mine.id, .nearDuplicate(of: theirs.id))
        }
    }

    private struct Pair: Hashable, Comparable {
        var entry: Int
        var other: Int

        static func < (first: Pair, second: Pair) -> Bool {
            (first.entry, first.other) < (second.entry, second.other)
        }
    }

    /// The figures by which two answers of one language part, where both name some and share none.
    private static func contradiction(_ first: Entry, _ second: Entry) -> (String, String)? {
        for (language, answer) in first.answers.sorted(by: { $0.key < $1.key }) {
            guard let other = second.answers[language] else { continue }
            let mine = figures(in: answer)
            let theirs = figures(in: other)
            guard !mine.isEmpty, !theirs.isEmpty, Set(mine).isDisjoint(with: theirs) else {
                continue
            }
            return (mine[0], theirs[0])
        }
        return nil
    }

    private static func figures(in text: String) -> [String] {
        Tokenizer.tokens(of: text).filter {
            switch $0.kind {
            case .number, .time, .date: true
            case .hanUnigram, .hanBigram, .word, .code: false
            }
        }.map(\.text)
    }
}
