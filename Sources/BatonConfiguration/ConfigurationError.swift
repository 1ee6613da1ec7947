/// What is wrong with a configuration: every finding, each with its file and line.
package struct ConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The findings in the order of the file.
    package var findings: [ConfigurationFinding]

    /// Makes an error of findings.
    package init(_ findings: [ConfigurationFinding]) { self.findings = findings }

    /// One finding a line.
    package var description: String {
        findings.map(\.description).joined(separator: "\n")
    }
}

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
