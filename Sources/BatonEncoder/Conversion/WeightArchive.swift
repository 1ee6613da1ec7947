/// The arrays of the package's `weights.npz`, by name.
struct WeightArchive {
    private let zip: PackageArchive

    init(_ bytes: [UInt8]) throws(EncoderError) { zip = try PackageArchive(bytes) }

    /// How many blocks the embedding is cut into.
    var blocks: Int {
        zip.names.count { $0.hasPrefix("q") && Int($0.dropFirst().dropLast(4)) != nil }
    }

    /// An array.
    func array(_ name: String) throws(EncoderError) -> NumPyArray {
        let bytes = try zip.contents(of: name + ".npy")
        do {
            return try NumPyArray(bytes)
        } catch {
            throw EncoderError(error.code, "'\(name)' of the weights: \(error.description)")
        }
    }

    /// An array of one dimension.
    func vector(_ name: String) throws(EncoderError) -> [Float] { try array(name).floats }

    /// A matrix on its grid.
    func grid(_ name: String) throws(EncoderError) -> IntegerGrid {
        let array = try array(name)
        guard array.shape.count == 2, array.element == .float32 else {
            throw EncoderError(.foreign, "'\(name)' of the weights is no matrix of floats")
        }
        return try IntegerGrid(array.floats, columns: array.shape[1], name: name)
    }

    /// The embedding, a row a piece: block b holds every row whose number modulo the blocks' is b.
    func embedding() throws(EncoderError) -> (bytes: [UInt8], rows: Int, columns: Int) {
        let blocks = blocks
        var table: [UInt8] = []
        var size = (rows: 0, columns: 0)
        for block in 0..<blocks {
            let array = try array("q\(block + 1)")
            guard array.element == .unsigned8, array.shape.count == 2,
                block == 0 || array.shape == [size.rows, size.columns]
            else {
                throw EncoderError(.foreign, "the weights' embedding is not of bytes in rows")
            }
            if block == 0 {
                size = (array.shape[0], array.shape[1])
                table = [UInt8](repeating: 0, count: blocks * size.rows * size.columns)
            }
            for row in 0..<size.rows {
                let source = array.bytes.startIndex + row * size.columns
                let target = (row * blocks + block) * size.columns
                table.replaceSubrange(
                    target..<target + size.columns,
                    with: array.bytes[source..<source + size.columns])
            }
        }
        return (table, size.rows * blocks, size.columns)
    }
}
