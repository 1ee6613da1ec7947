import Foundation

/// Turns an encoder's vector of a customer's message towards the entries that answer such
/// messages: q + (q·U)·V with few columns, learned on labelled messages of several shops.
///
/// It belongs to one encoder: another's vectors mean something else.
package struct Adaptation: Sendable {
    /// The encoder's name, or how it starts.
    package var model: String
    /// How many numbers a vector holds.
    package var dimensions: Int
    /// How many columns U has.
    package var rank: Int
    /// U, row by row.
    package var left: [Float]
    /// V, row by row.
    package var right: [Float]

    /// Makes an adaptation.
    package init(model: String, dimensions: Int, rank: Int, left: [Float], right: [Float]) {
        self.model = model
        self.dimensions = dimensions
        self.rank = rank
        self.left = left
        self.right = right
    }

    /// The adapted vector; `vector` itself where it has another length.
    package func apply(_ vector: [Float]) -> [Float] {
        guard vector.count == dimensions else { return vector }
        var inner = [Float](repeating: 0, count: rank)
        for (row, value) in vector.enumerated() {
            let at = row * rank
            for column in 0..<rank { inner[column] += value * left[at + column] }
        }
        var result = vector
        for (row, value) in inner.enumerated() {
            let at = row * dimensions
            for column in 0..<dimensions { result[column] += value * right[at + column] }
        }
        return result
    }

    /// Reads the text that `text(notes:)` writes; `nil` where it is none.
    package init?(text: String) {
        var fields: [Substring: Substring] = [:]
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let parts = line.split(separator: " ", maxSplits: 1)
            if parts.count == 2 { fields[parts[0]] = parts[1] }
        }
        guard let model = fields["model"],
            let dimensions = fields["dimensions"].flatMap({ Int($0) }),
            let rank = fields["rank"].flatMap({ Int($0) }), rank > 0, dimensions > 0,
            let left = Self.numbers(fields["left"], fields["left_step"]),
            let right = Self.numbers(fields["right"], fields["right_step"]),
            left.count == dimensions * rank, right.count == dimensions * rank
        else { return nil }
        self.init(
            model: String(model), dimensions: dimensions, rank: rank, left: left, right: right)
    }

    /// The adaptation as a text, each number in one byte.
    package func text(notes: [String]) -> String {
        let (left, leftStep) = Self.bytes(left)
        let (right, rightStep) = Self.bytes(right)
        let lines = [
            "model \(model)", "dimensions \(dimensions)", "rank \(rank)", "left_step \(leftStep)",
            "left \(left)", "right_step \(rightStep)", "right \(right)",
        ]
        return (notes.map { "# \($0)" } + lines).joined(separator: "\n") + "\n"
    }

    private static func bytes(_ numbers: [Float]) -> (base64: String, step: Float) {
        let most = numbers.reduce(0) { max($0, abs($1)) }
        let step = most > 0 ? most / 127 : 1
        let bytes = numbers.map { UInt8(bitPattern: Int8(($0 / step).rounded())) }
        return (Data(bytes).base64EncodedString(), step)
    }

    private static func numbers(_ base64: Substring?, _ step: Substring?) -> [Float]? {
        guard let base64, let step = step.flatMap({ Float($0) }),
            let data = Data(base64Encoded: String(base64))
        else { return nil }
        return data.map { Float(Int8(bitPattern: $0)) * step }
    }
}
