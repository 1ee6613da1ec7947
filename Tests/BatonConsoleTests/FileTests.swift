import BatonCore
import BatonDesk
import BatonUI
import Foundation
import Synchronization
import Testing

@testable import BatonConsole

@Suite("Files in the console", .timeLimit(.minutes(10)))
struct FileTests {
    private let id = ConversationID("c1")
    private static let offer = FileOffer(kind: .document, mime: "application/pdf")
    private static let file = FileAttachment(
        path: "/home/may/price.pdf", name: "price.pdf", sizeBytes: 1_230_000, offer: offer)

    private func holding() -> Driver {
        var driver = Driver()
        driver.openFirst(SampleDesk.view(SampleDesk.row(1, owner: .agent(SampleDesk.may.id))))
        return driver
    }

    /// The driver with the sample file attached.
    private func attached() -> Driver {
        var driver = holding()
        driver.press("u")
        driver.type(Self.file.path)
        driver.press("enter")
        driver.hear(.fileOffered(Self.file, id))
        return driver
    }

    private func send(_ id: SendID, caption: String = "") -> FileSend {
        FileSend(
            send: id, conversation: ConversationID("c1"), name: "price.pdf",
            sizeBytes: 1_230_000, caption: caption)
    }

    @Test("a message whose file was removed for its age says so, in both languages")
    func removed() {
        var view = SampleDesk.view(SampleDesk.row(1, owner: .agent(SampleDesk.may.id)))
        var photo = MessageContent(type: .image)
        photo.filename = "a.jpg"
        let last = view.messages.count - 1
        view.messages[last].content = photo
        view.messages[last].fileRemovedAt = SampleDesk.now
        var driver = Driver()
        driver.openFirst(view)

        #expect(driver.screen.contains("[image] a.jpg – file removed: too old to keep"))
        driver.model.language = .traditionalChinese
        #expect(driver.screen.contains("[圖片] a.jpg – 檔案已過保留期，已移除"))
    }

    @Test("a path is asked for, its file shown with name and size, and sent with what is written")
    func attach() throws {
        var driver = holding()
        driver.press("r")
        driver.type("hi")
        #expect(driver.press("ctrl+o").work == [])
        driver.type(" '/home/may/price.pdf'")
        #expect(driver.screen.contains("Send which file?"))
        #expect(driver.press("enter").work == [.offerFile(" '/home/may/price.pdf'", id)])
        #expect(driver.press("enter").work == [], "it is being looked at")
        driver.hear(.fileOffered(Self.file, id))
        #expect(driver.model.overlay == nil)
        #expect(driver.screen.contains("+ [document] price.pdf (1.2 MB)"))

        let effects = driver.press("enter").work
        guard case .sendFile(let outgoing) = effects.first else {
            Issue.record("\(effects)")
            return
        }
        #expect(outgoing.path == "/home/may/price.pdf")
        #expect(outgoing.reply == send(outgoing.reply.send, caption: "hi"))
        driver.hear(.fileCarried(id, 615_000))
        #expect(driver.screen.contains("(1.2 MB))") == false)
        #expect(driver.screen.contains("→ 50%"))
        #expect(driver.press("enter").work == [], "it is on its way")

        driver.hear(
            .reply(
                .message(SampleDesk.message(9, "", from: .agent(SampleDesk.may.id))),
                to: .files(.send(outgoing.reply))))
        #expect(driver.model.attachments == [:])
        #expect(driver.model.conversation?.draft.text == "")
        #expect(!driver.screen.contains("price.pdf"))
    }

    @Test("a file that will not do says why where its path is asked for, and the path stays")
    func refused() {
        var driver = holding()
        driver.press("u")
        driver.type("/nowhere.pdf")
        driver.press("enter")
        driver.hear(
            .fileRefused(BilingualText("There is no file at /nowhere.pdf.", "沒有檔案"), id))
        #expect(driver.screen.contains("There is no file at /nowhere.pdf."))
        #expect(driver.screen.contains("› /nowhere.pdf"))
        driver.press("backspace")
        #expect(!driver.screen.contains("There is no file"))
        driver.press("esc")
        #expect(driver.model.attachments == [:])
    }

