import BatonCore

/// Records of separated values.
///
/// Source: RFC 4180; bare LF line ends are taken too, and the semicolons and tabs that spreadsheet
/// programs write in commas' place.
struct CSVReader {
    /// One record with the line it starts on.
    struct Record: Equatable {
        var fields: [String]
        var line: Int
    }

    /// The line being read.
    private(set) var line = 1
    private let bytes: ArraySlice<UInt8>
    private let separator: UInt8
    private var index: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        separator = Self.separator(of: bytes)
        index = bytes.startIndex
    }

    /// Whichever of tab, semicolon and comma the first lines hold most of outside quotes.
    private static func separator(of bytes: ArraySlice<UInt8>) -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in bytes.prefix(8 * 1024) {
            if byte == 0x22 { isQuoted.toggle() }
            if !isQuoted, [0x2C, 0x3B, 0x09].contains(byte) { counts[byte, default: 0] += 1 }
            if !isQuoted, byte == 0x0A, !counts.isEmpty { break }
        }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0x2C
    }

    /// The next record; `nil` at the end.
    mutating func next() throws(ImportRefusal) -> Record? {
        guard index < bytes.endIndex else { return nil }
        let start = line
        var fields: [String] = []
        while true {
            fields.append(try field(startLine: start))
            guard index < bytes.endIndex else { break }
            let byte = bytes[index]
            index += 1
            if byte == separator { continue }
            if byte == 0x0D, index < bytes.endIndex, bytes[index] == 0x0A { index += 1 }
            line += 1
            break
        }
        return Record(fields: fields, line: start)
    }

    private mutating func field(startLine: Int) throws(ImportRefusal) -> String {
        var content: [UInt8] = []
        if index < bytes.endIndex, bytes[index] == 0x22 {
            index += 1
            while true {
                guard index < bytes.endIndex else {
                    throw ImportRefusal(
                        "a quoted field is not closed; add the closing quote",
                        "加了引號的欄位沒有結束；請補上引號", line: startLine)
                }
                let byte = bytes[index]
                index += 1
                if byte == 0x22 {
                    guard index < bytes.endIndex, bytes[index] == 0x22 else { break }
                    index += 1
                } else if byte == 0x0A {
                    line += 1
                }
                content.append(byte)
            }
            if index < bytes.endIndex, ![separator, 0x0A, 0x0D].contains(bytes[index]) {
                throw ImportRefusal(
                    "there is text after a closing quote; double the quotes inside a field",
                    "結束引號後還有文字；欄位內的引號須寫兩個", line: line)
            }
        } else {
            while index < bytes.endIndex, ![separator, 0x0A, 0x0D].contains(bytes[index]) {
                content.append(bytes[index])
                index += 1
            }
        }
        guard let text = String(validating: content, as: UTF8.self) else {
            throw ImportRefusal(ImportText.notUTF8.reason, line: startLine)
        }
        return text
    }
}
