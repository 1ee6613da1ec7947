import BatonUI

/// What a key does where one of a few lines is chosen.
enum ListChoice {
    /// Another line is selected.
    case moved(Int)
    /// This line is meant.
    case chosen(Int)
    /// Nothing.
    case nothing

    /// Reads a key.
    ///
    /// A digit chooses at once, and the key that opened the choice goes on to the next line, so that one
    /// finger is enough.
    /// - Parameters:
    ///   - command: what opened the choice.
    ///   - firstDigit: the digit of the first line.
    init(
        _ key: Key, from selection: Int, of count: Int, opener command: Command,
        firstDigit: Int, in model: Model
    ) {
        guard count > 0 else {
            self = .nothing
            return
        }
        if model.keymap.chords(of: command).contains([key]) {
            self = .moved((selection + 1) % count)
        } else if let steps = steps(key) {
            self = .moved(min(max(0, selection + steps), count - 1))
        } else if case .character(let character) = key, let digit = character.wholeNumberValue,
            (0..<count).contains(digit - firstDigit)
        {
            self = .chosen(digit - firstDigit)
        } else {
            self = key == .named(.enter) && selection < count ? .chosen(selection) : .nothing
        }
    }
}
