package import BatonCore

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
