package import BatonCore

/// How labels are divided so that none serves twice.
///
/// By a hash of the conversation: all labels of one conversation fall on the same side, whoever
/// divides, whenever, in whatever order.
package struct LabelDivision: Sendable, Codable, Hashable {
    /// The share of conversations whose labels are kept for the bound, 0…1.
    package var boundShare: Double
    /// Words mixed into the hash; another salt divides otherwise.
    package var salt: String
    /// Only labels of decisions since then; `nil` takes all.
    package var since: Timestamp?

    /// Makes a division.
    package init(boundShare: Double = 0.6, salt: String = "gate", since: Timestamp? = nil) {
        self.boundShare = boundShare
        self.salt = salt
        self.since = since
    }

    /// The division over a sliding window that ends at `now`.
    package func sliding(days: Int, now: Timestamp) -> LabelDivision {
        var division = self
        division.since = now.adding(milliseconds: -Int64(days) * 86_400_000)
        return division
    }

    /// Which side a conversation falls on.
    package func isForBound(_ conversation: ConversationID) -> Bool {
        StableHash.share(of: salt + "\u{0}" + conversation.rawValue) < boundShare
    }

    /// Divides.
    package func divide(_ labels: [GradedDecision]) -> DividedLabels {
        var divided = DividedLabels()
        var kept: [ConversationID: GradedDecision] = [:]
        for label in labels {
            if let since, label.at < since {
                divided.tooOld += 1
            } else if !isForBound(label.conversation) {
                if label.source.mayFit { divided.fit.append(label) } else { divided.weak += 1 }
            } else if !label.source.mayBound {
                divided.selective += 1
            } else if let other = kept[label.conversation] {
                // Messages of one conversation are not independent, and the bound needs that.
                divided.sameConversation += 1
                kept[label.conversation] = Self.first(other, label)
            } else {
                kept[label.conversation] = label
            }
        }
        divided.bound = kept.values.sorted(by: Self.precedes)
        divided.fit.sort(by: Self.precedes)
        return divided
    }

    /// One of a conversation's labels as if by lot, but the same each time.
    private static func first(_ a: GradedDecision, _ b: GradedDecision) -> GradedDecision {
        let left = StableHash.value(of: a.decision.rawValue)
        let right = StableHash.value(of: b.decision.rawValue)
        return left == right ? (a.decision < b.decision ? a : b) : left < right ? a : b
    }

    private static func precedes(_ a: GradedDecision, _ b: GradedDecision) -> Bool {
        a.at == b.at ? a.decision < b.decision : a.at < b.at
    }
}

/// Labels in two halves that share no conversation, with what was left out and why.
package struct DividedLabels: Sendable, Codable, Hashable {
    /// For weights, and for choosing which thresholds are tried.
    package var fit: [GradedDecision] = []
    /// For the bound alone: random samples, one a conversation.
    package var bound: [GradedDecision] = []
    /// Outside the window.
    package var tooOld = 0
    /// On the bound's side, but not drawn at random.
    package var selective = 0
    /// On the bound's side, but its conversation already gave one.
    package var sameConversation = 0
    /// Read from what the customer did, so not fitted to.
    package var weak = 0

    /// Makes an empty division.
    package init() {}
}
