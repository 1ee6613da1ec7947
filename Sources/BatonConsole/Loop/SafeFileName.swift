import BatonCore
import BatonDesk

/// The name under which a customer's file is opened: its ending is that of what it is, never what its
/// sender would have it be.
enum SafeFileName {
    private static let longest = 60

    static func name(of piece: FilePiece, message: MessageID) -> String {
        let given = piece.name ?? "file"
        let base = given.split(separator: ".").dropLast(given.contains(".") ? 1 : 0)
            .joined(separator: ".")
        let plain = String(
            base.map { $0.isLetter || $0.isNumber || "-_ ()".contains($0) ? $0 : "_" }
                .prefix(longest))
        let stem = plain.allSatisfy { " _".contains($0) } ? "file" : plain
        return "\(message.rawValue.filter(\.isASCII).filter(\.isHexDigit).suffix(8))-\(stem)"
            + ".\(ending(of: piece))"
    }

    private static func ending(of piece: FilePiece) -> String {
        if let known = endings[piece.mime] { return known }
        let given = piece.name?.split(separator: ".").last?.lowercased() ?? ""
        return containers[piece.mime]?.contains(given) == true ? given : "bin"
    }

    private static let endings = [
        "image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp",
        "image/heic": "heic", "audio/wav": "wav", "audio/mp4": "m4a", "audio/mpeg": "mp3",
        "audio/aac": "aac", "audio/ogg": "ogg", "audio/amr": "amr", "video/mp4": "mp4",
        "video/3gpp": "3gp", "video/quicktime": "mov", "video/webm": "webm",
        "application/pdf": "pdf", "text/plain": "txt", "text/csv": "csv", "text/calendar": "ics",
        "text/vcard": "vcf", "application/gzip": "gz", "application/msword": "doc",
        "application/vnd.ms-excel": "xls", "application/vnd.ms-powerpoint": "ppt",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
        "application/vnd.oasis.opendocument.text": "odt",
        "application/vnd.oasis.opendocument.spreadsheet": "ods",
    ]
    /// What may lie in a container whose first bytes do not tell.
    private static let containers: [String: Set<String>] = [
        "application/zip": ["zip", "docx", "xlsx", "pptx", "odt", "ods"],
        "application/x-ole-storage": ["doc", "xls", "ppt"],
    ]
}
