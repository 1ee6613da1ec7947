import BatonCore
import BatonText
import BatonUI

/// A line of the help, made from the table of commands.
struct HelpLine: Hashable {
    var keys = ""
    var title = ""
    var sentence = ""
    var isHeading = false

    /// The commands grouped by where they mean something, the place one came from first.
    static func all(of model: Model) -> [HelpLine] {
        func text(_ words: BilingualText) -> String { words.text(in: model.language) }
        let everywhere = Set(Command.Context.allCases)
        var from: Command.Context = .queue
        if case .help(let context) = model.screen { from = context }
        let contexts = [from] + Command.Context.allCases.filter { $0 != from && $0 != .help }
        var lines: [HelpLine] = []
        func add(_ heading: BilingualText, _ commands: [Command]) {
            if !lines.isEmpty { lines.append(HelpLine()) }
            lines.append(HelpLine(title: text(heading), isHeading: true))
            lines += commands.map { command in
                let keys = model.keymap.chords(of: command).map(Keymap.text(of:))
                return HelpLine(
                    keys: keys.isEmpty ? "–" : keys.joined(separator: "  "),
                    title: text(command.description.title),
                    sentence: text(command.description.sentence))
            }
        }
        for context in contexts where context != .help {
            add(
                Words.contexts[context] ?? Words.everywhere,
                Command.allCases.filter {
                    let found = $0.description.contexts
                    return found.contains(context) && found != everywhere
                })
            if context == .conversation {
                lines.append(HelpLine())
                lines.append(HelpLine(title: text(Words.writing), isHeading: true))
                lines += Words.writingKeys.map {
                    HelpLine(keys: $0.keys, title: text($0.title), sentence: text($0.sentence))
                }
            }
        }
        add(Words.everywhere, Command.allCases.filter { $0.description.contexts == everywhere })
        lines.append(HelpLine())
        lines.append(HelpLine(title: text(Words.signs), isHeading: true))
        lines += Words.signWords.map {
            HelpLine(keys: $0.sign, title: "", sentence: text($0.meaning))
        }
        return lines
    }
}

extension Painter {
    func help(_ frame: inout Frame, _ rect: Rect) {
        let lines = HelpLine.all(of: model)
        let area = rect.inset(columns: 2).splitTop(1).rest
        let keysWidth = min(18, area.columns / 4)
        let titleWidth = min(20, area.columns / 4)
        for (offset, line) in lines.dropFirst(model.helpScroll).prefix(area.rows).enumerated() {
            let row = area.row + offset
            if line.isHeading {
                draw(
                    StyledLine(line.title, .title), &frame, Point(column: area.column, row: row),
                    area)
                continue
            }
            frame.draw(
                SafeText(line.keys), at: Point(column: area.column, row: row), width: keysWidth,
                style: Style(.hintKey))
            let titleColumn = area.column + keysWidth + 1
            frame.draw(
                SafeText(line.title), at: Point(column: titleColumn, row: row), width: titleWidth,
                style: Style(.textStrong))
            let start = line.title.isEmpty ? titleColumn : titleColumn + titleWidth + 1
            frame.draw(
                SafeText(line.sentence), at: Point(column: start, row: row),
                width: max(4, area.endColumn - start), style: Style(.text))
        }
        let below = lines.count - model.helpScroll - area.rows
        let words = below > 0 ? "↓ \(below)" : "■"
        frame.draw(
            SafeText(words), at: Point(column: rect.endColumn - 8, row: rect.row), width: 7,
            alignRight: true, style: Style(.textDim))
    }
}
