/// Shares as people read them.
package enum Percent {
    /// A share, 0…1, as a percentage with at most one decimal, such as `2.5 %`.
    package static func text(_ share: Double) -> String {
        let tenths = Int((share * 1000).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(abs(tenths) % 10) %"
    }
}
