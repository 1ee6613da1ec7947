/// The limits of files that agents send and see.
extension Limits {
    /// The largest file that an agent may send: the largest that any channel takes.
    static let agentFileBytes = 100_000_000
    /// Files that one agent carries at once; with one more the oldest is forgotten.
    static let uploadsOfSession = 2
    /// Files that are carried at once by all.
    static let uploadsAtOnce = 16
    /// How long a provider may take for a file: 100 MB at 8 Mbit/s, and room.
    static let uploadMilliseconds: Int64 = 120_000
    /// Bytes of a file that are read and sent at a time.
    static let fileChunkBytes = 262_144
    /// The longest name of a file, in characters.
    static let fileNameLength = 120
    /// How long the address of a file that we send is good: providers queue up to hours.
    static let mediaAddressMilliseconds: Int64 = 86_400_000
}
