/// The numbers of the dashboard.
package struct Dashboard: Sendable, Codable, Hashable {
    /// A count with the words it counts.
    package struct Bar: Sendable, Codable, Hashable {
        /// What is counted: a reason code, a person id, an outcome.
        package var label: String
        /// How many.
        package var count: Int

        /// Makes a bar.
        package init(label: String, count: Int) {
            self.label = label
            self.count = count
        }
    }

    /// What people have to do in an inbox.
    package struct Load: Sendable, Codable, Hashable {
        /// The inbox.
        package var inbox: InboxID
        /// Conversations that wait for a person.
        package var waiting: Int
        /// Conversations that a person has.
        package var held: Int
        /// Since when the longest waits.
        package var oldestWaiting: Timestamp?

        /// Makes a load.
        package init(
            inbox: InboxID, waiting: Int = 0, held: Int = 0, oldestWaiting: Timestamp? = nil
        ) {
            self.inbox = inbox
            self.waiting = waiting
            self.held = held
            self.oldestWaiting = oldestWaiting
        }
    }

    /// Waiting for a person, by how long: under 2 minutes, 10 minutes, 30 minutes, 2 hours, more.
    package var waitingByAge: [Int]
    /// Since when the longest waits.
    package var oldestWaiting: Timestamp?
    /// Waiting, by reason, most first.
    package var reasons: [Bar]
    /// Held by each agent, most first.
    package var agents: [Bar]
    /// Open conversations with the bot.
    package var withBot: Int
    /// Today's decisions by outcome (UTC+8 day).
    package var outcomesToday: [Bar]
    /// Open conversations with a failed or uncertain delivery.
    package var deliveryFailures: Int
    /// What waits and is held in each inbox that has either, by the inbox; `nil` from an older
    /// worker.
    package var loads: [Load]?

    /// Makes the numbers.
    package init(
        waitingByAge: [Int], oldestWaiting: Timestamp?, reasons: [Bar], agents: [Bar],
        withBot: Int, outcomesToday: [Bar], deliveryFailures: Int, loads: [Load]? = nil
    ) {
        self.waitingByAge = waitingByAge
        self.oldestWaiting = oldestWaiting
        self.reasons = reasons
        self.agents = agents
        self.withBot = withBot
        self.outcomesToday = outcomesToday
        self.deliveryFailures = deliveryFailures
        self.loads = loads
    }
}
