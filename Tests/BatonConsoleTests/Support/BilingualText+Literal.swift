import BatonCore

/// A sentence of a test, the same in both languages.
extension BilingualText: ExpressibleByStringLiteral {
    /// Makes it from a literal.
    package init(stringLiteral value: String) { self.init(value, value) }
}
