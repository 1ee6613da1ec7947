import Foundation

/// A value through JSON and back, as the store keeps it.
enum Stored {
    static func again<Value: Codable>(_ value: Value) throws -> Value {
        try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
    }
}
