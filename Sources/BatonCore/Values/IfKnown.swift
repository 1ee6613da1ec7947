/// Part of a record that a newer program may have written in a form that this one does not know: then
/// it is absent, and the rest of the record is read all the same.
package struct IfKnown<Value: Sendable & Codable & Hashable>: Sendable, Codable, Hashable {
    /// The part; `nil` where this program does not know its form.
    package var value: Value?

    /// Wraps a part.
    package init(_ value: Value) { self.value = value }

    /// Reads it; what is not known is `nil` and no error.
    package init(from decoder: any Decoder) { value = try? Value(from: decoder) }

    /// Writes the part alone, without a wrapper.
    /// - Throws: what the encoder throws.
    package func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }
}
