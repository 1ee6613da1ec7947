import BatonCore
import Foundation
import Yams

/// Reads `hours:`; `always`, or a time zone and spans by day.
enum OpeningHoursReader {
    private static let days = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]

    static func read(_ node: Node, _ reader: inout ConfigurationReader) -> OpeningHours {
        if node.scalar?.string == "always" { return .always }
        guard let map = reader.mapping(node, "hours") else { return .always }
        reader.check(map, knows: days + ["time_zone", "daily", "weekdays", "weekend", "closed"])
        var hours = OpeningHours(
            utcOffsetMinutes: 480, weekdays: Array(repeating: [], count: 7), closedDays: [])
        if let zone = map["time_zone"], let name = reader.string(zone, "time_zone") {
            hours.utcOffsetMinutes = offset(name, zone, &reader)
        }
        for (key, range) in [("daily", 0..<7), ("weekdays", 0..<5), ("weekend", 5..<7)] {
            guard let value = map[key] else { continue }
            let spans = spans(value, key, &reader)
            for day in range { hours.weekdays[day] = spans }
        }
        for (index, day) in days.enumerated() {
            if let value = map[day] { hours.weekdays[index] = spans(value, day, &reader) }
        }
        for item in map["closed"]?.sequence.map(Array.init) ?? [] {
            guard let day = reader.string(item, "closed") else { continue }
            let parts = day.split(separator: "-")
            if parts.count == 3, parts[0].count == 4, parts.allSatisfy({ Int($0) != nil }) {
                hours.closedDays.insert(day)
            } else {
                reader.fault(item, "a closed day is written yyyy-mm-dd")
            }
        }
        return hours
    }

    /// A zone that keeps one offset the whole year; daylight saving is not for opening hours here.
    private static func offset(
        _ name: String, _ node: Node, _ reader: inout ConfigurationReader
    ) -> Int {
        if let first = name.first, first == "+" || first == "-" {
            let parts = name.dropFirst().split(separator: ":").compactMap { Int($0) }
            if parts.count == 2 {
                return (parts[0] * 60 + parts[1]) * (first == "-" ? -1 : 1)
            }
        }
        guard let zone = TimeZone(identifier: name) else {
            reader.fault(node, "unknown time zone '\(name)'; write Asia/Hong_Kong or +08:00")
            return 480
        }
        if zone.nextDaylightSavingTimeTransition != nil {
            reader.fault(
                node, "'\(name)' changes its clock in the year; write the offset, such as +08:00")
        }
        return zone.secondsFromGMT() / 60
    }

    private static func spans(
        _ node: Node, _ key: String, _ reader: inout ConfigurationReader
    ) -> [OpeningHours.Span] {
        guard let text = reader.string(node, key) else { return [] }
        if text == "closed" { return [] }
        var spans: [OpeningHours.Span] = []
        for part in text.split(separator: ",") {
            let ends = part.split(separator: "-").map { minutes($0) }
            guard ends.count == 2, let from = ends[0], let until = ends[1], from < until else {
                reader.fault(
                    node, "'\(key)' is written 10:00-19:00, several with commas, or closed")
                return []
            }
            if let last = spans.last, from < last.until {
                reader.fault(node, "'\(key)' has times that overlap")
            }
            spans.append(OpeningHours.Span(from: from, until: until))
        }
        return spans
    }

    private static func minutes(_ text: some StringProtocol) -> Int? {
        let parts = text.trimmingCharacters(in: .whitespaces).split(separator: ":")
        guard parts.count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]),
            (0...24).contains(hour), (0...59).contains(minute), hour * 60 + minute <= 1440
        else { return nil }
        return hour * 60 + minute
    }
}
