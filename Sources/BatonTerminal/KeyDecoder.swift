import BatonUI
import CNcurses

/// Turns what ncurses reads into keys: Alt sequences, bracketed pastes, control letters.
struct KeyDecoder {
    private var escape: [Unicode.Scalar] = []
    private var pasted: [Unicode.Scalar]?
    /// The last scalars of a paste, which may be its end.
    private var tail: [Unicode.Scalar] = []

    /// Whether the end of a paste or of an escape sequence has not come yet.
    var expectsMore: Bool { pasted != nil || escape.count > 1 }

    /// The most that one paste keeps; the rest is dropped, never run.
    private static let maxPaste = 65_536

    mutating func decode(_ value: UInt32, isCode: Bool) -> [Key] {
        if isCode {
            let before = flush()
            guard let key = Self.named(Int32(bitPattern: value)) else { return before }
            return before + [key]
        }
        guard let scalar = Unicode.Scalar(value) else { return [] }
        if pasted != nil { return paste(scalar) }
        if !escape.isEmpty { return continueEscape(scalar) }
        if scalar == "\u{1B}" {
            escape = [scalar]
            return []
        }
        return [Self.key(of: scalar)]
    }

    /// What is left when no more input comes: a lone Escape is the key.
    mutating func flush() -> [Key] {
        guard pasted == nil, !escape.isEmpty else { return [] }
        let rest = escape.dropFirst()
        escape = []
        // Half a sequence is dropped: its letters are not commands.
        if rest.isEmpty || rest.first == "[" { return [.named(.escape)] }
        return [.named(.escape)] + rest.map(Self.key(of:))
    }

    private mutating func continueEscape(_ scalar: Unicode.Scalar) -> [Key] {
        if scalar == "\u{1B}" {
            // Another begins: a lone one before it was the key, half a sequence is dropped.
            let keys: [Key] = escape.count == 1 ? [.named(.escape)] : []
            escape = [scalar]
            return keys
        }
        escape.append(scalar)
        let text = String(String.UnicodeScalarView(escape))
        if text == "\u{1B}[200~" {
            escape = []
            pasted = []
            tail = []
            return []
        }
        if "\u{1B}[200~".hasPrefix(text) { return [] }
        if escape.count == 2 {
            escape = []
            if scalar == "\r" || scalar == "\n" { return [.named(.altEnter)] }
            return [.alt(Character(scalar))]
        }
        // A sequence ncurses does not know: dropped whole, so that its letters are not commands.
        if scalar.value >= 0x40, scalar.value <= 0x7E, scalar != "[" || escape.count > 2 {
            escape = []
        }
        return []
    }

    /// Keeps what is pasted until its end comes; each scalar costs the same, however long it is.
    private mutating func paste(_ scalar: Unicode.Scalar) -> [Key] {
        tail.append(scalar)
        if tail == Self.pasteEnd {
            let text = String(String.UnicodeScalarView(pasted ?? []))
            pasted = nil
            return [.paste(text.replacing("\r\n", with: "\n").replacing("\r", with: "\n"))]
        }
        if tail.count == Self.pasteEnd.count {
            let first = tail.removeFirst()
            if (pasted?.count ?? 0) < Self.maxPaste { pasted?.append(first) }
        }
        return []
    }

    private static let pasteEnd = Array("\u{1B}[201~".unicodeScalars)

    private static func key(of scalar: Unicode.Scalar) -> Key {
        switch scalar.value {
        case 0x0D: .named(.enter)
        case 0x09: .named(.tab)
        case 0x08, 0x7F: .named(.backspace)
        case 0x01...0x1A: .control(Character(Unicode.Scalar(UInt8(scalar.value + 0x60))))
        case 0x00...0x1F: .named(.escape)
        default: .character(Character(scalar))
        }
    }

    private static func named(_ code: Int32) -> Key? {
        let names: [Int32: Key.Name] = [
            KEY_UP: .up, KEY_DOWN: .down, KEY_LEFT: .left, KEY_RIGHT: .right, KEY_HOME: .home,
            KEY_END: .end, KEY_PPAGE: .pageUp, KEY_NPAGE: .pageDown, KEY_BACKSPACE: .backspace,
            KEY_DC: .delete, KEY_IC: .insert, KEY_ENTER: .enter, KEY_BTAB: .backTab,
        ]
        if let name = names[code] { return .named(name) }
        let functions: [Key.Name] = [
            .f1, .f2, .f3, .f4, .f5, .f6, .f7, .f8, .f9, .f10, .f11, .f12,
        ]
        let index = Int(code) - Int(KEY_F0) - 1
        return functions.indices.contains(index) ? .named(functions[index]) : nil
    }
}
