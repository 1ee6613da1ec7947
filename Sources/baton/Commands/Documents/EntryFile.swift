import BatonDocuments
import BatonKnowledge
import Foundation

/// A file of entries, in whatever character set it was saved.
struct EntryFile {
    /// The character set that it was in, where that is not UTF-8.
    let converted: String?
    private let path: String
    private let format: KnowledgeImport.Format
    private let bytes: [UInt8]

    /// Reads a file.
    /// - Throws: ``Failure`` where it is of no kind that holds entries, or cannot be read.
    init(_ path: String) throws {
        guard let format = KnowledgeImport.Format(fileName: path) else {
            throw Failure(.usage, "\(path): is neither .jsonl, .csv, .xlsx nor .md")
        }
        self.path = path
        self.format = format
        guard let data = FileManager.default.contents(atPath: path).map(Array.init) else {
            throw Failure(.usage, "cannot read \(path)")
        }
        if format == .workbook {
            (bytes, converted) = (data, nil)
        } else {
            let text = TextDecoding.utf8(data)
            bytes = text.bytes
            converted = text.characterSet == "utf-8" ? nil : text.characterSet
        }
    }

    /// Its entries, and what was amiss.
    func entries(of knowledge: String, tenant: String? = nil) -> ImportReport {
        KnowledgeImport.read(
            bytes, file: path, format: format, knowledge: knowledge, tenant: tenant)
    }
}
