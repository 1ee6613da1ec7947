package import BatonCore

/// Writes entries so that they can be read back equal.
package enum KnowledgeExport {
    /// Entries as JSON lines, in the order given.
    package static func jsonLines(_ entries: [Entry]) -> String {
        entries.map { JSONLines.line(for: $0) + "\n" }.joined()
    }
}
