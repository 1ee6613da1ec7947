package import BatonCore

/// What a file is by its first bytes, whatever its sender calls it.
package enum MediaType {
    /// How many first bytes tell.
    package static let length = 16

    /// The type of a file that begins so; `application/octet-stream` where nothing tells.
    package static func of(_ head: [UInt8]) -> String {
        for (mark, offset, mime) in marks
        where head.count >= offset + mark.count && head[offset...].starts(with: mark) {
            return mime
        }
        if head.count > 1, head[0] == 0xFF, head[1] & 0xE0 == 0xE0 {
            return head[1] & 0x06 == 0 ? "audio/aac" : "audio/mpeg"
        }
        return "application/octet-stream"
    }

    /// Why a file of this type is not what its message says; `nil` where it may be.
    package static func objection(to mime: String, as kind: MessageContent.Kind) -> String? {
        if programs.contains(mime) { return "it is a program" }
        let isRight =
            switch kind {
            case .image: mime.hasPrefix("image/")
            case .sticker:
                mime.hasPrefix("image/") || mime == "video/webm" || mime == "application/gzip"
            // A voice note may lie in a container that films use too.
            case .audio:
                mime.hasPrefix("audio/") || mime == "video/mp4" || mime == "video/webm"
            case .video: mime.hasPrefix("video/") || mime == "image/gif"
            default: true
            }
        return isRight ? nil : "it is sent as \(kind.rawValue) and is \(mime)"
    }

    private static let programs: Set<String> = [
        "application/x-executable", "application/x-msdownload", "text/x-shellscript",
    ]

    /// First bytes, where they stand, and what they mean.
    ///
    /// Source: the formats' own specifications, as listed in the IANA media type registry.
    private static let marks: [(mark: [UInt8], offset: Int, mime: String)] = [
        ([0xFF, 0xD8, 0xFF], 0, "image/jpeg"),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], 0, "image/png"),
        (Array("GIF8".utf8), 0, "image/gif"),
        (Array("WEBP".utf8), 8, "image/webp"),
        (Array("WAVE".utf8), 8, "audio/wav"),
        (Array("ftypheic".utf8), 4, "image/heic"),
        (Array("ftypM4A".utf8), 4, "audio/mp4"),
        (Array("ftyp3g".utf8), 4, "video/3gpp"),
        (Array("ftypqt".utf8), 4, "video/quicktime"),
        (Array("ftyp".utf8), 4, "video/mp4"),
        ([0x1A, 0x45, 0xDF, 0xA3], 0, "video/webm"),
        (Array("OggS".utf8), 0, "audio/ogg"),
        (Array("ID3".utf8), 0, "audio/mpeg"),
        (Array("#!AMR".utf8), 0, "audio/amr"),
        (Array("%PDF-".utf8), 0, "application/pdf"),
        ([0x50, 0x4B, 0x03, 0x04], 0, "application/zip"),
        ([0xD0, 0xCF, 0x11, 0xE0], 0, "application/x-ole-storage"),
        ([0x1F, 0x8B], 0, "application/gzip"),
        ([0x7F, 0x45, 0x4C, 0x46], 0, "application/x-executable"),
        (Array("MZ".utf8), 0, "application/x-msdownload"),
        (Array("#!".utf8), 0, "text/x-shellscript"),
    ]
}
