import BatonCore
import BatonDesk
import BatonUI

/// Times as people at the desk read them.
enum Clock {
    /// `14:05`.
    static func time(_ moment: Timestamp, _ offsetMinutes: Int) -> String {
        let minutes =
            (moment.milliseconds + Int64(offsetMinutes) * 60_000).flooringDivision(by: 60_000)
        let ofDay = Int(minutes - minutes.flooringDivision(by: 1440) * 1440)
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(two(ofDay / 60)):\(two(ofDay % 60))"
    }

    /// `45s`, `12m`, `3h`, `2d`.
    static func span(_ milliseconds: Int64) -> String {
        let seconds = max(0, milliseconds / 1000)
        if seconds < 60 { return "\(seconds)s" }
        if seconds < 3600 { return "\(seconds / 60)m" }
        if seconds < 86_400 { return "\(seconds / 3600)h" }
        return "\(seconds / 86_400)d"
    }

    /// Microseconds as `1.2 ms`.
    static func milliseconds(_ microseconds: Int64) -> String {
        "\(microseconds / 1000).\(microseconds % 1000 / 100) ms"
    }

    /// How long ``span(_:)`` of a time that grows stays as it is.
    static func stays(_ milliseconds: Int64) -> Int64 {
        let now = max(0, milliseconds)
        let unit: Int64 = now < 60_000 ? 1000 : now < 3_600_000 ? 60_000 : 3_600_000
        return unit - now % unit
    }
}

/// How long a customer may wait: a sign and a colour, never the colour alone.
enum ServiceLevel {
    /// Under two minutes a chat still feels live.
    static let goodMilliseconds: Int64 = 120_000
    /// After ten minutes customers leave or complain.
    static let lateMilliseconds: Int64 = 600_000

    static func sign(_ waiting: Int64) -> (sign: String, role: ThemeRole) {
        if waiting < goodMilliseconds { return ("●", .statusOK) }
        if waiting < lateMilliseconds { return ("▲", .statusWarn) }
        return ("‼", .statusBad)
    }
}

extension Model {
    /// How long the screen stays true if nothing happens, so that an idle console sleeps.
    ///
    /// It ends when the clock, or another time that is shown, changes.
    package var millisecondsToNextChange: Int64 {
        let minute = now.milliseconds + Int64(utcOffsetMinutes) * 60_000
        var least = 60_000 - (minute - minute.flooringDivision(by: 60_000) * 60_000)
        switch screen {
        case .queue:
            let visible = queueRows(self)
            for row in queue.rows.dropFirst(queue.firstShown(rows: visible)).prefix(visible) {
                let since = row.waitingSince ?? row.updatedAt
                least = min(least, Clock.stays(now.milliseconds(since: since)))
            }
        case .conversation:
            if let id = conversation?.view.conversation.id, let left = typingLeft(of: id) {
                least = min(least, left)
            }
            if let row = conversation?.view.conversation, let left = windowLeft(of: row) {
                if left > 0, left < 3_600_000 { least = min(least, left % 60_000 + 1) }
                if left > 0, left < 60_000 { least = min(least, left % 1000 + 1) }
            }
        case .dashboard, .knowledge, .review, .gate, .help: break
        }
        return max(1, least)
    }
}
