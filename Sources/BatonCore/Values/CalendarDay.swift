/// Calendar days as text, on a clock a fixed time ahead of UTC.
package enum CalendarDay {
    /// The day of a moment, `yyyy-mm-dd`.
    ///
    /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
    /// - Parameter offsetMinutes: minutes ahead of UTC; Hong Kong keeps 480 the whole year.
    package static func text(of moment: Timestamp, offsetMinutes: Int = 480) -> String {
        let local = moment.milliseconds + Int64(offsetMinutes) * 60_000
        let days = local.flooringDivision(by: 86_400_000) + 719_468
        let era = days.flooringDivision(by: 146_097)
        let dayOfEra = days - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthIndex + 2) / 5 + 1
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(year)-\(two(month))-\(two(day))"
    }
}

extension Int64 {
    /// Division that rounds down.
    package func flooringDivision(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
