/// The limits of the chat on websites: its addresses are open to everybody.
extension Limits {
    /// How long a visitor's token lasts; a page that is opened again gets a new one.
    static let visitorSessionMilliseconds: Int64 = 30 * 86_400_000
    /// The largest message: 4,096 characters as JSON writes them at worst, and room.
    static let visitorPostBytes = 64 * 1024
    /// The largest file that a visitor may upload.
    static let visitorFileBytes = 10_000_000
    /// How often a stream that has nothing to say shows that it lives; proxies cut after 15 s and more.
    static let visitorHeartbeat = Duration.seconds(12)
    /// How long the browser waits before it asks again for a stream that broke, in milliseconds.
    static let visitorRetryMilliseconds = 3000
    /// Events in one look at the record.
    static let visitorEventsPage = 100
    /// Streams of one visitor; with one more the oldest ends, so that tabs left open cost nothing.
    static let streamsOfVisitor = 4
    /// Streams of all visitors; each is an open connection.
    static let streamsAtOnce = 2000
    /// How long a ticket for a stream is good.
    static let ticketMilliseconds: Int64 = 30_000
    /// Tickets that are good at once.
    static let ticketsAtOnce = 10_000
    /// Visitors and addresses whose rates are kept in mind; beyond them the fullest are forgotten.
    static let visitorRatesKept = 50_000
}

/// What a visitor, or an address, may do in a time: a bucket that fills steadily.
struct VisitorRate: Sendable, Hashable {
    /// Whose bucket, apart from others of the same owner.
    let name: String
    /// What a full bucket holds.
    let burst: Int64
    /// How long it takes to gain one.
    let milliseconds: Int64

    /// Messages of a token: faster than anybody types.
    static let messages = VisitorRate(name: "m", burst: 12, milliseconds: 1500)
    /// Reads, marks and streams of a token: polling every other second, and tabs.
    static let reads = VisitorRate(name: "r", burst: 60, milliseconds: 400)
    /// Files of a token.
    static let files = VisitorRate(name: "f", burst: 10, milliseconds: 20_000)
    /// Sessions of an address: a shop's own network may hold many visitors.
    static let sessions = VisitorRate(name: "s", burst: 30, milliseconds: 2000)
    /// Everything of an address.
    static let address = VisitorRate(name: "a", burst: 600, milliseconds: 25)
}
