import Foundation

/// A model on disk, mapped into memory: a header with a version and checksums, then tables that are
/// used where they lie.
///
/// Layout, little-endian: 8 bytes of magic, version, number of sections, length of the file, the
/// model's name in 40 bytes; 64 bytes a section; CRC-32 of all that. It is never changed once
/// written: a new one is renamed over it, so that whoever has it mapped keeps the old one.
struct ModelFile: Sendable {
    /// The first bytes of every model file.
    static let magic = Array("BATONUSE".utf8)
    /// The version of the layout and of the tables' meaning; raised with either.
    static let version: UInt32 = 1
    /// Sections begin at multiples of this many bytes: a cache line.
    static let alignment = 64
    /// Bytes of the header before the sections' entries, and of each entry.
    static let headerSize = 64
    static let entrySize = 64
    static let nameSize = 40
    static let sectionNameSize = 32

    /// Where it lies.
    let path: String
    /// The model's name.
    let name: String
    /// Its bytes, mapped.
    let data: Data
    /// Its tables, by name.
    let sections: [String: ModelSection]

    /// Maps the file at `path` and checks its header.
    /// - Throws: ``EncoderError``; the sections' own checksums are compared by ``verify(besides:)``.
    init(path: String) throws(EncoderError) {
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
        } catch {
            throw EncoderError(
                .unreadable, "the model \(path) cannot be read: \(error.localizedDescription)")
        }
        self.path = path
        let head = Array(data.prefix(Self.headerSize))
        guard head.starts(with: Self.magic) else {
            throw EncoderError(
                .foreign, "\(path) is no model of Baton's; install one: baton model install")
        }
        do throws(EncoderError) {
            var reader = ByteReader(head[...], at: Self.magic.count)
            let version: UInt32 = try reader.number()
            guard version == Self.version else {
                throw EncoderError(
                    .otherVersion,
                    "the model \(path) is of format \(version), this Baton reads "
                        + "\(Self.version); install it again: baton model install")
            }
            let count = Int(try reader.number(UInt32.self))
            let length: UInt64 = try reader.number()
            guard length == UInt64(data.count) else {
                throw EncoderError(
                    .damaged, "it has \(data.count) bytes where its header says \(length)")
            }
            name = String(
                decoding: try reader.take(Self.nameSize).prefix { $0 != 0 }, as: UTF8.self)
            sections = try Self.sections(of: data, count: count)
        } catch {
            throw error.code == .damaged ? Self.damaged(path, error.description) : error
        }
    }

    /// Calls `body` with the address of the file's first byte, which is good until it returns.
    func withBytes<Result>(_ body: (UnsafeRawPointer) -> Result) -> Result {
        data.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else {
                preconditionFailure("a model that opened has a header")
            }
            return body(start)
        }
    }

    /// The section of a name, of the kind that is expected.
    func section(
        _ name: String, _ element: ModelSection.Element
    ) throws(EncoderError) -> ModelSection {
        guard let section = sections[name], section.element == element else {
            throw Self.damaged(path, "it has no table '\(name)' of the right kind")
        }
        return section
    }

    /// Compares every section with its checksum, besides those named.
    ///
    /// Reads them whole: about 10 ms for all but the embedding of the shipped model, 60 ms with it.
    func verify(besides skipped: Set<String> = []) throws(EncoderError) {
        for section in sections.values where !skipped.contains(section.name) {
            let checksum = data.withUnsafeBytes {
                Checksum.of(
                    UnsafeRawBufferPointer(
                        rebasing: $0[section.offset..<section.offset + section.size]))
            }
            guard checksum == section.checksum else {
                throw Self.damaged(path, "its table '\(section.name)' does not match its checksum")
            }
        }
    }

    static func damaged(_ path: String, _ reason: String) -> EncoderError {
        EncoderError(
            .damaged,
            "the model \(path) is damaged: \(reason); install it again: baton model install")
    }

    private static func sections(
        of data: Data, count: Int
    ) throws(EncoderError) -> [String: ModelSection] {
        let end = headerSize + count * entrySize
        guard count <= 256, end + 4 <= data.count else {
            throw EncoderError(.damaged, "its header is cut short")
        }
        let header = Array(data.prefix(end + 4))
        var checksum = ByteReader(header[...], at: end)
        guard try checksum.number() == Checksum.of(Array(header.prefix(end))) else {
            throw EncoderError(.damaged, "its header does not match its checksum")
        }
        var sections: [String: ModelSection] = [:]
        for index in 0..<count {
            var reader = ByteReader(header[...], at: headerSize + index * entrySize)
            let section = try entry(&reader)
            // The header's checksum holds, so these can only fail for a file that was made so.
            guard section.offset % alignment == 0, section.offset >= end,
                section.size <= data.count, section.offset <= data.count - section.size
            else {
                throw EncoderError(.damaged, "its table '\(section.name)' lies outside the file")
            }
            sections[section.name] = section
        }
        return sections
    }

    private static func entry(_ reader: inout ByteReader) throws(EncoderError) -> ModelSection {
        let name = try reader.take(sectionNameSize).prefix { $0 != 0 }
        let kind: UInt32 = try reader.number()
        let rows: UInt32 = try reader.number()
        let columns: UInt32 = try reader.number()
        let checksum: UInt32 = try reader.number()
        let offset: UInt64 = try reader.number()
        guard let element = ModelSection.Element(rawValue: kind), rows < 1 << 28,
            columns < 1 << 28, offset < 1 << 40
        else {
            throw EncoderError(.damaged, "one of its tables is of an unknown kind or size")
        }
        return ModelSection(
            name: String(decoding: name, as: UTF8.self), element: element, rows: Int(rows),
            columns: Int(columns), offset: Int(offset), checksum: checksum)
    }
}
