package import BatonCore

/// Unanswered questions, grouped by what they mean, so that an editor sees what is missing most.
package enum GapGroups {
    /// Likeness from which two questions count as one.
    ///
    /// Chosen by reading: below it, questions that share only "how much" fall together.
    private static let threshold = 0.5
    /// The most examples that a gap shows.
    package static let examples = 8
    /// The most questions that are grouped at once, the newest ones.
    package static let questions = 4000

    /// Groups questions and ranks the groups by how many customers asked, then by the latest.
    /// - Parameters:
    ///   - questions: newest first.
    ///   - redact: takes personal data out of a customer's words.
    ///   - meaning: how nearly two questions mean the same, 0…1, where something knows better than
    ///     their words do; `nil` where nothing does.
    package static func group(
        _ questions: [UnansweredQuestion], redact: (String) -> String,
        meaning: ((_ first: Int, _ second: Int) -> Double)? = nil
    ) -> [KnowledgeGap] {
        let questions = Array(questions.prefix(Self.questions))
        let vectors = TextVectors(questions.map(\.text))
        var leaders: [Int] = []
        var group: [Int: Int] = [:]
        for index in questions.indices {
            let likeness = vectors.likeness(to: index)
            var best: (leader: Int, likeness: Double)?
            for leader in leaders {
                let words = likeness[leader] ?? 0
                let value = max(words, meaning?(leader, index) ?? 0)
                if value >= threshold, value > best?.likeness ?? 0 { best = (leader, value) }
            }
            if let best {
                group[index] = best.leader
            } else {
                leaders.append(index)
                group[index] = index
            }
        }
        let members = Dictionary(grouping: questions.indices) { group[$0] ?? $0 }
        return leaders.map { gap(of: (members[$0] ?? []).map { questions[$0] }, redact: redact) }
            .sorted { ($0.customers, $0.lastAt) > ($1.customers, $1.lastAt) }
    }

    private static func gap(of members: [UnansweredQuestion], redact: (String) -> String)
        -> KnowledgeGap
    {
        var ways: [String] = []
        for member in members {
            let words = redact(member.text.replacing("\n", with: " "))
            if !ways.contains(words) { ways.append(words) }
        }
        var languages: [String: Int] = [:]
        for member in members { languages[member.language.rawValue, default: 0] += 1 }
        // The middle one by length says the matter without its story.
        let title = ways.sorted { ($0.count, $0) < ($1.count, $1) }[(ways.count - 1) / 2]
        return KnowledgeGap(
            question: title, examples: Array(ways.filter { $0 != title }.prefix(examples)),
            languages: languages, customers: Set(members.map(\.contact)).count,
            times: members.count, lastAt: members.map(\.at).max() ?? Timestamp(milliseconds: 0))
    }
}
