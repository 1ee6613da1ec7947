/// Three lines for the person who takes over, made by a machine and shown as such.
package struct HandoverSummary: Sendable, Codable, Hashable {
    /// What was asked, what was tried, why the bot stopped.
    package var lines: [BilingualText]
    /// Whether a language model worded them; otherwise they are taken from the record.
    package var isByModel: Bool

    /// Makes a summary.
    package init(lines: [BilingualText], isByModel: Bool) {
        self.lines = lines
        self.isByModel = isByModel
    }
}
