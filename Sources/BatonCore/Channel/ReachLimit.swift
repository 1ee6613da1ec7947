/// How many customers a business may write to first, over all its numbers with one provider.
package struct ReachLimit: Sendable, Hashable {
    /// What is meant where only a number of customers is said.
    package static let dayMilliseconds: Int64 = 86_400_000

    /// How many different customers.
    package var contacts: Int
    /// Within how long, in milliseconds, counted back from each moment.
    package var milliseconds: Int64

    /// Makes a limit.
    package init(contacts: Int, milliseconds: Int64) {
        self.contacts = contacts
        self.milliseconds = milliseconds
    }
}
