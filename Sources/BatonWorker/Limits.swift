/// Every limit of the worker, in one place, each with its reason.
package enum Limits {
    /// The largest webhook body taken; Meta sends at most 3 MB.
    ///
    /// Source: Meta, WhatsApp webhooks: payloads may be up to 3 MB.
    package static let webhookBytes = 3 * 1024 * 1024
    /// How long a provider may take to answer a send.
    package static let sendSeconds: Int64 = 15
    /// When a claimed send is over whatever happened: the time above, and room to record it.
    package static let sendDeadlineMilliseconds: Int64 = 20_000
    /// How long showing typing may hold up the answer it announces.
    package static let typingMilliseconds: Int64 = 2_000
    /// How long a send may keep the next one waiting: a healthy provider answers well within it.
    package static let sendPatience = Duration.seconds(2)
    /// Sends at once over all connections while the provider is slow; a conversation has one.
    package static let sendsAtOnce = 16
    /// Inbox rows applied before the others get their turn.
    package static let inboxBatch = 200
    /// Decisions taken before the others get their turn.
    package static let decisionBatch = 64
    /// The longest a service sleeps without looking, should a signal ever be lost.
    package static let longestNap = Duration.seconds(5)
    /// Bytes of a provider's answer that are read.
    package static let responseBytes = 1024 * 1024
    /// Consecutive failures after which a connection rests.
    package static let breakerFailures = 5
    /// How long a connection rests after those.
    package static let breakerRestMilliseconds: Int64 = 30_000
    /// How long a connection rests that the provider stopped: token, permission, restriction.
    package static let haltRestMilliseconds: Int64 = 300_000
    /// The longest message an agent may send in one go, in UTF-16 units.
    package static let replyLength = 20_000
    /// Entries or revisions in one answer of the Desk.
    package static let entriesPage = 1000
    /// How far back labels count for a gate, in days: older ones speak of other traffic.
    package static let labelWindowDays = 180
    /// Labels or decisions of an inbox that are read at once.
    package static let gateRows = 20_000
    /// Decisions in one answer of the review list.
    package static let reviewPage = 200
}
