/// A figure that a text states, in one form whatever way it was written.
enum Figure: Hashable, Sendable {
    /// What is counted or measured.
    enum Unit: String, Sendable, CaseIterable {
        case workday, day, hour, minute, week, month, year, kilogram, gram, centimetre, metre
        case millilitre, litre, floor
    }

    /// A number without a unit that is known.
    case number(String)
    /// An amount of money; `currency` is `HKD` for $, 元, 蚊 and the like.
    case money(String, currency: String)
    /// Of a hundred.
    case percent(String)
    /// A number with its unit.
    case quantity(String, Unit)
    /// A time of day in minutes; `isMarked` where morning or afternoon is said, or is past 12.
    case time(Int, isMarked: Bool)
    /// A day of a year; the year where it is said.
    case date(month: Int, day: Int, year: Int?)
    /// 0 Monday … 6 Sunday.
    case weekday(Int)
    /// Today, tomorrow and the like.
    case relativeDay(Int)
    /// Letters and digits in one piece.
    case code(String)
    /// Without charge.
    case free

    /// The number in it, where a bare number may stand for it.
    private var value: String? {
        switch self {
        case .number(let value), .percent(let value): value
        case .money(let value, _): value
        case .quantity(let value, _): value
        default: nil
        }
    }

    /// Whether `known`, which passages state, bears this out.
    func isStated(in known: Set<Figure>) -> Bool {
        if known.contains(self) { return true }
        switch self {
        case .number(let value):
            return known.contains { $0.value == value }
        case .time(let minutes, let isMarked):
            return known.contains { figure in
                guard case .time(let other, _) = figure else { return false }
                // A time without its half of the day may be either, as the passage says.
                return other == minutes
                    || !isMarked && minutes <= 12 * 60 + 59 && other % 720 == minutes % 720
            }
        case .date(let month, let day, let year):
            return known.contains { figure in
                guard case .date(let otherMonth, let otherDay, let otherYear) = figure else {
                    return false
                }
                return month == otherMonth && day == otherDay
                    && (year == nil || year == otherYear)
            }
        default: return false
        }
    }
}