    @Test("over a broken line the same file with the same words is the same reply, never two")
    func broken() throws {
        var driver = attached()
        guard case .sendFile(let first) = driver.press("enter").work.first else {
            Issue.record("nothing is sent")
            return
        }
        driver.hear(.failed("the worker has gone", to: .files(.send(first.reply))))
        #expect(
            driver.notice == "The line broke while sending. Enter sends it again – never twice.")
        #expect(driver.press("enter").work == [.sendFile(first)])
        driver.hear(
            .reply(.refused(DeskRefusal(.conflict, "no")), to: .files(.send(first.reply))))
        #expect(driver.notice == "no")
        guard case .sendFile(let second) = driver.press("enter").work.first else {
            Issue.record("nothing is sent")
            return
        }
        #expect(second.reply.send != first.reply.send)
    }

    @Test("a file stays with its conversation while another is read, and an empty path removes it")
    func kept() {
        var driver = attached()
        driver.press("esc", "q")
        driver.openFirst(SampleDesk.view(SampleDesk.row(1, owner: .agent(SampleDesk.may.id))))
        #expect(driver.screen.contains("price.pdf"))
        driver.press("u", "ctrl+u", "enter")
        #expect(driver.model.attachments == [:])
        #expect(!driver.screen.contains("price.pdf"))
    }

    @Test("a file in the thread shows its name and size, and is fetched to be opened")
    func thread() {
        var view = SampleDesk.view()
        view.messages[0].content = MessageContent(type: .image)
        view.messages[0].content.filename = "相.jpg"
        view.messages[0].content.sizeBytes = 48_200
        var driver = Driver(columns: 120, rows: 40)
        driver.openFirst(view)
        #expect(driver.screen.contains("[image] 相.jpg (48 kB)"))
        #expect(driver.press("o").work == [.fetchFile(view.messages[0].id)])
        #expect(driver.notice == "Fetching the file…")
    }

    @Test(
        "a path is read as people type it and terminals paste it",
        arguments: [
            ("/a/b.pdf", "/a/b.pdf"), ("  /a/b c.pdf \n", "/a/b c.pdf"),
            ("'/a/b c.pdf' ", "/a/b c.pdf"), ("\"/a/b.pdf\"", "/a/b.pdf"),
            ("/a/b\\ c\\(1\\).pdf", "/a/b c(1).pdf"), ("~/b.pdf", "/home/may/b.pdf"),
            ("file:///a/%E7%9B%B8%20b.pdf", "/a/相 b.pdf"),
            ("file://localhost/a/b%zz.pdf", "/a/b%zz.pdf"), ("b.pdf", "b.pdf"), ("", ""),
            ("'", "'"),
        ])
    func paths(typed: String, expected: String) {
        #expect(LocalFile.path(typed: typed, home: "/home/may") == expected)
    }

    @Test(
        "an opened file is called by what it is, whatever its sender calls it",
        arguments: [
            ("相.jpg", "image/jpeg", "相.jpg"), ("evil.desktop", "image/png", "evil.png"),
            ("../../x.sh", "application/pdf", "___x.pdf"), ("a.docx", "application/zip", "a.docx"),
            ("a.exe", "application/zip", "a.bin"), ("", "audio/ogg", "file.ogg"),
            ("run\u{1B}[31m.txt", "text/plain", "run__31m.txt"),
            ("a", "application/octet-stream", "a.bin"),
        ])
    func names(given: String, mime: String, expected: String) {
        let piece = FilePiece(sizeBytes: 1, mime: mime, name: given, bytes: FileBytes([1]))
        #expect(
            SafeFileName.name(of: piece, message: MessageID("0199-abcd1234"))
                == "abcd1234-" + expected)
    }
}
