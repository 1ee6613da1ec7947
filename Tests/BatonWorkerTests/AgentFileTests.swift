import BatonConfiguration
import BatonCore
import BatonDesk
import BatonSimulator
import BatonStore
import BatonWorker
import Foundation
import Testing

/// Files that agents send: from the Desk's pieces to what the provider is asked.
@Suite("The worker and agents' files", .timeLimit(.minutes(10)))
struct AgentFileTests {
    private static let pdf: [UInt8] = Array("%PDF-1.7 price list".utf8)
    private static let jpeg: [UInt8] =
        [0xFF, 0xD8, 0xFF, 0xE0] + (0..<2_500_000).map { UInt8(truncatingIfNeeded: $0) }

    /// Carries a file in pieces and has it sent.
    private static func send(
        _ bytes: [UInt8], named name: String, caption: String = "", as send: SendID = SendID("f1"),
        in conversation: ConversationID, by desk: DeskClient
    ) async throws -> DeskReply {
        for offset in stride(from: 0, to: bytes.count, by: FileBytes.pieceBytes) {
            let piece = bytes[offset..<min(bytes.count, offset + FileBytes.pieceBytes)]
            let reply = try await desk.send(
                .files(.piece(send, offset: offset, FileBytes(Array(piece)))))
            guard reply == .files(.kept(offset + piece.count)) else { return reply }
        }
        return try await desk.send(
            .files(
                .send(
                    FileSend(
                        send: send, conversation: conversation, name: name,
                        sizeBytes: bytes.count, caption: caption))))
    }

    private static func offer(
        _ bytes: [UInt8], named name: String, sizeBytes: Int? = nil, in id: ConversationID,
        by desk: DeskClient
    ) async throws -> DeskReply {
        try await desk.send(
            .files(
                .offer(
                    id, name: name, sizeBytes: sizeBytes ?? bytes.count,
                    head: FileBytes(Array(bytes.prefix(FileBytes.headBytes))))))
    }

    /// A customer has written, and the conversation is taken over.
    private static func taken(_ rig: WorkerRig) async throws -> ConversationID {
        try await rig.untilSettled()
        let id = try await rig.opened().conversation.id
        _ = try await rig.desk.send(.claim(id, force: true))
        return id
    }

