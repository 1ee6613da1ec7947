import Foundation

/// A JSON object from outside, read forgivingly: whatever is not as expected is absent.
struct JSONObject {
    let raw: [String: Any]

    init(_ raw: [String: Any]) { self.raw = raw }

    /// Reads bytes; `nil` where they are no JSON object.
    init?(_ bytes: [UInt8]) {
        guard let json = try? JSONSerialization.jsonObject(with: Data(bytes)),
            let raw = json as? [String: Any]
        else { return nil }
        self.raw = raw
    }

    /// Reads the body of a webhook.
    init(webhook bytes: [UInt8]) throws(UnreadableWebhook) {
        guard let json = try? JSONSerialization.jsonObject(with: Data(bytes)) else {
            throw UnreadableWebhook("the body is not JSON")
        }
        guard let raw = json as? [String: Any] else {
            throw UnreadableWebhook("the body is JSON, but no object")
        }
        self.raw = raw
    }

    /// A text, or a number as text.
    func text(_ key: String) -> String? { Self.text(raw[key]) }

    /// A text that is not empty.
    func words(_ key: String) -> String? { text(key).flatMap { $0.isEmpty ? nil : $0 } }

    func object(_ key: String) -> JSONObject? {
        (raw[key] as? [String: Any]).map { JSONObject($0) }
    }

    /// The items of a list; one that is no object is an empty one, so that none is lost unseen.
    func objects(_ key: String) -> [JSONObject] {
        (raw[key] as? [Any] ?? []).map { JSONObject($0 as? [String: Any] ?? [:]) }
    }

    /// A list's texts; `nil` where there is no list.
    func strings(_ key: String) -> [String]? {
        (raw[key] as? [Any]).map { $0.compactMap(Self.text) }
    }

    func flag(_ key: String) -> Bool? { (raw[key] as? NSNumber)?.boolValue }

    /// A whole number, or a text of digits.
    func integer(_ key: String) -> Int64? { text(key).flatMap { Int64($0) } }

    /// A number that arithmetic can be done with.
    func number(_ key: String) -> Double? {
        guard let value = (raw[key] as? NSNumber)?.doubleValue, abs(value) < 1e12 else {
            return nil
        }
        return value
    }

    /// A code, from a number or a text of digits.
    func code(_ key: String) -> Int? { integer(key).flatMap { Int(exactly: $0) } }

    private static func text(_ value: Any?) -> String? {
        switch value {
        case let text as String: text
        case let number as NSNumber: number.stringValue
        default: nil
        }
    }
}

/// Phone numbers as addresses.
enum PhoneNumber {
    /// E.164 with a plus, from digits with or without one; `nil` for anything else.
    static func e164(_ text: String?) -> String? {
        guard let text else { return nil }
        let digits = text.hasPrefix("+") ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.utf8.count <= 20,
            digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return "+" + digits
    }

    /// E.164 of a number as people and their cards write it, with spaces, dashes and brackets.
    static func e164(written text: String?) -> String? {
        e164(text.map { $0.filter { !$0.isWhitespace && !"-().".contains($0) } })
    }

    /// The digits without the plus, as WhatsApp writes them.
    static func digits(_ phone: String) -> String {
        phone.hasPrefix("+") ? String(phone.dropFirst()) : phone
    }
}
