import BatonArchive

/// A zip file of the encoder's package, whose every part must be there and whole.
struct PackageArchive {
    /// Nothing that the package holds is larger, in bytes.
    private static let partLimit = 256 << 20

    private let zip: ZipArchive

    init(_ bytes: [UInt8]) throws(EncoderError) {
        do {
            zip = try ZipArchive(bytes)
        } catch {
            throw EncoderError(
                error == .notZip ? .foreign : .damaged,
                "the bytes are no zip file, or one that is cut short or damaged")
        }
    }

    /// The names of its parts, sorted.
    var names: [String] { zip.names }

    /// The bytes of a part.
    func contents(of name: String) throws(EncoderError) -> [UInt8] {
        let contents: [UInt8]?
        do {
            contents = try zip.part(name, limit: Self.partLimit)
        } catch {
            switch error {
            case .notZip, .damaged:
                throw EncoderError(
                    .damaged, "'\(name)' in the zip file is damaged; fetch the file again")
            case .encrypted, .tooLarge, .unknownMethod:
                throw EncoderError(
                    .foreign,
                    "'\(name)' in the zip file is encrypted, too large or packed by a method "
                        + "that is not read here")
            }
        }
        guard let contents else {
            throw EncoderError(.foreign, "the zip file holds no '\(name)'")
        }
        return contents
    }
}
