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
            lines += commands.flatMap { command in
                let keys = model.keymap.chords(of: command).map(Keymap.text(of:))
                return wrapped(
                    keys: keys.isEmpty ? "–" : keys.joined(separator: "  "),
                    title: text(command.description.title),
                    sentence: text(command.description.sentence), in: model)
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
                lines += Words.writingKeys.flatMap {
                    wrapped(
                        keys: $0.keys, title: text($0.title), sentence: text($0.sentence), in: model
                    )
                }
            }
        }
        add(Words.everywhere, Command.allCases.filter { $0.description.contexts == everywhere })
        lines.append(HelpLine())
        lines.append(HelpLine(title: text(Words.signs), isHeading: true))
        lines += Words.signWords.flatMap {
            wrapped(keys: $0.sign, title: "", sentence: text($0.meaning), in: model)
        }
        return lines
    }

    /// Cells of the keys, and of the title.
    static let keysWidth = 14
    static let titleWidth = 14

    /// A command's line, and further ones where its sentence is longer than the window is wide.
    private static func wrapped(keys: String, title: String, sentence: String, in model: Model)
        -> [HelpLine]
    {
        let width = max(12, model.size.columns - 6 - keysWidth - titleWidth)
        let lines = Wrapping.lines(sentence, width: width)
        return lines.enumerated().map { offset, line in
            offset == 0
                ? HelpLine(keys: keys, title: title, sentence: line) : HelpLine(sentence: line)
        }
    }
}

extension Painter {
    func help(_ frame: inout Frame, _ rect: Rect) {
        let lines = HelpLine.all(of: model)
        let area = rect.inset(columns: 2).splitTop(1).rest
        let titleColumn = area.column + HelpLine.keysWidth + 1
        let sentenceColumn = titleColumn + HelpLine.titleWidth + 1
        for (offset, line) in lines.dropFirst(model.helpScroll).prefix(area.rows).enumerated() {
            let row = area.row + offset
            if line.isHeading {
                draw(
                    StyledLine(line.title, .title), &frame, Point(column: area.column, row: row),
                    area)
                continue
            }
            frame.draw(
                SafeText(line.keys), at: Point(column: area.column, row: row),
                width: HelpLine.keysWidth, style: Style(.key))
            frame.draw(
                SafeText(line.title), at: Point(column: titleColumn, row: row),
                width: HelpLine.titleWidth, style: Style(.textStrong))
            frame.draw(
                SafeText(line.sentence), at: Point(column: sentenceColumn, row: row),
                width: max(4, area.endColumn - sentenceColumn), style: Style(.text))
        }
        let below = lines.count - model.helpScroll - area.rows
        let words = below > 0 ? "↓ \(below)" : "■"
        frame.draw(
            SafeText(words), at: Point(column: rect.endColumn - 8, row: rect.row), width: 7,
            alignRight: true, style: Style(.textDim))
    }
}
