package import BatonCore

/// What was drawn by lot for people to judge, as this console knows it.
package struct ReviewModel: Sendable, Hashable {
    /// Decisions that wait, oldest first.
    package var items: [ReviewItem] = []
    /// How many wait altogether.
    package var waiting = 0
    /// The one in front.
    package var selection = 0
    /// Whether the worker has told the list.
    package var isLoaded = false
    /// Verdicts on their way to the worker: these decisions are not shown again meanwhile.
    package var sent: Set<DecisionID> = []

    /// Makes an empty list.
    package init() {}

    /// The decision in front.
    package var selected: ReviewItem? {
        items.indices.contains(selection) ? items[selection] : nil
    }

    /// How many decisions one answer tells.
    static let page = 100

    /// Takes the list as it is now.
    mutating func take(_ items: [ReviewItem], waiting: Int) {
        self.items = items.filter { !sent.contains($0.decision.id) }
        self.waiting = waiting
        isLoaded = true
        selection = min(selection, max(0, self.items.count - 1))
    }

    /// A verdict goes out: the next decision comes in front at once.
    mutating func send(_ decision: DecisionID) {
        sent.insert(decision)
        let count = items.count
        items.removeAll { $0.decision.id == decision }
        if items.count < count { waiting = max(0, waiting - 1) }
        selection = min(selection, max(0, items.count - 1))
    }
}
