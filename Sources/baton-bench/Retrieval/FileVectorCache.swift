import BatonKnowledge
import Foundation
import Synchronization

/// Vectors kept in a file between runs of the bench: records of a 32-byte key and numbers.
final class FileVectorCache: VectorCache {
    private let path: String
    private let dimensions: Int
    private let known: Mutex<[String: [Float]]>

    /// Opens a cache; a file that is not there is an empty one.
    init(path: String, dimensions: Int) {
        self.path = path
        self.dimensions = dimensions
        var found: [String: [Float]] = [:]
        let data = FileManager.default.contents(atPath: path) ?? Data()
        let size = 32 + dimensions * 4
        data.withUnsafeBytes { bytes in
            for start in stride(from: 0, to: bytes.count - size + 1, by: size) {
                let key = String(decoding: bytes[start..<start + 32], as: UTF8.self)
                found[key] = (0..<dimensions).map {
                    bytes.loadUnaligned(fromByteOffset: start + 32 + $0 * 4, as: Float.self)
                }
            }
        }
        known = Mutex(found)
    }

    func vectors(model: String, keys: [String]) -> [[Float]?] {
        known.withLock { known in keys.map { known[$0] } }
    }

    func keep(model: String, _ vectors: [(key: String, vector: [Float])]) {
        known.withLock { known in
            for (key, vector) in vectors where vector.count == dimensions { known[key] = vector }
        }
    }

    /// Writes the file anew.
    func save() throws {
        let found = known.withLock { $0 }
        var data = Data(capacity: found.count * (32 + dimensions * 4))
        for (key, vector) in found.sorted(by: { $0.key < $1.key }) where key.utf8.count == 32 {
            data.append(contentsOf: key.utf8)
            vector.withUnsafeBytes { data.append(contentsOf: $0) }
        }
        try data.write(to: URL(fileURLWithPath: path))
    }
}
