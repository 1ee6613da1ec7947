import Foundation
import GRDB

extension SQLiteStore {
    /// Rows in one statement or commit: a bulk import must not hold up customers' commits.
    private static let vectorBatch = 256

    /// The vectors known of `keys`.
    package func vectors(model: String, keys: [String]) async throws(StoreError)
        -> [String: [Float]]
    {
        try await read { db in
            var found: [String: [Float]] = [:]
            let statement = try db.cachedStatement(
                sql: """
                    SELECT key, vector FROM vector
                    WHERE model = ? AND key IN (SELECT value FROM json_each(?))
                    """)
            for batch in Self.batches(keys) {
                let rows = try Row.fetchAll(
                    statement, arguments: [model, try StoredJSON.encode(batch)])
                for row in rows { found[row["key"]] = Self.numbers(row["vector"]) }
            }
            return found
        }
    }

    /// Keeps vectors by key.
    package func keepVectors(model: String, _ vectors: [String: [Float]])
        async throws(StoreError)
    {
        for batch in Self.batches(vectors.sorted { $0.key < $1.key }) {
            try await write { context in
                let statement = try context.db.cachedStatement(
                    sql: """
                        INSERT INTO vector (model, key, vector) VALUES (?, ?, ?)
                        ON CONFLICT (model, key) DO UPDATE SET vector = excluded.vector
                        """)
                for (key, vector) in batch {
                    try statement.execute(arguments: [model, key, Self.bytes(vector)])
                }
            }
        }
    }

    /// Forgets every vector but those that `used` names.
    @discardableResult
    package func pruneVectors(used: [String: Set<String>]) async throws(StoreError) -> Int {
        let known = try await read { db in
            try Row.fetchAll(db, sql: "SELECT model, key FROM vector").map {
                (model: $0["model"] as String, key: $0["key"] as String)
            }
        }
        let unused = known.filter { used[$0.model]?.contains($0.key) != true }
        for batch in Self.batches(unused) {
            try await write { context in
                let statement = try context.db.cachedStatement(
                    sql: "DELETE FROM vector WHERE model = ? AND key = ?")
                for (model, key) in batch { try statement.execute(arguments: [model, key]) }
            }
        }
        return unused.count
    }

    private static func batches<Item>(_ items: [Item]) -> [[Item]] {
        stride(from: 0, to: items.count, by: vectorBatch).map {
            Array(items[$0..<min($0 + vectorBatch, items.count)])
        }
    }

    private static func bytes(_ vector: [Float]) -> Data {
        var data = Data(capacity: vector.count * 4)
        for number in vector {
            withUnsafeBytes(of: number.bitPattern.littleEndian) { data.append(contentsOf: $0) }
        }
        return data
    }

    private static func numbers(_ data: Data) -> [Float] {
        data.withUnsafeBytes { bytes in
            stride(from: 0, to: bytes.count - 3, by: 4).map { place in
                let bits = bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)
                return Float(bitPattern: UInt32(littleEndian: bits))
            }
        }
    }
}
