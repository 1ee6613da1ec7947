/// The kinds of documents that are read.
package enum DocumentFormat: String, Sendable, CaseIterable {
    case text = "txt"
    case markdown = "md"
    case html
    case csv
    case word = "docx"
    case workbook = "xlsx"
    case pdf

    /// The format that a file's name tells.
    package init?(fileName: String) {
        switch Self.ending(fileName) {
        case "txt", "text": self = .text
        case "md", "markdown": self = .markdown
        case "html", "htm", "xhtml": self = .html
        case "csv": self = .csv
        case "docx": self = .word
        case "xlsx", "xlsm": self = .workbook
        case "pdf": self = .pdf
        default: return nil
        }
    }

    /// What a name ends with, in lower case, without the dot.
    package static func ending(_ fileName: String) -> String {
        guard let dot = fileName.lastIndex(of: ".") else { return "" }
        return fileName[fileName.index(after: dot)...].lowercased()
    }
}
