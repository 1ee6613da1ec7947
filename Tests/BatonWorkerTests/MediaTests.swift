import BatonConfiguration
import BatonCore
import BatonDesk
import BatonSimulator
import BatonStore
import BatonWorker
import Foundation
import Testing

/// Fetching what customers send.
@Suite("The worker and customers' files", .timeLimit(.minutes(2)))
struct MediaTests {
    private static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + Array(repeating: 7, count: 5000)
    private static let photo =
        #"{"update_id":9,"message":{"message_id":3,"from":{"id":5,"first_name":"欣"},"#
        + #""chat":{"id":5,"type":"private"},"date":1795406400,"photo":[{"file_id":"big","#
        + #""width":8,"height":6,"file_size":5004}]}}"#

    /// The one file there is, once its fate is known.
    private func record(_ rig: WorkerRig) async throws -> MediaRecord {
        var found: MediaRecord?
        try await rig.until("the file's fate is known") {
            let view = try? await rig.opened()
            guard let message = view?.messages.first else { return false }
            found = try await rig.store.media(of: message.id)
            return found.map { $0.state != .pending } ?? false
        }
        return try #require(found)
    }

    private func telegram(
        file: ScriptedProvider.Answer,
        _ body: @escaping @Sendable (ChannelRig) async throws -> Void
    ) async throws {
        try await ChannelRig.telegram(
            answers: { request in
                if request.path.hasSuffix("getFile") {
                    return .json(#"{"ok":true,"result":{"file_path":"photos/file_1.jpg"}}"#)
                }
                return request.path.hasPrefix("/file/") ? file : ChannelRig.telegramTook
            }, body)
    }

    @Test("a picture is fetched once and kept by its hash, for nobody else to read")
    func fetched() async throws {
        try await telegram(file: .init(body: Self.jpeg)) { rig in
            try await rig.telegram(Self.photo)
            let record = try await record(rig.worker)
            try await rig.telegram(Self.photo)
            try await rig.worker.untilSettled()

            #expect(record.state == .fetched)
            #expect(record.mime == "image/jpeg")
            #expect(record.bytes == 5004)
            let path = MediaFolder(dataFolder: rig.worker.folder).path(of: record.hash ?? "")
            #expect(FileManager.default.contents(atPath: path).map(Array.init) == Self.jpeg)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
            #expect(mode as? Int == 0o600)
            #expect(rig.asked("file_1.jpg").map(\.path) == ["/file/bot77:abc/photos/file_1.jpg"])
            let kept = try FileManager.default.contentsOfDirectory(
                atPath: rig.worker.folder + "/media")
            #expect(kept == [String((record.hash ?? "").prefix(2))])
        }
    }

    @Test("what is not the picture that it says is not kept")
    func disguised() async throws {
        try await telegram(file: .init(body: Array("<html>".utf8))) { rig in
            try await rig.telegram(Self.photo)
            let record = try await record(rig.worker)
            #expect(record.state == .refused)
            #expect(record.why == "it is sent as image and is application/octet-stream")
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: rig.worker.folder + "/media")
                    .isEmpty)
        }
    }

    @Test("more bytes than a bot may fetch are not taken")
    func large() async throws {
        try await telegram(
            file: .init(body: Self.jpeg + Array(repeating: 0, count: 20_000_000))
        ) { rig in
            try await rig.telegram(Self.photo)
            let record = try await record(rig.worker)
            #expect(record.state == .refused)
            #expect(record.why == "it is larger than 20000000 bytes")
        }
    }

    @Test("a redirect to this machine is not followed")
    func redirected() async throws {
        try await telegram(
            file: .init(
                status: 302, headers: ["location": "https://127.0.0.1:1/secret"], body: [])
        ) { rig in
            try await rig.telegram(Self.photo)
            let record = try await record(rig.worker)
            #expect(record.state == .refused)
            #expect(record.why == "127.0.0.1 leads to an address that is loopback")
        }
    }

    /// Names that lead into the house, as an attacker's own name server would have it.
    private struct Deceiver: HostResolver {
        func addresses(of host: String) async -> [[UInt8]] {
            switch host {
            case "meta.example": [[169, 254, 169, 254]]
            case "mixed.example": [[93, 184, 216, 34], [10, 0, 0, 1]]
            case "six.example": [[0xFD] + Array(repeating: 0, count: 14) + [1]]
            default: await SystemResolver().addresses(of: host)
            }
        }
    }

    /// Addresses that lead to this machine or its network, or try to look as if they did not.
    private static func addresses(port: Int) -> [String] {
        let hosts = [
            "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1",
            "017700000001", "127.255.255.254", "localhost", "LOCALHOST", "0.0.0.0", "0", "[::1]",
            "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:0:0:1]",
            "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[::127.0.0.1]", "10.0.0.1", "10.255.255.255",
            "172.16.0.1", "172.31.255.254", "192.168.0.1", "192.168.255.254", "169.254.169.254",
            "169.254.1.1", "100.64.0.1", "168.63.129.16", "192.0.0.1", "192.0.2.1",
            "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1",
            "255.255.255.255", "[fe80::1]", "[fc00::1]", "[fd00:ec2::254]", "[fec0::1]",
            "[ff02::1]", "[2001:db8::1]", "[2001::1]", "[100::1]", "meta.example",
            "mixed.example", "six.example",
        ]
        return hosts.map { "https://\($0):\(port)/x.jpg" } + [
            "http://127.0.0.1:1/x.jpg", "http://example.com/x.jpg", "https://user@127.0.0.1/x.jpg",
            "https://api.respond.io@127.0.0.1:\(port)/x.jpg", "file:///etc/passwd",
            "ftp://127.0.0.1/x.jpg", "gopher://127.0.0.1:\(port)/x", "https:///x.jpg",
            "//127.0.0.1/x",
            "https://127.0.0.1:\(port)\\@api.respond.io/x.jpg",
        ]
    }

    @Test("sixty addresses that lead into the house are never connected to")
    func deceptive() async throws {
        try await ChannelRig.with(
            "respond_io", account: "1",
            secrets: ["signing_key": "k", "access_token": "t"],
            answers: { _ in .init(body: Self.jpeg) }, surrounded: { $0.resolver = Deceiver() }
        ) { rig in
            let addresses = Self.addresses(port: rig.providerPort)
            #expect(addresses.count == 60)
            let events = addresses.enumerated().map { index, address in
                var event = InboundEvent(kind: .message, provider: "respond_io", account: "1")
                event.id = "m\(index)"
                event.contact = ContactAddress(phone: "+85291234567", providerID: "5")
                event.content = MessageContent(type: .image)
                event.content?.url = address
                return event
            }
            _ = try await rig.worker.store.ingest(
                ReceivedWebhook(
                    connection: "shop", body: [], receivedAt: SystemWallClock().now()),
                events: events)
            try await rig.worker.untilSettled()
            let messages = try await rig.worker.opened().messages.filter {
                $0.author == .customer
            }
            #expect(messages.count == 60)
            for message in messages {
                try await rig.worker.until("\(message.content.url ?? "") is refused") {
                    try await rig.worker.store.media(of: message.id)?.state == .refused
                }
            }
            #expect(rig.provider.requests.filter { $0.path.hasSuffix("x.jpg") }.isEmpty)
            #expect(
                !FileManager.default.fileExists(atPath: rig.worker.folder + "/media"))
        }
    }
}
