/// One thing that is wrong, or that should be mended.
package struct ConfigurationFinding: Sendable, Hashable, CustomStringConvertible {
    /// The file.
    package var file: String
    /// The line, from 1.
    package var line: Int
    /// What, why, and what to do.
    package var message: String

    /// Makes a finding.
    package init(file: String, line: Int, message: String) {
        self.file = file
        self.line = line
        self.message = message
    }

    /// `file:line: message`.
    package var description: String { "\(file):\(line): \(message)" }
}
