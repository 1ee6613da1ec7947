import BatonCore

extension MediaType {
    /// The type of a file that people send: what its first bytes say, and where they name only the
    /// container or nothing, its name's ending.
    /// - Parameter head: its first bytes; a few thousand are enough.
    /// - Returns: `nil` where neither tells.
    static func of(_ head: [UInt8], named name: String) -> String? {
        let mime = of(Array(head.prefix(length)))
        let ending = name.split(separator: ".").last?.lowercased() ?? ""
        switch mime {
        case "application/zip": return zipped[ending] ?? mime
        case "application/x-ole-storage": return old[ending]
        case "application/octet-stream":
            return isText(head) ? text[ending] : nil
        default: return mime
        }
    }

    /// Whether the first bytes are words: UTF-8, cut anywhere, without control characters.
    private static func isText(_ head: [UInt8]) -> Bool {
        guard !head.isEmpty, !head.contains(where: { $0 < 0x09 || $0 == 0x7F }) else {
            return false
        }
        return (0...3).contains { cut in
            String(validating: head.dropLast(cut), as: UTF8.self) != nil
        }
    }

    /// Source: the IANA media type registry.
    private static let zipped = [
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "odt": "application/vnd.oasis.opendocument.text",
        "ods": "application/vnd.oasis.opendocument.spreadsheet",
    ]
    private static let old = [
        "doc": "application/msword", "xls": "application/vnd.ms-excel",
        "ppt": "application/vnd.ms-powerpoint",
    ]
    private static let text = [
        "txt": "text/plain", "csv": "text/csv", "md": "text/plain", "ics": "text/calendar",
        "vcf": "text/vcard",
    ]
}
