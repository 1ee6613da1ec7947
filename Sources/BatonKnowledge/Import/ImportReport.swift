package import BatonCore

/// What reading a file of knowledge gave: each item is either accepted or refused with a reason.
package struct ImportReport: Sendable, Hashable {
    /// An entry that was read, with the line it starts on.
    package struct Item: Sendable, Hashable {
        /// The entry.
        package var entry: Entry
        /// The line it starts on, from 1.
        package var line: Int

        /// Makes an item.
        package init(entry: Entry, line: Int) {
            self.entry = entry
            self.line = line
        }
    }

    /// Why an item was refused.
    package struct Finding: Sendable, Hashable, CustomStringConvertible {
        /// The file's name as it was given.
        package var file: String
        /// The line, from 1.
        package var line: Int
        /// Why, in one sentence of each language.
        package var reason: BilingualText

        /// Makes a finding.
        package init(file: String, line: Int, reason: BilingualText) {
            self.file = file
            self.line = line
            self.reason = reason
        }

        /// `file:line: why`, in English.
        package var description: String { text(in: .english) }

        /// `file:line: why`.
        package func text(in language: InterfaceLanguage) -> String {
            "\(file):\(line): \(reason.text(in: language))"
        }
    }

    /// What was read, in the file's order.
    package var accepted: [Item] = []
    /// What was refused, in the file's order.
    package var refused: [Finding] = []
    /// What was passed over that is no fault, such as a column that no entry has.
    package var notes: [Finding] = []
    /// Items of another tenant, passed over.
    package var skipped = 0

    /// Makes an empty report.
    package init() {}
}

/// Why one item cannot be taken.
struct ImportRefusal: Error {
    var reason: BilingualText
    var line: Int?

    init(_ english: String, _ chinese: String, line: Int? = nil) {
        self.init(BilingualText(english, chinese), line: line)
    }

    init(_ reason: BilingualText, line: Int? = nil) {
        self.reason = reason
        self.line = line
    }
}
