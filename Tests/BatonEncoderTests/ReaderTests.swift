import Testing

@testable import BatonEncoder

@Suite("Reading the package's files")
struct ReaderTests {
    @Test("a part of the package that is damaged or missing is refused with its name")
    func zipFaults() throws {
        var file = zipFile([("a.txt", [1, 2, 3])])
        #expect(try PackageArchive(file).contents(of: "a.txt") == [1, 2, 3])
        file[35] ^= 0xFF
        let damaged = try PackageArchive(file)
        #expect(
            throws: EncoderError(
                .damaged, "'a.txt' in the zip file is damaged; fetch the file again")
        ) { try damaged.contents(of: "a.txt") }
        #expect(throws: EncoderError(.foreign, "the zip file holds no 'b.txt'")) {
            try damaged.contents(of: "b.txt")
        }
    }

    @Test("a zip file that is cut anywhere is refused, never a crash")
    func zipCut() {
        let file = zipFile([("a.txt", [1, 2, 3])])
        for length in 0..<file.count {
            #expect(throws: EncoderError.self) {
                try PackageArchive(Array(file.prefix(length))).contents(of: "a.txt")
            }
        }
    }

    @Test("a NumPy array's shape and numbers are read")
    func numpy() throws {
        let array = try NumPyArray(
            numpyFile("<f4", [2, 2], [1, -2, 0.5, 0].flatMap { bytes(Float($0).bitPattern) }))

        #expect(array.shape == [2, 2])
        #expect(array.floats == [1, -2, 0.5, 0])
        #expect(try NumPyArray(numpyFile("<f8", [], bytes(0.25.bitPattern))).floats == [0.25])
        #expect(try NumPyArray(numpyFile("|u1", [3], [0, 9, 255])).floats == [0, 9, 255])
        #expect(try NumPyArray(numpyFile("|i1", [1], [0xFF])).floats == [-1])
    }

    @Test(
        "what is no such array, of another kind, or cut short is refused",
        arguments: [
            [], [0x93, 0x4E], Array("no numbers here".utf8), numpyFile("<i8", [1], bytes(Int64(1))),
            numpyFile("<f4", [2], bytes(Float(1).bitPattern)),
            numpyFile("<f4", [1 << 62, 4], []),
        ])
    func numpyFaults(file: [UInt8]) {
        #expect(throws: EncoderError.self) { try NumPyArray(file) }
    }

    @Test("a SentencePiece model's pieces, scores and map are read, other fields passed over")
    func pieces() throws {
        let model = try SentencePieceModel(
            field(
                1, field(1, Array("店".utf8)) + [0x15] + bytes(Float(-2.5).bitPattern) + [0x18, 2])
                + [0x98, 1, 5] + field(1, field(1, [0x61])) + field(3, field(2, [7, 8]))
                + field(3, field(2, [9])))

        #expect(model.pieces == [Array("店".utf8), [0x61]])
        #expect(model.scores == [-2.5, 0])
        #expect(model.characterMap == [7, 8])
    }

    @Test(
        "what is no SentencePiece model is refused",
        arguments: [
            [], [0x0A, 0x7F, 1], [0x0B], [UInt8](repeating: 0xFF, count: 12), field(2, [1]),
        ])
    func pieceFaults(file: [UInt8]) {
        #expect(throws: EncoderError.self) { try SentencePieceModel(file) }
    }

    @Test("weights on a grid become whole numbers, rows and columns exchanged")
    func grid() throws {
        let grid = try IntegerGrid([0.5, -1, 0, 1.5, 63.5, 2], columns: 2, name: "w")

        #expect(grid.step == 0.5)
        #expect(grid.rows == 2)
        #expect(grid.numbers == [1, 0, 127, -2, 3, 4])
    }

    @Test(
        "weights on no grid of 8 bits are refused",
        arguments: [[Float(1), 0.3], [1, 0.001], [.infinity, 1], [.nan, 1]])
    func offGrid(weights: [Float]) {
        #expect(throws: EncoderError.self) {
            try IntegerGrid(weights, columns: 1, name: "w")
        }
    }
}
