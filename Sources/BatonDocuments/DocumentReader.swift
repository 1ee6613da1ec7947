import BatonCore
package import BatonKnowledge

/// Reads a document of any kind; what it cannot read it says, with the place.
package struct DocumentReader: Sendable {
    /// The environment's `PATH`, where tools are looked for.
    private let path: String

    /// Makes a reader.
    package init(path: String) { self.path = path }

    /// Reads a document.
    /// - Parameter characterSet: what the sender says the text is written in.
    package func read(
        _ bytes: [UInt8], format: DocumentFormat, characterSet: String? = nil,
        dropsFooter: Bool = false
    ) async -> DocumentContent {
        guard bytes.count <= DocumentLimits.fileBytes else {
            return Self.refused(
                "the file is larger than \(DocumentLimits.fileBytes >> 20) MiB; split it",
                "檔案超過 \(DocumentLimits.fileBytes >> 20) MiB；請分拆")
        }
        switch format {
        case .text:
            return text(bytes, characterSet) { PlainTextDocument.read($0) }
        case .markdown:
            return text(bytes, characterSet) { MarkdownDocument.read($0) }
        case .html:
            return text(bytes, characterSet ?? HTMLDocument.characterSet(bytes)) {
                HTMLDocument.read($0, dropsFooter: dropsFooter)
            }
        case .csv:
            let decoded = TextDecoding.decode(bytes, named: characterSet)
            return TableFile.read(Array(decoded.text.utf8))
        case .workbook:
            return PackedFile.isOldOffice(bytes)
                ? Self.oldOffice : SpreadsheetDocument.read(bytes)
        case .word: return await word(bytes)
        case .pdf:
            return await made(by: .pdftotext, bytes) { PDFDocument.read($0) }
        }
    }

    private func text(
        _ bytes: [UInt8], _ characterSet: String?, _ read: (String) -> DocumentContent
    ) -> DocumentContent {
        guard bytes.count <= DocumentLimits.textBytes else {
            return Self.refused(
                "the text is larger than \(DocumentLimits.textBytes >> 20) MiB; split it",
                "文字超過 \(DocumentLimits.textBytes >> 20) MiB；請分拆")
        }
        let decoded = TextDecoding.decode(bytes, named: characterSet)
        guard !decoded.text.utf8.contains(0), decoded.unreadable * 20 <= bytes.count else {
            return Self.refused(
                "the file is not text; check what it is", "檔案不是文字；請檢查內容")
        }
        var content = read(decoded.text)
        if decoded.unreadable > 0 {
            content.faults.append(
                DocumentContent.Fault(
                    place: .whole,
                    reason: BilingualText(
                        "\(decoded.unreadable) characters cannot be read as"
                            + " \(decoded.characterSet); save the file as UTF-8",
                        "有 \(decoded.unreadable) 個字元不能以 \(decoded.characterSet) 讀取；"
                            + "請把檔案存成 UTF-8")))
        }
        return content
    }

    private func word(_ bytes: [UInt8]) async -> DocumentContent {
        if PackedFile.isOldOffice(bytes) { return Self.oldOffice }
        let hidden = WordHiddenText.read(bytes)
        if !hidden.faults.isEmpty { return hidden }
        var content = await made(by: .pandoc, bytes) { HTMLDocument.read($0) }
        content.blocks = content.blocks.compactMap { block in
            WordHiddenText.without(hidden.hidden, block)
        }
        for index in content.blocks.indices { content.blocks[index].place = .whole }
        content.hidden = hidden.hidden
        content.title = nil
        return content
    }

    private func made(
        by tool: DocumentTool, _ bytes: [UInt8], _ read: (String) -> DocumentContent
    ) async -> DocumentContent {
        do throws(ToolRun.Failure) {
            let output = try await ToolRun(tool: tool, path: path).text(of: bytes)
            return read(String(decoding: output, as: UTF8.self))
        } catch {
            return Self.refused(Self.reason(error, tool))
        }
    }

    private static func reason(_ failure: ToolRun.Failure, _ tool: DocumentTool) -> BilingualText {
        switch failure {
        case .missing:
            BilingualText(
                "\(tool.use) need `\(tool.rawValue)`, which is not installed; \(tool.advice)",
                "需要 `\(tool.rawValue)`，尚未安裝；請執行 apt-get install \(tool.debianPackage)")
        case .tooSlow:
            BilingualText(
                "`\(tool.rawValue)` did not finish in \(DocumentTool.seconds) seconds; split it",
                "`\(tool.rawValue)` 未能在 \(DocumentTool.seconds) 秒內完成；請分拆文件")
        case .tooMuch:
            BilingualText(
                "it holds more text than \(DocumentTool.outputBytes >> 20) MiB; split it",
                "文字超過 \(DocumentTool.outputBytes >> 20) MiB；請分拆文件")
        case .failed(let status):
            BilingualText(
                "`\(tool.rawValue)` cannot read it (status \(status)); open it and save it again",
                "`\(tool.rawValue)` 不能讀取（狀態 \(status)）；請開啟後重新儲存")
        case .cannotStart:
            BilingualText(
                "`\(tool.rawValue)` cannot be started; check the temporary folder",
                "`\(tool.rawValue)` 不能啟動；請檢查暫存資料夾")
        }
    }

    private static var oldOffice: DocumentContent {
        refused(
            "the file is of an old kind or under a password; save it as .docx or .xlsx without one",
            "檔案是舊格式或有密碼；請存成沒有密碼的 .docx 或 .xlsx")
    }

    private static func refused(_ english: String, _ chinese: String) -> DocumentContent {
        refused(BilingualText(english, chinese))
    }

    private static func refused(_ reason: BilingualText) -> DocumentContent {
        var content = DocumentContent()
        content.faults = [DocumentContent.Fault(place: .whole, reason: reason)]
        return content
    }
}
