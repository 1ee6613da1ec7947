package import BatonCore

/// Looking after the record as a whole.
package protocol MaintenanceStore: Sendable {
    /// Writes a whole, verified copy to a new file while others read and write.
    /// - Throws: where the file exists or the copy does not verify.
    func backup(to path: String, now: Timestamp) async throws(StoreError) -> StoreVerification
    /// When a copy was last written; `nil` where none was.
    func lastBackup() async throws(StoreError) -> Timestamp?
    /// Checks the file's integrity and the event log's hash chain.
    func verify() async throws(StoreError) -> StoreVerification
    /// What is under it: engine version, schema version, durability read back.
    func facts() async throws(StoreError) -> [String: String]
    /// Closes it; every later call fails.
    func close() async
}
