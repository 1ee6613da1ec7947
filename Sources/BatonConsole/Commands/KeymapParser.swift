import BatonUI

/// What is wrong with a file of keys, and where.
package struct KeymapError: Error, Sendable, Hashable, CustomStringConvertible {
    /// `file:line: what is wrong (did you mean …)`.
    package var description: String

    init(file: String, line: Int, _ message: String) {
        description = "\(file):\(line): \(message)"
    }
}

/// Reads files of keys: a line is `command = key, key key, …`; `none` takes a command's keys away.
package enum KeymapParser {
    /// The most keys of a chord: more is no longer a shortcut.
    private static let maxChord = 3

    /// Reads a file; what it does not name keeps the keys of the table.
    /// - Throws: ``KeymapError`` at the first line that is wrong.
    package static func parse(_ text: String, file: String) throws(KeymapError) -> Keymap {
        var chords: [Command: [Keymap.Chord]] = [:]
        for command in Command.allCases { chords[command] = command.description.keys.map { [$0] } }
        var lines: [Command: Int] = [:]
        var number = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            let content = trimmed(line)
            if content.isEmpty || content.hasPrefix("#") { continue }
            guard let equals = content.firstIndex(of: "=") else {
                throw KeymapError(
                    file: file, line: number, "expected 'command = keys', found '\(content)'")
            }
            let name = trimmed(content[..<equals])
            guard let command = Command(rawValue: name) else {
                let near = NearestName.suggestion(
                    for: name, in: Command.allCases.map(\.rawValue))
                throw KeymapError(file: file, line: number, "unknown command '\(name)'\(near)")
            }
            if let earlier = lines[command] {
                throw KeymapError(
                    file: file, line: number, "'\(name)' has its keys on line \(earlier) already")
            }
            lines[command] = number
            let value = trimmed(content[content.index(after: equals)...])
            chords[command] = try self.chords(in: value, file: file, line: number)
        }
        try check(chords, lines: lines, file: file)
        return Keymap(chords: chords)
    }

    private static func chords(in value: String, file: String, line: Int) throws(KeymapError)
        -> [Keymap.Chord]
    {
        if value == "none" { return [] }
        // A comma itself is written as the key 'comma' would be: alone.
        let parts = value == "," ? [value[...]] : value.split(separator: ",")
        guard !parts.isEmpty else {
            throw KeymapError(file: file, line: line, "a key is missing after '='; or write 'none'")
        }
        var chords: [Keymap.Chord] = []
        for part in parts {
            var chord: Keymap.Chord = []
            for name in part.split(separator: " ").map({ trimmed($0) }) where !name.isEmpty {
                chord.append(try key(name, file: file, line: line))
            }
            guard (1...maxChord).contains(chord.count) else {
                throw KeymapError(
                    file: file, line: line, "a chord has from 1 to \(maxChord) keys")
            }
            chords.append(chord)
        }
        return chords
    }

    private static func key(_ name: String, file: String, line: Int) throws(KeymapError) -> Key {
        guard let key = Key(name: name) else {
            let names = Key.Name.allCases.map(\.rawValue) + ["space"]
            throw KeymapError(
                file: file, line: line,
                "unknown key '\(name)'\(NearestName.suggestion(for: name, in: names)); keys are "
                    + "written like j, G, enter, f2, ctrl+k, alt+x")
        }
        if key == .control("a") || key == .control("b") {
            throw KeymapError(
                file: file, line: line,
                "\(name) is the prefix of screen or tmux and would not arrive; choose another")
        }
        return key
    }

    /// No context may have two meanings for a key, nor a chord that begins with a bound key.
    private static func check(
        _ chords: [Command: [Keymap.Chord]], lines: [Command: Int], file: String
    ) throws(KeymapError) {
        for context in Command.Context.allCases {
            let bound = Command.allCases
                .filter { $0.description.contexts.contains(context) }
                .flatMap { command in (chords[command] ?? []).map { (command, $0) } }
            for (index, (command, chord)) in bound.enumerated() {
                for (other, second) in bound.dropFirst(index + 1)
                where chord.starts(with: second) || second.starts(with: chord) {
                    let line = max(lines[command] ?? 0, lines[other] ?? 0)
                    let (new, old) =
                        lines[command] == line ? (command, other) : (other, command)
                    let text = Keymap.text(of: chord.count < second.count ? chord : second)
                    throw KeymapError(
                        file: file, line: max(1, line),
                        "'\(text)' of \(new.rawValue) means \(old.rawValue) already "
                            + "(\(context.rawValue)); give \(old.rawValue) other keys, or none")
                }
            }
        }
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        guard let start = text.firstIndex(where: { !$0.isWhitespace }),
            let end = text.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(text[start...end])
    }
}