    private static func whatsApp(
        answers: @escaping @Sendable (ScriptedProvider.Request) async -> ScriptedProvider.Answer = {
            $0.path.hasSuffix("/media")
                ? .json(#"{"id":"77"}"#)
                : .json(#"{"messages":[{"id":"wamid.\#($0.body.count)"}]}"#)
        },
        _ body: @escaping @Sendable (ChannelRig, ConversationID) async throws -> Void
    ) async throws {
        try await ChannelRig.with(
            "whatsapp_cloud", account: WorkerRig.account,
            secrets: ["app_secret": WorkerRig.secret, "access_token": "t"], answers: answers
        ) { rig in
            try await rig.worker.post(
                WhatsAppWebhookBody.text(
                    "我要搵真人", id: "w1", from: WorkerRig.customer(1),
                    account: WorkerRig.account, seconds: SystemWallClock().now().seconds),
                to: "/webhooks/shop")
            try await body(rig, try await taken(rig.worker))
        }
    }

    @Test("a file of several pieces is kept by its hash, uploaded once, and sent by its media id")
    func whatsApp() async throws {
        try await Self.whatsApp { rig, id in
            let desk = rig.worker.desk
            #expect(
                try await Self.offer(Self.jpeg, named: "新貨.jpg", in: id, by: desk)
                    == .files(.offered(FileOffer(kind: .image, mime: "image/jpeg"))))
            let reply = try await Self.send(
                Self.jpeg, named: "/home/may/新貨.jpg", caption: "啱啱到", in: id, by: desk)
            guard case .message(let message) = reply else {
                Issue.record("\(reply)")
                return
            }
            try await rig.worker.untilSettled()

            var content = MessageContent(type: .image)
            content.filename = "新貨.jpg"
            content.mime = "image/jpeg"
            content.sizeBytes = Self.jpeg.count
            content.caption = "啱啱到"
            #expect(message.content == content)
            let shown = try await rig.worker.opened().messages.last
            #expect(shown?.content == content)
            #expect(shown?.delivery == .sent)
            let record = try #require(try await rig.worker.store.media(of: message.id))
            let path = MediaFolder(dataFolder: rig.worker.folder).path(of: record.hash ?? "")
            #expect(FileManager.default.contents(atPath: path).map(Array.init) == Self.jpeg)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
            #expect(mode as? Int == 0o600)

            let uploads = rig.asked("/media")
            #expect(uploads.map(\.path) == ["/v26.0/\(WorkerRig.account)/media"])
            let upload = try #require(uploads.first)
            #expect(upload.headers["content-length"] == "\(upload.body.count)")
            let boundary = upload.headers["content-type"]?.split(separator: "=").last ?? ""
            let tail = Self.jpeg + Array("\r\n--\(boundary)--\r\n".utf8)
            #expect(Array(upload.body.suffix(tail.count)) == tail)
            let sends = rig.asked("/messages").filter { $0.text.contains(#""type":"image""#) }
            #expect(sends.count == 1)
            #expect(sends.first?.text.contains(#""image":{"caption":"啱啱到","id":"77"}"#) == true)
        }
    }

    @Test("the same send again is the same reply, though its bytes came again")
    func repeated() async throws {
        try await Self.whatsApp { rig, id in
            let first = try await Self.send(
                Self.pdf, named: "a.pdf", in: id, by: rig.worker.desk)
            let second = try await Self.send(
                Self.pdf, named: "a.pdf", in: id, by: rig.worker.desk)
            try await rig.worker.untilSettled()
            guard case .message(let one) = first, case .message(let other) = second else {
                Issue.record("\(first) \(second)")
                return
            }
            #expect(one.id == other.id)
            #expect(rig.asked("/media").count == 1)
            let files = try await rig.worker.opened().messages.filter {
                $0.content.type == .document
            }
            #expect(files.count == 1)
        }
    }

    @Test("an upload that fails is made again, and the message goes out once")
    func retried() async throws {
        let tries = Counter()
        try await Self.whatsApp(answers: { request in
            guard request.path.hasSuffix("/media") else {
                return .json(#"{"messages":[{"id":"wamid.1"}]}"#)
            }
            return tries.next() == 1
                ? .json("", status: 502) : .json(#"{"id":"77"}"#)
        }) { rig, id in
            _ = try await Self.send(Self.pdf, named: "a.pdf", in: id, by: rig.worker.desk)
            try await rig.worker.untilSettled()
            #expect(rig.asked("/media").count == 2)
            #expect(
                rig.asked("/messages").filter { $0.text.contains(#""type":"document""#) }.count == 1
            )
            #expect(try await rig.worker.opened().messages.last?.delivery == .sent)
        }
    }

    private final class Counter: Sendable {
        private let count = NSLock()
        nonisolated(unsafe) private var value = 0
        func next() -> Int {
            count.withLock {
                value += 1
                return value
            }
        }
    }

    @Test("Telegram takes a document in the send itself")
    func telegram() async throws {
        try await ChannelRig.telegram(answers: { _ in ChannelRig.telegramTook }) { rig in
            try await rig.telegram(ChannelRig.update(9, text: "我要搵真人"))
            let id = try await Self.taken(rig.worker)
            _ = try await Self.send(
                Self.pdf, named: "價目.pdf", caption: "請看", in: id, by: rig.worker.desk)
            try await rig.worker.untilSettled()
            let sent = rig.asked("/sendDocument")
            #expect(sent.count == 1)
            let text = sent.first?.text ?? ""
            #expect(text.contains("name=\"chat_id\"\r\n\r\n5\r\n"))
            #expect(text.contains("name=\"caption\"\r\n\r\n請看\r\n"))
            #expect(
                text.contains(
                    "name=\"document\"; filename=\"價目.pdf\"\r\nContent-Type: application/pdf\r\n\r\n"
                        + "%PDF-1.7 price list\r\n--"))
        }
    }

    private static func generic(
        publicURL: String?,
        _ body: @escaping @Sendable (ChannelRig, ConversationID) async throws -> Void
    ) async throws {
        try await ChannelRig.with(
            "respond_io", account: "1", secrets: ["signing_key": "k", "access_token": "t"],
            answers: { _ in .json(#"{"messageId":"9"}"#) },
            configured: { $0.http.publicURL = publicURL }
        ) { rig in
            var event = InboundEvent(kind: .message, provider: "respond_io", account: "1")
            event.id = "m1"
            event.contact = ContactAddress(phone: "+85291234567", providerID: "5")
            event.content = .text("我要搵真人")
            event.at = SystemWallClock().now().seconds
            _ = try await rig.worker.store.ingest(
                ReceivedWebhook(
                    connection: "shop", body: [], receivedAt: SystemWallClock().now()),
                events: [event])
            try await body(rig, try await taken(rig.worker))
        }
    }

    @Test("a provider that fetches files gets a signed address, and nobody gets another file by it")
    func linked() async throws {
        try await Self.generic(publicURL: "https://desk.example.hk") { rig, id in
            _ = try await Self.send(Self.pdf, named: "價 目.pdf", in: id, by: rig.worker.desk)
            try await rig.worker.untilSettled()
            let sent = try #require(rig.provider.requests.last { $0.text.contains("attachment") })
            let whole = try JSONSerialization.jsonObject(with: Data(sent.body))
            let body = (whole as? [String: Any])?["message"] as? [String: Any]
            let attachment = body?["attachment"] as? [String: Any]
            let url = try #require(attachment?["url"] as? String)
            let base = "https://desk.example.hk"
            #expect(url.hasPrefix(base + "/media/"))
            #expect(url.hasSuffix("/%E5%83%B9%20%E7%9B%AE.pdf"))
            let path = String(url.dropFirst(base.count))

            let got = try await rig.worker.http("GET", path)
            #expect(got.status == 200)
            #expect(got.body == "%PDF-1.7 price list")
            #expect(got.contentType == "application/pdf")
            let parts = path.split(separator: "/").map(String.init)
            let later = String((Int64(parts[1]) ?? 0) + 1)
            for wrong in [
                "/media/\(later)/\(parts[2])/\(parts[3])/a.pdf",
                "/media/\(parts[1])/\(parts[2])/other/a.pdf",
                "/media/\(parts[1])/\(String(repeating: "0", count: 64))/\(parts[3])/a.pdf",
                "/media/\(parts[1])//\(parts[3])/a.pdf", "/media/", "/media/../store.sqlite",
            ] {
                #expect(try await rig.worker.http("GET", wrong).status == 404, "\(wrong)")
            }
        }
    }

    @Test("without a public address such a file is refused before it is carried, and says why")
    func unreachable() async throws {
        try await Self.generic(publicURL: nil) { rig, id in
            let reply = try await Self.offer(
                Self.pdf, named: "a.pdf", in: id, by: rig.worker.desk)
            #expect(
                reply
                    == .refused(
                        DeskRefusal(
                            .conflict,
                            "Respond.io fetches files from an address, and http.public_url is "
                                + "missing; set it to the https address that leads to this worker",
                            chinese: "Respond.io 會從網址取檔案，但未設定 http.public_url；"
                                + "請主管設為可連到此伺服器的 https 網址")))
        }
    }

    @Test("what cannot be sent is refused with a reason, and leaves nothing behind")
    func refused() async throws {
        try await Self.whatsApp { rig, id in
            let desk = rig.worker.desk
            func why(_ bytes: [UInt8], _ name: String, sizeBytes: Int? = nil) async throws -> String
            {
                let reply = try await Self.offer(
                    bytes, named: name, sizeBytes: sizeBytes, in: id, by: desk)
                guard case .refused(let refusal) = reply else { return "\(reply)" }
                return refusal.description
            }
            let unknown =
                "is a program, or nothing tells what it is; pictures, sound, films, PDF, office "
                + "files and plain text can be sent"
            #expect(try await why(Array("MZ program".utf8), "a.pdf") == "'a.pdf' \(unknown)")
            #expect(try await why(Array("#!/bin/sh".utf8), "a.txt") == "'a.txt' \(unknown)")
            #expect(try await why([1, 2, 3], "a.dat") == "'a.dat' \(unknown)")
            #expect(try await why([], "a.pdf", sizeBytes: 0) == "the file is empty")
            #expect(
                try await why(Self.pdf, "a.pdf", sizeBytes: 120_000_000)
                    == "the file has 120 MB; the channel takes at most 100 MB of its type")
            #expect(
                try await Self.offer(
                    Array("價目,元\n茶,20".utf8), named: "a.csv", in: id, by: desk)
                    == .files(.offered(FileOffer(kind: .document, mime: "text/csv"))))

            // The last word is the bytes', whatever was said of them before.
            let disguised = try await Self.send(
                Array("MZ program".utf8), named: "a.pdf", as: SendID("f2"), in: id, by: desk)
            guard case .refused(let refusal) = disguised else {
                Issue.record("\(disguised)")
                return
            }
            #expect(refusal.description == "'a.pdf' \(unknown)")
            let broken = try await desk.send(
                .files(.piece(SendID("f3"), offset: 5, FileBytes([1]))))
            #expect(
                broken
                    == .refused(
                        DeskRefusal(
                            .conflict, "the file did not come whole; send it again",
                            chinese: "檔案傳送中斷；請再送一次")))
            #expect(rig.asked("/media").isEmpty)
        }
    }

    @Test("only who holds the conversation sends files in it")
    func held() async throws {
        try await Self.whatsApp { rig, id in
            let desk = rig.worker.desk
            _ = try await desk.send(.returnToBot(id, note: nil))
            let reply = try await Self.send(Self.pdf, named: "a.pdf", in: id, by: desk)
            guard case .refused(let refusal) = reply else {
                Issue.record("\(reply)")
                return
            }
            #expect(refusal.code == .conflict)
            #expect(rig.asked("/media").isEmpty)
        }
    }

    @Test("people read a file in pieces, and are told why one is not there")
    func read() async throws {
        try await Self.whatsApp { rig, id in
            let desk = rig.worker.desk
            guard
                case .message(let message) = try await Self.send(
                    Self.jpeg, named: "a.jpg", in: id, by: desk)
            else {
                Issue.record("not sent")
                return
            }
            var bytes: [UInt8] = []
            for _ in 0..<3 {
                guard
                    case .files(.piece(let piece)) = try await desk.send(
                        .files(.read(message.id, offset: bytes.count)))
                else {
                    Issue.record("no piece")
                    return
                }
                #expect(piece.sizeBytes == Self.jpeg.count)
                #expect(piece.name == "a.jpg")
                bytes += piece.bytes.bytes
            }
            #expect(bytes == Self.jpeg)
            let text = try await rig.worker.opened().messages[0].id
            #expect(
                try await desk.send(.files(.read(text, offset: 0)))
                    == .refused(
                        DeskRefusal(.notFound, "the file is not here", chinese: "檔案未能取得")))
        }
    }
}
