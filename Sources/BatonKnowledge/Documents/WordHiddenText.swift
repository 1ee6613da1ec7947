import BatonArchive

/// Finds what a Word document hides: text marked hidden, white, or too small to see.
///
/// The document's own text is taken by pandoc, which does not tell hidden runs from others.
package enum WordHiddenText {
    /// The runs that a reader of the page would not see, and why the file cannot be read.
    /// - Parameter bytes: the file (.docx).
    package static func read(_ bytes: [UInt8]) -> DocumentContent {
        var content = DocumentContent()
        do throws(ZipArchive.Failure) {
            let archive = try ZipArchive(document: bytes)
            guard let document = try archive.part("word/document.xml") else { throw .notZip }
            scan(document, into: &content)
            if let comments = try archive.part("word/comments.xml") {
                content.hide(words(comments), how: "a comment", at: .whole)
            }
        } catch {
            content.faults.append(
                DocumentContent.Fault(place: .whole, reason: PackedFile.reason(error)))
        }
        return content
    }

    /// The shortest run that is looked for in the document's text: shorter words may stand there
    /// in plain sight as well.
    private static let searched = 8

    /// A block without the hidden runs that stand in it; `nil` where nothing is left.
    package static func without(
        _ hidden: [DocumentContent.Hidden], _ block: DocumentBlock
    ) -> DocumentBlock? {
        var block = block
        for run in hidden where run.how != "a comment" && run.text.count >= searched {
            block.text = block.text.replacing(run.text, with: "")
        }
        return ImportText.trimmed(block.text).isEmpty ? nil : block
    }

    private static func scan(_ xml: [UInt8], into content: inout DocumentContent) {
        var tokens = MarkupTokenizer(String(decoding: xml, as: UTF8.self), .xml)
        var how: String?
        var text = ""
        var isText = false
        var isShaded = false
        while let token = tokens.next() {
            switch token {
            case .start(let tag):
                switch tag.name {
                case "tc": isShaded = false
                case "shd":
                    let fill = tag.attributes["fill"]?.lowercased() ?? "auto"
                    isShaded = isShaded || !["auto", "ffffff"].contains(fill)
                case "r":
                    how = nil
                    text = ""
                case "t": isText = !tag.isEmpty
                default: how = how ?? reason(tag)
                }
            case .text(let words): if isText { text += words }
            case .end("t"): isText = false
            case .end("r"):
                // White on a shade, as in the head of a table, is in plain sight.
                if let how, !(isShaded && how == "white text") {
                    content.hide(text, how: how, at: .whole)
                }
                how = nil
                text = ""
            case .end("tc"): isShaded = false
            default: break
            }
        }
    }

    private static func reason(_ tag: MarkupTokenizer.Tag) -> String? {
        let value = tag.attributes["val"]?.lowercased()
        switch tag.name {
        case "vanish", "webHidden": return ["0", "false"].contains(value) ? nil : "hidden"
        case "color": return value == "ffffff" ? "white text" : nil
        // Half points: 4 is two points.
        case "sz": return value.flatMap { Int($0) }.map { $0 < 4 } ?? false ? "tiny text" : nil
        default: return nil
        }
    }

    private static func words(_ xml: [UInt8]) -> String {
        var tokens = MarkupTokenizer(String(decoding: xml, as: UTF8.self), .xml)
        var text = ""
        while let token = tokens.next() {
            if case .text(let words) = token { text += words }
            if case .end("p") = token { text += "\n" }
        }
        return WhiteSpace.collapsed(text)
    }
}
