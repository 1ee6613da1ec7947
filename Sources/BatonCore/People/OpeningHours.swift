/// When people of the business are at work, on the clock of its time zone.
package struct OpeningHours: Sendable, Hashable, Codable {
    /// From one minute of a day to another, `until` not included.
    package struct Span: Sendable, Hashable, Codable {
        /// Minutes after midnight.
        package var from: Int
        /// Minutes after midnight, above `from`, at most 1440.
        package var until: Int

        /// Makes a span.
        package init(from: Int, until: Int) {
            self.from = from
            self.until = until
        }
    }

    /// Minutes that local time is ahead of UTC; Hong Kong keeps +480 the whole year.
    package var utcOffsetMinutes: Int
    /// Spans of each weekday, Monday first; seven lists.
    package var weekdays: [[Span]]
    /// Days on which nobody works, `yyyy-mm-dd`.
    package var closedDays: Set<String>

    /// Makes hours.
    package init(utcOffsetMinutes: Int, weekdays: [[Span]], closedDays: Set<String>) {
        self.utcOffsetMinutes = utcOffsetMinutes
        self.weekdays = weekdays
        self.closedDays = closedDays
    }

    /// Round the clock, in Hong Kong.
    package static let always = OpeningHours(
        utcOffsetMinutes: 480,
        weekdays: Array(repeating: [Span(from: 0, until: 1440)], count: 7),
        closedDays: [])
}
