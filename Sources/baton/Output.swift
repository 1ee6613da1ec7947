import BatonText
import Foundation

/// What commands print.
///
/// Words that came from outside pass through ``SafeText`` first.
enum Output {
    /// Prints a line.
    static func line(_ text: SafeText) {
        FileHandle.standardOutput.write(Data((text.string + "\n").utf8))
    }

    /// Prints a line of Baton's own words and of untrusted ones, made safe as a whole.
    static func line(_ text: String) {
        line(SafeText(text, multiline: true))
    }

    /// Prints a value as one line of JSON with sorted keys; JSON escapes control characters itself,
    /// and what else could drive a terminal is escaped here.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(value), as: UTF8.self)
        FileHandle.standardOutput.write(Data((escaped(text) + "\n").utf8))
    }

    /// JSON text in which every invisible or formatting character is a `\u` escape.
    private static func escaped(_ json: String) -> String {
        var text = ""
        for scalar in json.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse,
                .unassigned:
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            default:
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
