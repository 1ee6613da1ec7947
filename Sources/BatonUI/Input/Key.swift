/// What a person pressed.
package enum Key: Sendable, Hashable {
    /// A character as typed.
    case character(Character)
    /// A letter with Control.
    case control(Character)
    /// A character with Alt (Meta).
    case alt(Character)
    /// A key with a name.
    case named(Name)
    /// Text pasted as a whole; it never triggers commands.
    case paste(String)

    /// Keys that have names instead of characters.
    package enum Name: String, Sendable, CaseIterable {
        case enter, escape = "esc", tab, backTab = "shift+tab", backspace, delete, insert
        case up, down, left, right, home, end, pageUp = "pgup", pageDown = "pgdn"
        case altEnter = "alt+enter"
        case f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12
    }

    /// Reads a key's name as keymaps and scripts write it: `j`, `ctrl+p`, `alt+f`, `f1`, `space`.
    package init?(name: String) {
        let lower = name.lowercased()
        if lower == "space" {
            self = .character(" ")
        } else if let named = Name(rawValue: lower) {
            self = .named(named)
        } else if name.count == 1, let character = name.first {
            self = .character(character)
        } else if lower.hasPrefix("ctrl+"), lower.count == 6, let letter = lower.last,
            letter.isASCII, letter.isLetter
        {
            self = .control(letter)
        } else if lower.hasPrefix("alt+"), name.count == 5, let letter = name.last {
            self = .alt(letter)
        } else {
            return nil
        }
    }

    /// The name that ``init(name:)`` reads, and hints show.
    package var name: String {
        switch self {
        case .character(" "): "space"
        case .character(let character): String(character)
        case .control(let letter): "ctrl+\(letter)"
        case .alt(let letter): "alt+\(letter)"
        case .named(let name): name.rawValue
        case .paste: "paste"
        }
    }
}
