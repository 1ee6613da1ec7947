/// Cuts HTML or XML into tags, text and comments, in one pass and without ever failing.
///
/// Document types and processing instructions are passed over, so that no entity can be defined.
struct MarkupTokenizer {
    enum Token: Equatable {
        case start(Tag)
        case end(String)
        case text(String)
        case comment(String)
    }

    struct Tag: Equatable {
        var name: String
        var attributes: [String: String] = [:]
        /// Whether it closes itself: `<br/>`.
        var isEmpty = false
    }

    enum Language { case html, xml }

    /// The line of the last token's start, from 1.
    private(set) var line = 1
    private var nextLine = 1
    private let bytes: [UInt8]
    private let language: Language
    private var index = 0
    /// The element whose content is no markup, such as `script`.
    private var rawElement: String?

    init(_ text: String, _ language: Language) {
        bytes = Array(text.utf8)
        self.language = language
    }

    private static let rawElements: Set<String> = [
        "script", "style", "title", "textarea", "xmp", "noembed", "noframes",
    ]

    /// The next token; `nil` at the end.
    mutating func next() -> Token? {
        while index < bytes.count {
            line = nextLine
            let start = index
            let token = step()
            for byte in bytes[start..<index] where byte == 0x0A { nextLine += 1 }
            if let token { return token }
        }
        return nil
    }

    private mutating func step() -> Token? {
        if let name = rawElement {
            rawElement = nil
            return raw(until: name)
        }
        guard bytes[index] == 0x3C else { return text() }
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0
        if Self.isLetter(next) || (language == .xml && next == 0x5F) { return startTag() }
        if next == 0x2F { return endTag() }
        if next == 0x21 || next == 0x3F { return declaration() }
        return text()
    }

    private mutating func text() -> Token? {
        let start = index
        index += 1
        while index < bytes.count, bytes[index] != 0x3C { index += 1 }
        return .text(MarkupEntities.decoded(bytes[start..<index]))
    }

    private mutating func raw(until name: String) -> Token? {
        let start = index
        let close = Array("</\(name)".utf8)
        while index < bytes.count {
            if bytes[index] == 0x3C, Self.has(close, bytes, at: index) { break }
            index += 1
        }
        guard start < index else { return nil }
        let isText = name == "title" || name == "textarea"
        return .text(
            isText
                ? MarkupEntities.decoded(bytes[start..<index])
                : String(decoding: bytes[start..<index], as: UTF8.self))
    }

    private mutating func startTag() -> Token? {
        index += 1
        var tag = Tag(name: name())
        while index < bytes.count, bytes[index] != 0x3E {
            let byte = bytes[index]
            if byte == 0x2F {
                tag.isEmpty = index + 1 < bytes.count && bytes[index + 1] == 0x3E
                index += 1
            } else if Self.isSpace(byte) {
                index += 1
            } else {
                attribute(into: &tag)
            }
        }
        index = min(index + 1, bytes.count)
        if language == .html, Self.rawElements.contains(tag.name), !tag.isEmpty {
            rawElement = tag.name
        }
        return .start(tag)
    }

    private mutating func attribute(into tag: inout Tag) {
        let name = name()
        if name.isEmpty {
            index += 1
            return
        }
        skipSpace()
        var value = ""
        if index < bytes.count, bytes[index] == 0x3D {
            index += 1
            skipSpace()
            value = self.value()
        }
        if tag.attributes.count < DocumentLimits.attributes, tag.attributes[name] == nil {
            tag.attributes[name] = value
        }
    }

    private mutating func value() -> String {
        guard index < bytes.count else { return "" }
        let quote = bytes[index]
        let isQuoted = quote == 0x22 || quote == 0x27
        if isQuoted { index += 1 }
        let start = index
        while index < bytes.count {
            let byte = bytes[index]
            if isQuoted ? byte == quote : byte == 0x3E || Self.isSpace(byte) { break }
            index += 1
        }
        let value = MarkupEntities.decoded(bytes[start..<index])
        if isQuoted { index = min(index + 1, bytes.count) }
        return value
    }

    private mutating func endTag() -> Token? {
        index += 2
        let name = name()
        while index < bytes.count, bytes[index] != 0x3E { index += 1 }
        index = min(index + 1, bytes.count)
        return name.isEmpty ? nil : .end(name)
    }

    private mutating func declaration() -> Token? {
        if Self.has(Array("<!--".utf8), bytes, at: index) {
            return .comment(enclosed(from: index + 4, until: "-->"))
        }
        if Self.has(Array("<![cdata[".utf8), bytes, at: index) {
            return .text(enclosed(from: index + 9, until: "]]>"))
        }
        while index < bytes.count, bytes[index] != 0x3E { index += 1 }
        index = min(index + 1, bytes.count)
        return nil
    }

    private mutating func enclosed(from start: Int, until end: String) -> String {
        let close = Array(end.utf8)
        index = min(start, bytes.count)
        let first = index
        while index < bytes.count, !Self.has(close, bytes, at: index) { index += 1 }
        let text = String(decoding: bytes[first..<index], as: UTF8.self)
        index = min(index + close.count, bytes.count)
        return text
    }

    /// A name; of HTML in lower case, of XML without its prefix.
    private mutating func name() -> String {
        let start = index
        while index < bytes.count {
            let byte = bytes[index]
            if Self.isSpace(byte) || byte == 0x3E || byte == 0x2F || byte == 0x3D
                || byte == 0x22 || byte == 0x27 || byte == 0x3C
            {
                break
            }
            index += 1
        }
        let name = String(decoding: bytes[start..<index], as: UTF8.self)
        switch language {
        case .html: return name.lowercased()
        case .xml: return name.split(separator: ":").last.map(String.init) ?? ""
        }
    }

    private mutating func skipSpace() {
        while index < bytes.count, Self.isSpace(bytes[index]) { index += 1 }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    /// Whether `pattern`, in lower case, stands in `bytes` at `index` in either case.
    private static func has(_ pattern: [UInt8], _ bytes: [UInt8], at index: Int) -> Bool {
        guard index + pattern.count <= bytes.count else { return false }
        for (offset, expected) in pattern.enumerated() {
            let byte = bytes[index + offset]
            let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
            if lower != expected { return false }
        }
        return true
    }
}
