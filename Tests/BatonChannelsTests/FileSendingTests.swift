import BatonCore
import Foundation
import Testing

@testable import BatonChannels

@Suite("Sending files")
struct FileSendingTests {
    private static let person = ContactAddress(phone: "+85291234567", providerID: "5")
    private static let file = OutboundFile(
        path: "/data/f", sizeBytes: 9, mime: "application/pdf", filename: "價目.pdf")

    private static func content(_ kind: MessageContent.Kind = .document) -> MessageContent {
        var content = MessageContent(type: kind)
        content.filename = file.filename
        content.mime = file.mime
        content.sizeBytes = file.sizeBytes
        content.caption = "新價"
        return content
    }

    private static func part(_ name: String, _ value: String) -> String {
        "--b1\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
    }

    private static func head(_ name: String) -> String {
        "--b1\r\nContent-Disposition: form-data; name=\"\(name)\"; filename=\"價目.pdf\"\r\n"
            + "Content-Type: application/pdf\r\n\r\n"
    }

    @Test(
        "a file goes as its own kind, else as a document, else not at all",
        arguments: [
            ("whatsapp_cloud", "image/jpeg", 4_000_000, "image"),
            ("whatsapp_cloud", "image/jpeg", 6_000_000, "document"),
            ("whatsapp_cloud", "image/gif", 1000, "document"),
            ("whatsapp_cloud", "video/mp4", 16_000_001, "document"),
            ("whatsapp_cloud", "application/pdf", 100_000_000, "document"),
            (
                "whatsapp_cloud", "application/pdf", 100_000_001,
                "the file has 100 MB; the channel takes at most 100 MB of its type"
            ),
            ("d360", "audio/ogg", 1000, "audio"), ("wati", "image/png", 1000, "image"),
            (
                "twilio", "application/pdf", 16_200_000,
                "the file has 16.2 MB; the channel takes at most 16 MB of its type"
            ),
            ("telegram", "image/webp", 10_000_000, "image"),
            ("telegram", "image/jpeg", 10_000_001, "document"),
            ("telegram", "audio/ogg", 1000, "document"),
            ("webchat", "image/gif", 1000, "image"),
            ("generic_webhook", "text/plain", 1000, "document"),
            ("respond_io", "video/mp4", 16_000_001, "document"),
        ])
    func kinds(channel: String, mime: String, bytes: Int, expected: String) throws {
        let capabilities = try TestChannel.adapter(channel).capabilities
        let found: String
        do throws(CannotSend) {
            found = try FileFit.kind(of: mime, sizeBytes: bytes, within: capabilities).rawValue
        } catch {
            found = error.reason
        }
        #expect(found == expected)
    }

    @Test("Telegram and WATI take the file in the very send, as one form")
    func carried() throws {
        let telegram = try #require(
            try TestChannel.adapter("telegram") as? any CarryingChannel)
        let photo = try telegram.request(
            for: TestChannel.send(Self.content(.image), to: Self.person, replyTo: "5:8"),
            carrying: Self.file, boundary: "b1")
        #expect(photo.url == "https://api.telegram.org/botaccess_token-1/sendPhoto")
        #expect(photo.headers == ["content-type": "multipart/form-data; boundary=b1"])
        #expect(
            String(decoding: photo.body, as: UTF8.self)
                == Self.part("chat_id", "5") + Self.part("caption", "新價")
                + Self.part(
                    "reply_parameters", #"{"allow_sending_without_reply":true,"message_id":8}"#)
                + Self.head("photo"))
        #expect(
            photo.file
                == .init(path: "/data/f", sizeBytes: 9, tail: Array("\r\n--b1--\r\n".utf8)))

        let wati = try #require(try TestChannel.adapter("wati") as? any CarryingChannel)
        let document = try wati.request(
            for: TestChannel.send(Self.content(), to: Self.person, account: "+85221112222"),
            carrying: Self.file, boundary: "b1")
        #expect(
            document.url == "https://live-mt-server.wati.io/api/ext/v3/conversations/messages/file")
        #expect(document.headers["authorization"] == "Bearer access_token-1")
        #expect(
            String(decoding: document.body, as: UTF8.self)
                == Self.part("target", "85221112222:85291234567") + Self.part("caption", "新價")
                + Self.head("file"))
    }

    @Test("360dialog takes the file first, and what it gives is an id and nothing else")
    func uploaded() throws {
        let adapter = try #require(try TestChannel.adapter("d360") as? any UploadingChannel)
        let request = try adapter.uploadRequest(account: "390", file: Self.file, boundary: "b1")
        #expect(request.url == "https://waba-v2.360dialog.io/media")
        #expect(request.headers["d360-api-key"] == "access_token-1")
        func reading(_ status: Int, _ body: String) -> ProviderReading {
            adapter.uploadReading(of: TestChannel.answer(status, body))
        }
        #expect(reading(200, #"{"id":"77"}"#) == .accepted(providerID: "77"))
        #expect(
            reading(200, #"{"id":"../me"}"#)
                == .unclear(ProviderError(code: 200, title: "an answer without a media id")))
        #expect(
            reading(400, #"{"error":{"code":131053,"message":"Media upload error"}}"#)
                == .refused(ProviderError(code: 131053, title: "Media upload error")))
        #expect(reading(502, "") == .unclear(ProviderError(code: 502, title: "HTTP 502")))
    }

    @Test("where a provider fetches the file, its address goes out, signed where all else is")
    func linked() throws {
        var content = Self.content()
        content.url = "https://desk.example.hk/media/1/s/m/a.pdf"
        let generic = try TestChannel.adapter("generic_webhook", apiBase: "https://tool.example")
        let request = try generic.request(for: TestChannel.send(content, to: Self.person))
        #expect(
            TestChannel.json(request)
                == [
                    "type": "message.send",
                    "data": [
                        "id": "send-1", "account": "390", "text": "新價",
                        "contact": ["id": "5", "phone": "+85291234567"],
                        "file": [
                            "kind": "document", "mime": "application/pdf", "name": "價目.pdf",
                            "size": 9, "url": "https://desk.example.hk/media/1/s/m/a.pdf",
                        ] as NSDictionary,
                    ] as NSDictionary,
                ] as NSDictionary)
        content.caption = nil
        let bare = try generic.request(for: TestChannel.send(content, to: Self.person))
        #expect(String(decoding: bare.body, as: UTF8.self).contains(#""text":"""#))
    }

    @Test("who fetches files needs to know where this worker is, and the refusal names it")
    func objections() throws {
        for channel in ["whatsapp_cloud", "d360", "telegram", "wati", "webchat"] {
            #expect(
                try TestChannel.adapter(channel).objectionToFiles(publicURL: nil) == nil,
                "\(channel)"
            )
        }
        for channel in ["twilio", "respond_io", "generic_webhook"] {
            let adapter = try TestChannel.adapter(channel)
            #expect(adapter.objectionToFiles(publicURL: "https://desk.example.hk") == nil)
            #expect(
                adapter.objectionToFiles(publicURL: nil)?.reason.hasSuffix(
                    "fetches files from an address, and http.public_url is missing; set it to the "
                        + "https address that leads to this worker") == true)
        }
    }
}
