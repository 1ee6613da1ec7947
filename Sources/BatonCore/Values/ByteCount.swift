/// How large something is, for people.
package enum ByteCount {
    /// A size such as `812 kB` or `5.2 MB`, in powers of ten.
    package static func words(_ bytes: Int) -> String {
        switch bytes {
        case ..<1000: return "\(bytes) B"
        case ..<999_500: return "\((bytes + 500) / 1000) kB"
        default:
            let tenths = bytes / 100_000 + (bytes % 100_000 >= 50_000 ? 1 : 0)
            return tenths % 10 == 0 ? "\(tenths / 10) MB" : "\(tenths / 10).\(tenths % 10) MB"
        }
    }
}
