package import BatonCore

/// A time of a day on the business's own clock.
package struct LocalTime: Sendable, Hashable {
    /// `yyyy-mm-dd`.
    package var day: String
    /// 0 Monday … 6 Sunday.
    package var weekday: Int
    /// Minutes after midnight.
    package var minute: Int

    /// `09:30`.
    package var clock: String {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(two(minute / 60)):\(two(minute % 60))"
    }

    /// The weekday as the customer calls it.
    package func weekdayName(for language: Language) -> String {
        switch language {
        case .english:
            ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][weekday]
        case .simplifiedChinese, .traditionalChinese, .cantonese, .mixed, .romanisedCantonese:
            ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"][weekday]
        }
    }
}

extension OpeningHours {
    /// A moment on the business's clock.
    package func localTime(of moment: Timestamp) -> LocalTime {
        let local = moment.milliseconds + Int64(utcOffsetMinutes) * 60_000
        let days = local.flooringDivision(by: 86_400_000)
        // 1970-01-01 was a Thursday.
        let weekday = Int(((days + 3) % 7 + 7) % 7)
        return LocalTime(
            day: CalendarDay.text(of: moment, offsetMinutes: utcOffsetMinutes), weekday: weekday,
            minute: Int((local - days * 86_400_000) / 60_000))
    }

    /// Whether people are at work at a moment.
    package func isOpen(at moment: Timestamp) -> Bool {
        let time = localTime(of: moment)
        return spans(on: time).contains { $0.from <= time.minute && time.minute < $0.until }
    }

    /// When people are next at work after a moment at which they are not; looks two weeks ahead.
    package func nextOpening(after moment: Timestamp) -> LocalTime? {
        let now = localTime(of: moment)
        for ahead in 0...14 {
            var time = localTime(of: moment.adding(milliseconds: Int64(ahead) * 86_400_000))
            let starts = spans(on: time).map(\.from).filter { ahead > 0 || $0 > now.minute }
            if let first = starts.min() {
                time.minute = first
                return time
            }
        }
        return nil
    }

    private func spans(on time: LocalTime) -> [Span] {
        guard !closedDays.contains(time.day), weekdays.indices.contains(time.weekday) else {
            return []
        }
        return weekdays[time.weekday]
    }
}
