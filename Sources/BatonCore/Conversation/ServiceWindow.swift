/// How long free text may be sent after the customer's last message, by the policy.
package struct ServiceWindow: Sendable, Codable, Hashable {
    /// How long; `nil` for ever.
    package var milliseconds: Int64?

    /// Makes a window.
    package init(milliseconds: Int64?) { self.milliseconds = milliseconds }
}
