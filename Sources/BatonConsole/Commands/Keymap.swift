package import BatonUI

/// Which keys run which commands: the table's own, changed by a person's file of keys.
package struct Keymap: Sendable, Hashable {
    /// Keys pressed one after the other; most have one key.
    package typealias Chord = [Key]

    private var chords: [Command: [Chord]]

    /// The keys of the table.
    package static let shipped = Keymap(
        chords: Dictionary(
            uniqueKeysWithValues: Command.allCases.map { ($0, $0.description.keys.map { [$0] }) }))

    init(chords: [Command: [Chord]]) { self.chords = chords }

    /// What keys mean in a context.
    package enum Meaning: Sendable, Hashable {
        /// They run a command.
        case command(Command)
        /// They begin a chord; the next key decides.
        case beginning
        /// Nothing.
        case nothing
    }

    /// What keys, pressed one after the other, mean in a context.
    package func meaning(of keys: Chord, in context: Command.Context) -> Meaning {
        var isBeginning = false
        for command in Command.allCases where command.description.contexts.contains(context) {
            for chord in chords[command] ?? [] {
                if chord == keys { return .command(command) }
                if chord.count > keys.count, chord.starts(with: keys) { isBeginning = true }
            }
        }
        return isBeginning ? .beginning : .nothing
    }

    /// The chords of a command.
    package func chords(of command: Command) -> [Chord] { chords[command] ?? [] }

    /// The first chord of a command as hints show it; `nil` where it has no keys.
    package func hint(of command: Command) -> String? {
        chords[command]?.first.map(Self.text(of:))
    }

    /// A chord as hints and the file write it: `g d`.
    package static func text(of chord: Chord) -> String {
        chord.map(\.name).joined(separator: " ")
    }
}
