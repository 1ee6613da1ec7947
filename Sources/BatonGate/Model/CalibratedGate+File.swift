import Foundation

/// Why a gate's file is refused.
package struct GateFileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What, why and what to do.
    package var description: String
}

extension CalibratedGate {
    /// What `format` says in every gate's file.
    package static let format = "baton-gate"
    /// The layout that this program writes and reads.
    package static let formatVersion = 1

    /// The gate as a file: JSON, readable, the same bytes for the same gate.
    package func fileBytes() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self)) + [0x0A]
    }

    /// Reads a gate's file.
    /// - Parameter name: the file's name, for the message.
    /// - Throws: ``GateFileError`` where it is not a gate's, of another layout, or was changed.
    package static func read(_ bytes: [UInt8], name: String) throws(GateFileError) -> CalibratedGate
    {
        struct Head: Decodable {
            var format: String?
            var formatVersion: Int?
        }
        func refuse(_ why: String) -> GateFileError {
            GateFileError(description: "\(name): \(why)")
        }
        guard bytes.count <= mostBytes else {
            throw refuse("is over \(mostBytes / 1_048_576) MiB, which no gate's file is")
        }
        guard let head = try? JSONDecoder().decode(Head.self, from: Data(bytes)),
            head.format == format
        else {
            throw refuse(
                "is not a gate's file (no \"format\": \"\(format)\"); 'baton gate fit' writes one")
        }
        guard head.formatVersion == formatVersion else {
            throw refuse(
                "has layout \(head.formatVersion ?? 0), this program reads \(formatVersion); "
                    + "write it anew with 'baton gate fit'")
        }
        let gate: CalibratedGate
        do {
            gate = try JSONDecoder().decode(CalibratedGate.self, from: Data(bytes))
        } catch {
            throw refuse("lacks a part or holds a wrong one; write it anew with 'baton gate fit'")
        }
        guard gate.version == gate.contentVersion else {
            throw refuse(
                "says \(gate.version) but holds something else: it was changed after it was made, so "
                    + "its promise is void; write it anew with 'baton gate fit'")
        }
        return gate
    }

    /// `gate-` and a hash of everything but the version.
    var contentVersion: String {
        var content = self
        content.version = ""
        let bytes = (try? content.fileBytes()) ?? []
        return "gate-" + StableHash.name(of: String(decoding: bytes, as: UTF8.self))
    }

    private static let mostBytes = 8 << 20
}
