import GRDB

/// The numbered steps that make and change the schema; forward only.
enum Migration {
    /// Every step in order; the number is the schema's version after it.
    static let all: [(number: Int, sql: [UInt8])] = [
        (1, PackageResources._001_foundation_sql),
        (2, PackageResources._002_entry_state_sql),
        (3, PackageResources._003_sources_sql),
        (4, PackageResources._004_channels_sql),
        (5, PackageResources._005_vectors_sql),
        (6, PackageResources._006_labels_sql),
        (7, PackageResources._007_webchat_sql),
        (8, PackageResources._008_policy_sql),
        (9, PackageResources._009_composing_sql),
        (10, PackageResources._010_gate_sql),
        (11, PackageResources._011_entry_point_sql),
        (12, PackageResources._012_retention_and_reach_sql),
        (13, PackageResources._013_consent_and_joining_sql),
        (14, PackageResources._014_inbox_lists_sql),
    ]

    /// Brings a store up to this program's schema, each step in a transaction of its own.
    /// - Parameter target: the schema to stop at; tests make old stores with it.
    static func run(on pool: DatabasePool, to target: Int = .max) throws {
        try pool.writeWithoutTransaction { db in
            let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            let newest = all.last?.number ?? 0
            guard version <= newest else {
                throw StoreError(
                    .newerSchema,
                    "the store has schema \(version), this program knows up to \(newest): "
                        + "use the newer program that wrote it")
            }
            for step in all where step.number > version && step.number <= target {
                try db.inTransaction(.immediate) {
                    try db.execute(sql: String(decoding: step.sql, as: UTF8.self))
                    try db.execute(sql: "PRAGMA user_version = \(step.number)")
                    return .commit
                }
            }
        }
    }
}
