package import BatonCore

/// Days and times as policy files and commands write them.
package enum PolicyMoment {
    /// A day, `yyyy-mm-dd`, which begins at midnight in Hong Kong, or a time in UTC, `…T08:00Z`.
    /// - Returns: `nil` for what is neither, or no day of the calendar.
    package static func read(_ text: String) -> Timestamp? {
        let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        guard let day = parts.first.flatMap({ midnight(String($0)) }) else { return nil }
        guard parts.count == 2 else { return day.adding(milliseconds: -hongKong) }
        let clock = parts[1]
        guard clock.hasSuffix("Z") else { return nil }
        let times = clock.dropLast().split(separator: ":", omittingEmptySubsequences: false)
        let numbers = times.compactMap { $0.count == 2 ? Int64($0) : nil }
        guard numbers.count == times.count, (2...3).contains(numbers.count),
            (0...23).contains(numbers[0]), (0...59).contains(numbers[1]),
            (0...59).contains(numbers.count == 3 ? numbers[2] : 0)
        else { return nil }
        let seconds =
            numbers[0] * 3600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0)
        return day.adding(milliseconds: seconds * 1000)
    }

    /// The day of a moment in Hong Kong, with the time where it is not midnight.
    package static func words(_ moment: Timestamp) -> String {
        let day = CalendarDay.text(of: moment)
        guard read(day) != moment else { return day }
        func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let minutes = moment.milliseconds.flooringDivision(by: 60_000)
        let ofDay = minutes - minutes.flooringDivision(by: 1440) * 1440
        return "\(CalendarDay.text(of: moment, offsetMinutes: 0))T\(two(ofDay / 60)):"
            + "\(two(ofDay % 60))Z"
    }

    private static let hongKong: Int64 = 480 * 60_000

    /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
    private static func midnight(_ text: String) -> Timestamp? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
            let year = Int64(parts[0]), let month = Int64(parts[1]), let day = Int64(parts[2]),
            (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted.flooringDivision(by: 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let moment = Timestamp(
            milliseconds: (era * 146_097 + dayOfEra - 719_468) * 86_400_000)
        // A day that the month has not, such as 31 June, comes out as another one.
        return CalendarDay.text(of: moment, offsetMinutes: 0) == text ? moment : nil
    }
}
