import BatonStore
import Foundation

/// A gate's values as the record keeps them.
enum GateJSON {
    static func encode(_ value: some Encodable) throws(StoreError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(value), as: UTF8.self)
        } catch {
            throw StoreError(.refused, "a gate cannot be written: \(error)")
        }
    }

    static func decode<Value: Decodable>(_ text: String, _ what: String) throws(StoreError)
        -> Value
    {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
        } catch {
            throw StoreError(.damaged, "a stored \(what) cannot be read; run 'baton doctor'")
        }
    }
}
