import BatonCore
import BatonDesk
import BatonText
package import BatonUI

/// The whole screen of a model; pure.
package func view(_ model: Model) -> Frame {
    var frame = Frame(size: model.size)
    guard model.size.columns >= 60, model.size.rows >= 15 else {
        let text = SafeText(Words.tooSmall.text(in: model.language))
        let column = max(0, (model.size.columns - CellWidth.cells(of: text.string)) / 2)
        frame.draw(
            text, at: Point(column: column, row: model.size.rows / 2), style: Style(.textStrong))
        return frame
    }
    let painter = Painter(model: model)
    let (top, rest) = frame.bounds.splitTop(1)
    let (body, bottom) = rest.splitBottom(2)
    painter.header(&frame, top)
    switch model.screen {
    case .queue: painter.queue(&frame, body)
    case .conversation: painter.conversation(&frame, body)
    case .dashboard: painter.dashboard(&frame, body)
    case .help: painter.help(&frame, body)
    }
    painter.footer(&frame, bottom)
    painter.overlay(&frame, body)
    return frame
}

/// Draws the parts of a model.
struct Painter {
    let model: Model

    var language: InterfaceLanguage { model.language }

    func text(_ words: BilingualText) -> String { words.text(in: language) }

    func header(_ frame: inout Frame, _ rect: Rect) {
        frame.fill(rect, style: Style(.header))
        let shop = model.status?.inboxes.first?.name
        let title = ["Baton", shop].compactMap(\.self).joined(separator: " · ")
        frame.draw(
            SafeText(" " + title), at: Point(column: 0, row: rect.row),
            style: Style(.header, bold: true))
        let (state, role): (String, ThemeRole) =
            switch model.link {
            case .connecting: (text(Words.connecting), .headerDim)
            case .connected(let person): ("\(person.name) · \(person.role.rawValue)", .header)
            case .lost: ("⚠ " + text(Words.lost), .headerAlert)
            }
        let clock = Clock.time(model.now, model.utcOffsetMinutes)
        let right = SafeText("\(state)  \(clock) ")
        frame.draw(
            right,
            at: Point(column: rect.endColumn - CellWidth.cells(of: right.string), row: rect.row),
            style: Style(role))
    }

    func footer(_ frame: inout Frame, _ rect: Rect) {
        let row = rect.row
        if let notice = model.notice {
            let sign = notice.isError ? "✗ " : "✓ "
            frame.draw(
                SafeText(sign + notice.text), at: Point(column: 1, row: row),
                width: rect.columns - 2,
                style: Style(notice.isError ? .error : .success))
        } else if model.screen == .queue, model.queue.arrivals > 0 {
            frame.draw(
                SafeText("↑ \(model.queue.arrivals) \(text(Words.new))"),
                at: Point(column: 1, row: row), style: Style(.statusWarn))
        }
        let hintRow = Rect(column: rect.column, row: row + 1, columns: rect.columns, rows: 1)
        frame.fill(hintRow, style: Style(.footer))
        var column = 1
        for command in Command.hints(in: model.context) {
            guard let key = command.description.keys.first else { continue }
            let name = key.name
            let title = text(command.description.title)
            let width = CellWidth.cells(of: name) + 1 + CellWidth.cells(of: title) + 2
            guard column + width <= rect.endColumn else { break }
            column = frame.draw(
                SafeText(name), at: Point(column: column, row: hintRow.row), style: Style(.hintKey))
            column = frame.draw(
                SafeText(" " + title + "  "), at: Point(column: column, row: hintRow.row),
                style: Style(.hintText))
        }
    }
}

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
}

/// How long a customer may wait: a sign and a colour, never the colour alone.
enum ServiceLevel {
    /// Under two minutes a chat still feels live.
    private static let goodMilliseconds: Int64 = 120_000
    /// After ten minutes customers leave or complain.
    private static let lateMilliseconds: Int64 = 600_000

    static func sign(_ waiting: Int64) -> (sign: String, role: ThemeRole) {
        if waiting < goodMilliseconds { return ("●", .statusOK) }
        if waiting < lateMilliseconds { return ("▲", .statusWarn) }
        return ("‼", .statusBad)
    }
}
