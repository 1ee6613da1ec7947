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
    /// How long no template goes out outside the window once the provider calls them too many: then
    /// one is tried again.
    package static let beginningRestMilliseconds: Int64 = 3_600_000
    /// How long people are shown what a provider said of the account.
    package static let noticeMilliseconds: Int64 = 86_400_000
    /// How old a report of a failure may be to stop the connection: an older one tells of what was.
    package static let failureFreshMilliseconds: Int64 = 600_000
    /// Files fetched at once.
    package static let mediaAtOnce = 4
    /// How long a file may take.
    package static let mediaMilliseconds: Int64 = 60_000
    /// Attempts at a file: the last comes over an hour after the first.
    package static let mediaAttempts = 5
    /// The wait after the first attempt; each further one is four times as long.
    package static let mediaRestMilliseconds: Int64 = 15_000
    /// The shortest text, in UTF-16 units, that is cut when a provider calls it too long.
    package static let shortestSplit = 64
    /// Acknowledgements that wait for their turn; more are dropped and counted.
    package static let acknowledgementsWaiting = 1024
    /// Acknowledgements at once.
    package static let acknowledgementsAtOnce = 8
    /// How long a provider that is asked for events may take: it holds a poll up to 25 s.
    package static let pullMilliseconds: Int64 = 40_000
    /// Bytes of a page of events that are read.
    package static let pullBytes = 8 * 1024 * 1024
    /// The pause after a poll that brought nothing: a provider that does not hold it is not pressed.
    package static let pullPause = Duration.milliseconds(200)
    /// The first and the longest wait after a poll that failed.
    package static let pullRest = Duration.seconds(1)
    package static let longestPullRest = Duration.seconds(60)
    /// How often a provider's list of messages is read for gaps.
    package static let reconcilePause = Duration.seconds(900)
    /// The longest message an agent may send in one go, in UTF-16 units.
    package static let replyLength = 20_000
    /// Entries or revisions in one answer of the Desk.
    package static let entriesPage = 1000
    /// How long an answer, or a save, may wait for a vector from a server: people notice more.
    package static let queryVectorPatience = Duration.milliseconds(300)
    /// How long a server may take for a batch that nobody waits for.
    package static let embeddingPatience = Duration.seconds(30)
    /// Pauses before a server that failed is asked again.
    package static let embeddingRetries = [Duration.milliseconds(200), .seconds(1)]
    /// Texts in one request: small, so that a customer's words do not wait behind many.
    package static let embeddingBatch = 16
    /// Bytes that one vector may take in a server's answer: 4,096 numbers of 20 characters and room.
    package static let embeddingBytes = 131_072
    /// Texts of an edit that are encoded before the save is confirmed, at about 1 ms each.
    package static let textsEncodedAtOnce = 24
    /// Entries whose vectors are made before others of the background get their turn.
    package static let vectorBatch = 8
    /// Vectors that wait for a commit of their own: half a megabyte at 512 numbers.
    package static let vectorsInCommit = 256
    /// Vectors that are held for entries whose save is on its way: 2 MB at 512 numbers.
    package static let vectorsAtHand = 1024
    /// How long a knowledge base must be at rest before its phrasings are learned anew.
    package static let learningRest = Duration.seconds(2)
    /// How long a knowledge base that is edited without a rest goes unlearned.
    package static let longestUnlearned = Duration.seconds(60)
    /// How long the background waits before it asks a server again that failed.
    package static let embeddingRest = Duration.seconds(31)
    /// How far back labels count for a gate, in days: older ones speak of other traffic.
    package static let labelWindowDays = 180
    /// How far back a conversation's course is read: a matter of another day is another matter.
    package static let courseMilliseconds: Int64 = 86_400_000
    /// Labels or decisions of an inbox that are read at once.
    package static let gateRows = 20_000
    /// Decisions in one answer of the review list.
    package static let reviewPage = 200
    /// The customer's other conversations that are shown beside one.
    package static let otherConversations = 5
    /// Customers that a search shows before the messages.
    package static let contactHits = 10
}

extension Limits {
    /// Bytes of a language model's answer that are read: a reply is a few kilobytes, its stream
    /// some hundred times that.
    package static let modelBytes = 1024 * 1024
    /// Tokens that a model may write: a chat message, with room for citations.
    package static let modelTokens = 600
    /// Turns that a model is asked about at once; more are decided without one.
    package static let composingAtOnce = 16
    /// How long a turn is left alone while its reply is composed, beyond the deadline.
    package static let composingGraceMilliseconds: Int64 = 3_000
}

extension Limits {
    /// How soon a send is looked at again that waits for a place among the customers of a day.
    package static let reachLookMilliseconds: Int64 = 900_000
}
