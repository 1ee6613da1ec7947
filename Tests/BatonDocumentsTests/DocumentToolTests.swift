import BatonDocuments
import BatonKnowledge
import Foundation
import Testing

@Suite("Word and PDF through the programs that read them", .timeLimit(.minutes(10)))
struct DocumentToolTests {
    private static let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    private static let hasPandoc = DocumentTool.pandoc.location(path: path) != nil
    private static let hasPDF = DocumentTool.pdftotext.location(path: path) != nil

    /// Runs pandoc to make a Word document of a Markdown text.
    private static func word(_ markdown: String) throws -> [UInt8] {
        let folder = NSTemporaryDirectory() + "baton-word-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data(markdown.utf8).write(to: URL(fileURLWithPath: folder + "/a.md"))
        let process = Process()
        process.executableURL = URL(
            fileURLWithPath: try #require(DocumentTool.pandoc.location(path: path)))
        process.arguments = ["-f", "markdown", "-o", folder + "/a.docx", folder + "/a.md"]
        try process.run()
        process.waitUntilExit()
        return Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/a.docx")))
    }

    /// The smallest PDF with a page for each text, in ASCII.
    private static func pdf(_ pages: [String]) -> [UInt8] {
        var objects = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Count \(pages.count) /Kids ["
                + pages.indices.map { "\(4 + $0 * 2) 0 R" }.joined(separator: " ") + "] >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
        for (index, text) in pages.enumerated() {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                .map { "(\($0)) Tj T*" }.joined(separator: " ")
            let stream = "BT /F1 12 Tf 16 TL 50 700 Td \(lines) ET"
            objects.append(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents \(5 + index * 2)"
                    + " 0 R /Resources << /Font << /F1 3 0 R >> >> >>")
            objects.append("<< /Length \(stream.utf8.count) >>\nstream\n\(stream)\nendstream")
        }
        var text = "%PDF-1.4\n"
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(text.utf8.count)
            text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = text.utf8.count
        text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for offset in offsets {
            text += String(repeating: "0", count: 10 - "\(offset)".count) + "\(offset) 00000 n \n"
        }
        text += "trailer << /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF"
        return Array(text.utf8)
    }

    @Test(
        "a Word document's headings, lists and tables are read",
        .enabled(if: hasPandoc, "pandoc is not installed: apt-get install pandoc"))
    func word() async throws {
        let bytes = try Self.word(
            """
            # 送貨

            滿 $300 免運費。

            - 順豐

            | Size | Price |
            |------|-------|
            | M    | 120   |
            """)

        let content = await DocumentReader(path: Self.path).read(bytes, format: .word)

        #expect(content.faults == [])
        #expect(
            content.blocks == [
                DocumentBlock(.heading(1), "送貨", at: .whole),
                DocumentBlock(.paragraph, "滿 $300 免運費。", at: .whole),
                DocumentBlock(.item, "順豐", at: .whole),
                DocumentBlock(.row, "Size: M; Price: 120", at: .whole),
            ])
    }

    @Test(
        "a PDF is read page by page",
        .enabled(if: hasPDF, "pdftotext is not installed: apt-get install poppler-utils"))
    func pdf() async {
        let bytes = Self.pdf(["We ship on weekdays.", "", "Returns take 7 days."])

        let content = await DocumentReader(path: Self.path).read(bytes, format: .pdf)

        #expect(
            content.blocks == [
                DocumentBlock(.paragraph, "We ship on weekdays.", at: .page(1)),
                DocumentBlock(.paragraph, "Returns take 7 days.", at: .page(3)),
            ])
        #expect(content.faults.map(\.place) == [.page(2)])
    }

    @Test(
        "what is no Word document or PDF is told, and leaves nothing in the temporary folder",
        .enabled(if: hasPandoc && hasPDF, "pandoc or poppler-utils is not installed"))
    func broken() async {
        let reader = DocumentReader(path: Self.path)
        let junk = (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ ($0 >> 3)) }

        let word = await reader.read(junk, format: .word)
        let pdf = await reader.read(Array("%PDF-1.7\n".utf8) + junk, format: .pdf)

        #expect(word.faults.count == 1)
        #expect(pdf.faults.count == 1)
        #expect(word.blocks + pdf.blocks == [])
    }

    @Test("a program that writes without end, or never ends, is stopped")
    func limits() async throws {
        let folder = NSTemporaryDirectory() + "baton-tool-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let fake = folder + "/pdftotext"
        try Data("#!/bin/sh\nexec yes\n".utf8).write(to: URL(fileURLWithPath: fake))
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: fake)

        let content = await DocumentReader(path: folder + ":" + Self.path).read(
            Array("%PDF".utf8), format: .pdf)

        #expect(content.blocks == [])
        #expect(content.faults.count == 1)
    }
}
