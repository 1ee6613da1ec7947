import BatonCore
import BatonText
import BatonUI

/// A line of the help, made from the table of commands.
struct HelpLine: Hashable {
    var keys = ""
    var title = ""
    var sentence = ""
    var isHeading = false

    /// The commands by what a person has in mind: first those of the place one came from, then what
    /// works everywhere and what the signs mean, then the other places.
    static func all(of model: Model) -> [HelpLine] {
        func text(_ words: BilingualText) -> String { words.text(in: model.language) }
        var from: Command.Context = .queue
        if case .help(let context) = model.screen { from = context }
        let others = Command.Context.allCases.filter { $0 != from && $0 != .help }
        var lines = commands(of: from, in: model)
        lines += section(text(Words.everywhere), everywhere, in: model)
        lines += [HelpLine(), HelpLine(title: text(Words.signs), isHeading: true)]
        lines += Words.signWords.flatMap {
            wrapped(keys: $0.sign, title: "", sentence: text($0.meaning), in: model)
        }
        lines += others.flatMap { commands(of: $0, in: model) }
        return Array(lines.drop { $0 == HelpLine() })
    }

    /// Commands that mean the same on every screen.
    private static var everywhere: [Command] {
        let all = Set(Command.Context.allCases)
        return [Command.Group.move, .console].flatMap { group in
            Command.allCases.filter { $0.description.contexts == all && $0.group == group }
        }
    }

    /// A screen's own commands, in groups, and where one writes, the keys for that.
    private static func commands(of context: Command.Context, in model: Model) -> [HelpLine] {
        func text(_ words: BilingualText) -> String { words.text(in: model.language) }
        let place = text(Words.contexts[context] ?? Words.everywhere)
        let own = Command.allCases.filter {
            $0.description.contexts.contains(context) && !everywhere.contains($0)
        }
        var lines = Command.Group.allCases.flatMap { group in
            section(
                [place, Words.groups[group].map(text)].compactMap(\.self).joined(separator: " · "),
                own.filter { $0.group == group }, in: model)
        }
        guard context == .conversation else { return lines }
        lines += [HelpLine(), HelpLine(title: text(Words.writing), isHeading: true)]
        return lines
            + Words.writingKeys.flatMap {
                wrapped(
                    keys: $0.keys, title: text($0.title), sentence: text($0.sentence), in: model)
            }
    }

    private static func section(_ heading: String, _ commands: [Command], in model: Model)
        -> [HelpLine]
    {
        guard !commands.isEmpty else { return [] }
        return [HelpLine(), HelpLine(title: heading, isHeading: true)]
            + commands.flatMap { command in
                let keys = model.keymap.chords(of: command).map(Keymap.text(of:))
                return wrapped(
                    keys: keys.isEmpty ? "–" : keys.joined(separator: "  "),
                    title: command.description.title.text(in: model.language),
                    sentence: command.description.sentence.text(in: model.language), in: model)
            }
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
    func help(_ frame: inout Frame, _ rect: Rect) -> CutOff {
        let lines = HelpLine.all(of: model)
        let area = rect.inset(columns: 2)
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
        return CutOff(lines.count - model.helpScroll - area.rows)
    }
}

/// Lines of help that the screen shows.
func helpRows(_ model: Model) -> Int { max(1, Painter(model: model).body.rows) }
