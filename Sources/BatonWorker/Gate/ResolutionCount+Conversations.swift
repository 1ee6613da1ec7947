package import BatonCore
package import BatonDesk
package import BatonStore

extension ResolutionCount {
    /// How long a conversation must be silent before it is taken for ended.
    private static let hours72: Int64 = 259_200_000
    /// A message sooner than this after an answer belongs to the same visit.
    private static let visit: Int64 = 3_600_000

    /// Counts.
    /// - Parameters:
    ///   - conversations: an inbox's, oldest first.
    ///   - decisions: made in them, oldest first.
    ///   - ratings: that their customers were asked for.
    ///   - now: the present moment.
    package init(
        conversations: [Conversation], decisions: [Decision], ratings: [RatingRow], now: Timestamp
    ) {
        self.init()
        let made = Dictionary(grouping: decisions, by: \.conversation)
        let byContact = Dictionary(grouping: conversations, by: \.contact)
        var scores: [ConversationID: Int] = [:]
        for rating in ratings {
            asked += 1
            guard let score = rating.score, (1...5).contains(score) else { continue }
            self.ratings[score - 1] += 1
            scores[rating.conversation] = score
        }
        for conversation in conversations {
            let course = Course(
                conversation: conversation, decisions: made[conversation.id] ?? [],
                score: scores[conversation.id],
                next: byContact[conversation.contact]?.first {
                    $0.openedAt > conversation.openedAt && $0.id != conversation.id
                }, now: now)
            add(course)
        }
    }

    /// What is known of one conversation.
    private struct Course {
        var conversation: Conversation
        var decisions: [Decision]
        var score: Int?
        var next: Conversation?
        var now: Timestamp
    }

    private mutating func add(_ course: Course) {
        let conversation = course.conversation
        let quiet = course.now.milliseconds(since: conversation.updatedAt)
        let isWithPerson =
            conversation.owner != .bot
            || course.decisions.contains { Self.handsOver($0) }
        if isWithPerson {
            let isAwaited =
                conversation.state == .open && conversation.lastAuthor == .customer
                && quiet > Self.hours72
            if isAwaited { abandoned += 1 } else { handedOver += 1 }
            return
        }
        guard
            let answered = course.decisions.firstIndex(where: {
                $0.outcome == .answer && $0.reasons.first != .smallTalk
            }) ?? course.decisions.firstIndex(where: { $0.outcome == .clarify })
        else { return }
        if Self.cameBack(course, after: answered) {
            reopened += 1
        } else if Self.isConfirmed(course, after: answered) {
            confirmed += 1
        } else if quiet <= Self.hours72 {
            pending += 1
        } else if course.decisions.last?.outcome == .clarify {
            abandoned += 1
        } else {
            assumed += 1
        }
    }

    private static func handsOver(_ decision: Decision) -> Bool {
        switch decision.outcome {
        case .draft, .handover: true
        case .answer, .clarify: decision.mode != .auto
        case .acknowledge: false
        }
    }

    /// Whether the customer came back with more than thanks, in it or in a new conversation.
    private static func cameBack(_ course: Course, after answered: Int) -> Bool {
        for (earlier, later) in zip(course.decisions, course.decisions.dropFirst())
        where later.outcome != .acknowledge {
            let pause = later.at.milliseconds(since: earlier.at)
            if pause > visit, pause <= hours72 { return true }
        }
        guard let next = course.next, course.conversation.state == .resolved else { return false }
        let pause = next.openedAt.milliseconds(since: course.conversation.updatedAt)
        // What opens with a rating is the answer to our own question.
        return course.score == nil && pause <= hours72
    }

    private static func isConfirmed(_ course: Course, after answered: Int) -> Bool {
        if let score = course.score { return score >= 4 }
        return course.decisions.dropFirst(answered + 1).last.map {
            $0.outcome == .acknowledge && $0.reasons.first == .smallTalk
        } ?? false
    }
}
