/// What a workbook says of its sheets and texts.
struct Workbook {
    struct Sheet {
        var name: String
        var relation: String
        var isHidden: Bool
    }

    private(set) var sheets: [Sheet] = []
    private(set) var isFrom1904 = false

    init(_ xml: [UInt8]) {
        var tokens = MarkupTokenizer(String(decoding: xml, as: UTF8.self), .xml)
        while let token = tokens.next() {
            guard case .start(let tag) = token else { continue }
            if tag.name == "sheet", sheets.count < 256 {
                sheets.append(
                    Sheet(
                        name: tag.attributes["name"] ?? "", relation: tag.attributes["id"] ?? "",
                        isHidden: tag.attributes["state"].map { $0 != "visible" } ?? false))
            } else if tag.name == "workbookPr" {
                isFrom1904 = ["1", "true"].contains(tag.attributes["date1904"])
            }
        }
    }

    /// The parts by the ids that the workbook names them with.
    static func targets(_ xml: [UInt8]) -> [String: String] {
        var result: [String: String] = [:]
        var tokens = MarkupTokenizer(String(decoding: xml, as: UTF8.self), .xml)
        while let token = tokens.next() {
            guard case .start(let tag) = token, tag.name == "Relationship",
                let id = tag.attributes["Id"]
            else { continue }
            result[id] = tag.attributes["Target"]
        }
        return result
    }

    /// The texts that cells share; readings (`rPh`) are left out.
    static func strings(_ xml: [UInt8]) -> [String] {
        var result: [String] = []
        var text = ""
        var isText = false
        var isReading = false
        var tokens = MarkupTokenizer(String(decoding: xml, as: UTF8.self), .xml)
        while let token = tokens.next() {
            switch token {
            case .start(let tag) where tag.name == "si":
                text = ""
                if tag.isEmpty { result.append("") }
            case .start(let tag) where tag.name == "t": isText = !tag.isEmpty
            case .start(let tag) where tag.name == "rPh": isReading = !tag.isEmpty
            case .end("t"): isText = false
            case .end("rPh"): isReading = false
            case .end("si"): result.append(text)
            case .text(let words) where isText && !isReading: text += words
            default: break
            }
        }
        return result
    }
}
