import BatonCore
import BatonDesk
import BatonStore
import BatonWorker
import Foundation
import Testing

/// Files of visitors, both ways.
@Suite("The chat's files", .timeLimit(.minutes(3)))
struct WebChatFileTests {
    static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3, 4]

    private func upload(
        _ bytes: [UInt8], by page: WebChatRig.Page, name: String = "%E7%9B%B8%2F.png"
    ) async throws -> WorkerRig.Answer {
        try await page.rig.ask(
            "POST", "files", token: page.token, headers: [("x-file-name", name)], body: bytes)
    }

    @Test("a visitor's picture is kept by its hash, shown to people, given to its visitor alone")
    func picture() async throws {
        try await WebChatRig.with { rig in
            let page = try await rig.open()
            let kept = try await upload(Self.png, by: page)
            #expect(kept.status == 201)
            let file = WebChatRig.json(kept.body)["file"] as? String ?? ""
            let answer = try await page.ask(
                "POST", "messages",
                #"{"client_msg_id":"c-1","type":"media","file":"\#(file)","caption":"單"}"#)
            #expect(answer.status == 202)
            try await rig.worker.until("the file is there for people") {
                let view = try? await rig.worker.opened()
                guard let message = view?.messages.first else { return false }
                return try await rig.worker.store.media(of: message.id)?.state == .fetched
            }

            let event = try #require(try await page.poll().first)
            #expect(event.field("type") == "image")
            #expect(!event.data.contains("hash"))
            let id = event.field("id") ?? ""
            let back = try await rig.ask("GET", "files/\(id)", token: page.token)
            #expect(back.status == 200)
            #expect(back.contentType == "image/png")
            let message = try await rig.worker.opened().messages[0]
            #expect(message.content.filename == "相_.png")
            let shown = try await rig.worker.desk.send(.files(.read(message.id, offset: 0)))
            #expect(
                shown
                    == .files(
                        .piece(
                            FilePiece(
                                sizeBytes: Self.png.count, mime: "image/png", name: "相_.png",
                                bytes: FileBytes(Self.png)))))

            let stranger = try await rig.open()
            #expect(try await stranger.ask("GET", "files/\(id)").status == 404)
            #expect(
                try await stranger.ask(
                    "POST", "messages",
                    #"{"client_msg_id":"c-1","type":"media","file":"\#(file)"}"#
                ).status == 400)
        }
    }

    @Test("programs, pages, what nothing is known of and what is too large are not taken")
    func refused() async throws {
        try await WebChatRig.with { rig in
            let page = try await rig.open()
            for bytes in [
                Array("MZ and a program".utf8), Array("#!/bin/sh and so on".utf8),
                Array("<!doctype html><script>".utf8), Array("what is this text".utf8),
            ] {
                #expect(try await upload(bytes, by: page).status == 415)
            }
            #expect(try await upload([], by: page).status == 415)
            let large = Self.png + [UInt8](repeating: 0, count: 10_000_000)
            #expect(try await upload(large, by: page).status == 413)
            let folder = rig.worker.folder + "/media"
            let left = try? FileManager.default.subpathsOfDirectory(atPath: folder)
            #expect((left ?? []).isEmpty)
        }
    }

    @Test("a file that we send is given to whom it was sent")
    func sent() async throws {
        try await WebChatRig.with { rig in
            let page = try await rig.open()
            let other = try await rig.open()
            try await page.write("運費幾錢", id: "c-1")
            try await other.write("運費幾錢", id: "c-1")
            try await rig.worker.untilSettled()
            // The shop's own file lies in the folder by its hash, as every file does.
            let kept = try await upload(Self.png, by: other)
            #expect(kept.status == 201)
            let folder = rig.worker.folder + "/media"
            let hash = try #require(
                FileManager.default.subpathsOfDirectory(atPath: folder)
                    .first { $0.count > 60 }?.split(separator: "/").last)
            var content = MessageContent(type: .image)
            content.mediaID = String(hash)
            content.mime = "image/png"
            content.filename = "目錄.png"
            try await send(content, to: page)

            let event = try #require(try await page.poll().last)
            #expect(event.field("author") == "bot")
            #expect(event.data.contains(#""name":"目錄.png""#))
            let id = event.field("id") ?? ""
            #expect(try await page.ask("GET", "files/\(id)").contentType == "image/png")
            #expect(try await other.ask("GET", "files/\(id)").status == 404)
        }
    }

    /// The bot's next answer is a file.
    private func send(_ content: MessageContent, to page: WebChatRig.Page) async throws {
        let store = page.rig.worker.store
        let first = try #require(try await page.poll().first?.field("id"))
        let rows = try await page.rig.worker.conversations()
        for row in rows {
            let thread = try await store.messages(in: row.id, before: nil, limit: 9)
            guard thread.first?.providerID == first,
                var decision = try await store.latestDecision(in: row.id)
            else { continue }
            // Another decision on the same turn needs a new epoch.
            let may = PersonID("may")
            let now = SystemWallClock().now()
            _ = try await store.claim(row.id, by: may, force: false, now: now)
            let back = try await store.returnToBot(row.id, by: may, note: nil, now: now)
            decision.id = DecisionID("file-1")
            decision.epoch = back.epoch
            let isRecorded = try await store.record(
                decision,
                effect: DecisionEffect(sends: [
                    PlannedSend(
                        id: SendID("file-send"), message: MessageID("file-message"),
                        author: .bot, content: content)
                ]), now: now)
            #expect(isRecorded)
        }
        try await page.rig.worker.untilSettled()
    }
}
