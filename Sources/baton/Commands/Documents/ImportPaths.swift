import BatonCore
import BatonDocuments
import BatonKnowledge
import Foundation

/// What a command line names, sorted: files of entries, and sources of documents.
struct ImportPaths {
    /// Files of entries, absolute.
    private(set) var entryFiles: [String] = []
    /// Files, folders and websites that hold documents.
    private(set) var sources: [KnowledgeSource] = []
    /// Named files that are of no kind that is read.
    private(set) var refused: [String] = []

    init(_ paths: [String], site: SiteLimits) throws {
        for path in paths {
            if path.hasPrefix("http://") || path.hasPrefix("https://") {
                guard let address = WebAddress(path) else {
                    throw Failure(
                        .usage,
                        "\(path) is no address that can be imported; write it whole, "
                            + "without user and password")
                }
                sources.append(KnowledgeSource(location: address.description, site: site))
            } else {
                try add(absolutePath(path))
            }
        }
    }

    private mutating func add(_ path: String) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Failure(.usage, "there is no file or folder \(path)")
        }
        if isFolder.boolValue {
            entryFiles += Self.files(in: path).filter(Self.holdsEntries)
            if !DocumentFile.list(path).isEmpty {
                sources.append(KnowledgeSource(location: path))
            }
        } else if Self.holdsEntries(path) {
            entryFiles.append(path)
        } else if DocumentFormat(fileName: path) != nil {
            sources.append(KnowledgeSource(location: path))
        } else {
            refused.append(
                "\(path): is of no kind that is read; use .jsonl, .csv or .md for entries, "
                    + ".txt, .md, .html, .csv, .docx, .xlsx or .pdf for documents")
        }
    }

    /// The files in a folder, by name; those whose path has a part that begins with a dot are
    /// passed over.
    static func files(in folder: String) -> [String] {
        let inside = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String }
        return (inside ?? []).filter { name in
            !name.split(separator: "/").contains { $0.hasPrefix(".") }
        }.sorted().map { folder + "/" + $0 }
    }

    /// Whether a file holds entries: its name says so, and for CSV, workbooks and Markdown its
    /// beginning.
    static func holdsEntries(_ path: String) -> Bool {
        guard let format = KnowledgeImport.Format(fileName: path) else { return false }
        return KnowledgeImport.holdsEntries(head(of: path, format), format: format)
    }

    private static func head(of path: String, _ format: KnowledgeImport.Format) -> [UInt8] {
        guard let handle = FileHandle(forReadingAtPath: path) else { return [] }
        defer { try? handle.close() }
        if format == .workbook {
            return Array((try? handle.read(upToCount: DocumentLimits.fileBytes)) ?? Data())
        }
        return TextDecoding.utf8(Array((try? handle.read(upToCount: 64 * 1024)) ?? Data())).bytes
    }
}

/// A file that is a document, with its name in a knowledge base.
struct DocumentFile {
    /// Its path, absolute.
    let path: String
    /// Its name: alone the file's name, in a folder also the folder's and the way to it.
    let name: String

    /// The documents of a source that is a file or a folder; empty where it is not there.
    static func list(_ location: String) -> [DocumentFile] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: location, isDirectory: &isFolder) else {
            return []
        }
        let last = (location as NSString).lastPathComponent
        guard isFolder.boolValue else { return [DocumentFile(path: location, name: last)] }
        return ImportPaths.files(in: location).filter {
            DocumentFormat(fileName: $0) != nil && !ImportPaths.holdsEntries($0)
        }.map { DocumentFile(path: $0, name: last + $0.dropFirst(location.count)) }
    }
}
