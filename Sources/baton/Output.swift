import BatonText
import Foundation
import Glibc

/// What commands print.
///
/// Words that came from outside pass through ``SafeText`` first.
enum Output {
    /// Prints a line.
    static func line(_ text: SafeText) { whole(text.string + "\n") }

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
        whole(escaped(text) + "\n")
    }

    /// Prints a text as it is: Baton's own words, or a file's.
    ///
    /// Where nobody reads any more, as when `head` has seen enough, the program ends without a word;
    /// where it cannot be written, as on a full disk, it says so and ends with 74 (sysexits.h).
    static func whole(_ text: String) {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
        } catch {
            let code = ((error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError)?.code
            // As a program ends that hears SIGPIPE.
            if code == Int(EPIPE) { exit(128 + SIGPIPE) }
            let why = code.map { String(cString: strerror(Int32($0))) } ?? "\(error)"
            let words = "baton: what it says could not be written: \(why)\n"
            try? FileHandle.standardError.write(contentsOf: Data(words.utf8))
            exit(EX_IOERR)
        }
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
