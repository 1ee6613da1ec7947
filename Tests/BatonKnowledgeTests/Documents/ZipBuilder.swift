import CZlib

/// Builds zip files for tests.
enum ZipBuilder {
    /// A zip of the parts given, deflated.
    static func zip(_ parts: [(name: String, content: String)], flags: UInt16 = 0) -> [UInt8] {
        zip(parts.map { ($0.name, Array($0.content.utf8)) }, flags: flags)
    }

    /// A zip of the parts given, deflated.
    static func zip(_ parts: [(name: String, content: [UInt8])], flags: UInt16 = 0) -> [UInt8] {
        var output: [UInt8] = []
        var directory: [UInt8] = []
        for part in parts {
            let packed = deflated(part.content)
            let name = Array(part.name.utf8)
            let shared =
                two(20) + two(flags) + two(8) + four(0)
                + four(Int(crc32_z(0, part.content, part.content.count))) + four(packed.count)
                + four(part.content.count) + two(UInt16(name.count)) + two(0)
            directory += four(0x0201_4B50) + two(20) + shared
            directory += two(0) + two(0) + two(0) + four(0) + four(output.count) + name
            output += four(0x0403_4B50) + shared + name + packed
        }
        let start = output.count
        output += directory + four(0x0605_4B50) + four(0)
        output += two(UInt16(parts.count)) + two(UInt16(parts.count))
        output += four(directory.count) + four(start) + two(0)
        return output
    }

    /// A workbook of the sheets' XML given, with shared strings and styles.
    static func workbook(
        sheets: [(name: String, xml: String)], strings: [String] = [], styles: String = "",
        book: String = "", state: String = ""
    ) -> [UInt8] {
        var parts = [
            (
                name: "xl/workbook.xml",
                content: "<workbook>\(book)<sheets>"
                    + sheets.enumerated().map {
                        "<sheet name=\"\($1.name)\" sheetId=\"\($0)\" r:id=\"r\($0)\" "
                            + ($0 > 0 ? state : "") + "/>"
                    }.joined() + "</sheets></workbook>"
            ),
            (
                name: "xl/_rels/workbook.xml.rels",
                content: "<Relationships>"
                    + sheets.indices.map {
                        "<Relationship Id=\"r\($0)\" Target=\"worksheets/s\($0).xml\"/>"
                    }.joined() + "</Relationships>"
            ),
            (
                name: "xl/sharedStrings.xml",
                content: "<sst>"
                    + strings.map { "<si><t>\($0)</t><rPh><t>kana</t></rPh></si>" }.joined()
                    + "</sst>"
            ),
            (name: "xl/styles.xml", content: "<styleSheet>\(styles)</styleSheet>"),
        ]
        for (index, sheet) in sheets.enumerated() {
            parts.append(
                (
                    name: "xl/worksheets/s\(index).xml",
                    content: "<worksheet><sheetData>\(sheet.xml)</sheetData></worksheet>"
                ))
        }
        return zip(parts)
    }

    /// The bare deflate data of some bytes: zlib's form without its head of 2 and its tail of 4.
    static func deflated(_ bytes: [UInt8]) -> [UInt8] {
        var size = compressBound(UInt(bytes.count))
        var output = [UInt8](repeating: 0, count: Int(size))
        guard compress(&output, &size, bytes, UInt(bytes.count)) == Z_OK else { return [] }
        return Array(output[2..<(Int(size) - 4)])
    }

    private static func two(_ number: UInt16) -> [UInt8] {
        [UInt8(number & 0xFF), UInt8(number >> 8)]
    }

    private static func four(_ number: Int) -> [UInt8] {
        (0..<4).map { UInt8(number >> ($0 * 8) & 0xFF) }
    }
}
