import Foundation
import Glibc

/// Gathers a model's tables and writes them as a ``ModelFile``.
struct ModelFileWriter {
    private var tables: [(section: ModelSection, bytes: [UInt8])] = []

    /// Adds a table of bytes.
    mutating func add(_ name: String, bytes: [UInt8], rows: Int, columns: Int) {
        add(name, .unsigned8, bytes: bytes, rows: rows, columns: columns)
    }

    /// Adds a table of floats.
    mutating func add(_ name: String, floats: [Float], rows: Int = 1) {
        add(name, .float32, floats.map(\.bitPattern), rows)
    }

    /// Adds a table of whole numbers.
    mutating func add(_ name: String, numbers: [UInt32], rows: Int = 1) {
        add(name, .unsigned32, numbers, rows)
    }

    /// Adds a table of short whole numbers.
    mutating func add(_ name: String, shorts: [Int16], rows: Int) {
        add(name, .signed16, shorts, rows)
    }

    /// Writes the file: whole beside its place first, synced, then renamed over it.
    /// - Throws: ``EncoderError`` `unwritable`.
    func write(name: String, to path: String) throws(EncoderError) {
        let folder = (path as NSString).deletingLastPathComponent
        let temporary = path + ".\(ProcessInfo.processInfo.processIdentifier).part"
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            guard FileManager.default.createFile(atPath: temporary, contents: nil) else {
                throw CocoaError(.fileWriteUnknown)
            }
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: temporary))
            defer { try? file.close() }
            for bytes in pieces(named: name) { try file.write(contentsOf: bytes) }
            try file.synchronize()
            guard rename(temporary, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
        } catch {
            try? FileManager.default.removeItem(atPath: temporary)
            throw EncoderError(
                .unwritable,
                "the model cannot be written to \(path): \(error.localizedDescription); "
                    + "make room or set BATON_MODEL to another place")
        }
    }

    /// The file's bytes, piece by piece.
    private func pieces(named name: String) -> [[UInt8]] {
        let head = ModelFile.headerSize + tables.count * ModelFile.entrySize + 4
        var offset = Self.aligned(head)
        var entries: [UInt8] = []
        var bodies: [[UInt8]] = []
        for (section, bytes) in tables {
            entries += Self.padded(Array(section.name.utf8), to: ModelFile.sectionNameSize)
            for number in [
                section.element.rawValue, UInt32(section.rows), UInt32(section.columns),
                section.checksum,
            ] {
                entries += Self.bytes(of: number)
            }
            entries += Self.bytes(of: UInt64(offset)) + [UInt8](repeating: 0, count: 8)
            let end = Self.aligned(offset + bytes.count)
            bodies += [bytes, [UInt8](repeating: 0, count: end - offset - bytes.count)]
            offset = end
        }
        var header = ModelFile.magic + Self.bytes(of: ModelFile.version)
        header += Self.bytes(of: UInt32(tables.count)) + Self.bytes(of: UInt64(offset))
        header += Self.padded(Array(name.utf8), to: ModelFile.nameSize) + entries
        header += Self.bytes(of: Checksum.of(header))
        return [Self.padded(header, to: Self.aligned(head))] + bodies
    }

    private mutating func add<Number: FixedWidthInteger>(
        _ name: String, _ element: ModelSection.Element, _ numbers: [Number], _ rows: Int
    ) {
        let bytes = numbers.withUnsafeBytes { Array($0) }
        add(name, element, bytes: bytes, rows: rows, columns: numbers.count / max(rows, 1))
    }

    private mutating func add(
        _ name: String, _ element: ModelSection.Element, bytes: [UInt8], rows: Int, columns: Int
    ) {
        let section = ModelSection(
            name: name, element: element, rows: rows, columns: columns, offset: 0,
            checksum: Checksum.of(bytes))
        tables.append((section, bytes))
    }

    private static func aligned(_ offset: Int) -> Int {
        (offset + ModelFile.alignment - 1) / ModelFile.alignment * ModelFile.alignment
    }

    private static func padded(_ bytes: [UInt8], to size: Int) -> [UInt8] {
        bytes.prefix(size) + [UInt8](repeating: 0, count: max(0, size - bytes.count))
    }

    private static func bytes<Number: FixedWidthInteger>(of number: Number) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }
}
