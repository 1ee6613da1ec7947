import BatonCore
import BatonDesk
import BatonStore
import Foundation
import Logging
import Testing

@testable import BatonWorker

/// What a visitor's page tells beside messages: typing, its language, and files that are given up.
@Suite("Web chat beside its messages", .timeLimit(.minutes(5)))
struct WebChatTypingTests {
    /// The next sign of a customer's typing that people hear of.
    private func sign(_ rig: WebChatRig) async -> ConversationID? {
        for await event in rig.worker.desk.events {
            if case .customerTyping(let id) = event { return id }
        }
        return nil
    }

    @Test(
        "people hear that a visitor types in their conversation, seldom enough, and it is not kept")
    func typing() async throws {
        try await WebChatRig.with { rig in
            let page = try await rig.open()
            let before = try await page.ask("POST", "typing", "{}")
            #expect(before.status == 204, "there is nobody to tell yet")
            let other = try await rig.open()
            try await other.write("請問幾點開門？", id: "c-1")
            try await rig.worker.untilSettled()
            let events = try await rig.worker.store.inboundEvents(skipping: 0, limit: 99).count

            for _ in 0..<3 {
                #expect(try await other.ask("POST", "typing", #"{"on":true}"#).status == 204)
            }
            #expect(await sign(rig) == (try await rig.worker.opened().conversation.id))
            try await other.write("有人嗎", id: "c-2")
            try await rig.worker.untilSettled()
            var signs = 0
            for await event in rig.worker.desk.events {
                if case .customerTyping = event { signs += 1 }
                if case .changed = event { break }
            }
            #expect(signs == 0, "three at once are one")
            #expect(
                try await rig.worker.store.inboundEvents(skipping: 0, limit: 99).count == events + 1
            )
            #expect(try await rig.ask("POST", "typing", token: "x").status == 401)
            #expect(
                try await rig.ask(
                    "POST", "typing", token: other.token, origin: "https://evil.example"
                ).status == 403)
        }
    }

    @Test(
        "where a first message says nothing of its language, the page's is answered in",
        arguments: [
            ("en", "???", Language.english), ("zh-HK", "???", .traditionalChinese),
            ("zh-CN", "123", .simplifiedChinese), ("en", "幾點開門", .cantonese),
            ("zh-HK", "When do you open?", .english), ("fr", "???", .english),
        ])
    func language(locale: String, text: String, expected: Language) async throws {
        try await WebChatRig.with { rig in
            let page = try await rig.open(#"{"site_key":"pk_demo","locale":"\#(locale)"}"#)
            try await page.write(text, id: "c-1")
            try await rig.worker.untilSettled()
            let view = try await rig.worker.opened()
            #expect(view.decision?.evidence.language == expected)
            #expect(view.conversation.language == expected)
        }
    }

    @Test(
        "a page's language tag is read by its script, and else by its place",
        arguments: [
            ("en-GB", Language.english), ("zh", .traditionalChinese),
            ("zh-Hant-CN", .traditionalChinese), ("zh-Hans-HK", .simplifiedChinese),
            ("zh_CN", .simplifiedChinese), ("zh-TW", .traditionalChinese), ("yue-HK", .cantonese),
            ("de", nil), ("", nil),
        ])
    func tags(tag: String, expected: Language?) {
        #expect(Language(tag: tag) == expected)
    }

    private struct Later: WallClock {
        func now() -> Timestamp { SystemWallClock().now().adding(milliseconds: 2 * 86_400_000) }
    }

    @Test("an upload that no message named is gone after a day; one that was named stays")
    func sweep() async throws {
        try await WebChatRig.with { rig in
            let page = try await rig.open()
            func upload(_ last: UInt8) async throws -> String {
                let answer = try await rig.ask(
                    "POST", "files", token: page.token,
                    body: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, last])
                return try #require(WebChatRig.json(answer.body)["file"] as? String)
            }
            let named = try await upload(1)
            _ = try await upload(2)
            _ = try await page.ask(
                "POST", "messages", #"{"client_msg_id":"c-1","type":"media","file":"\#(named)"}"#)
            try await rig.worker.until("the named one is known") {
                let view = try? await rig.worker.opened()
                guard let message = view?.messages.first else { return false }
                return try await rig.worker.store.media(of: message.id)?.state == .fetched
            }
            let root = rig.worker.folder + "/media"
            #expect(FileManager.default.createFile(atPath: root + "/.left", contents: Data([1])))
            func sweeper(_ clock: any WallClock) -> MediaSweeper {
                MediaSweeper(
                    store: rig.worker.store, folder: MediaFolder(dataFolder: rig.worker.folder),
                    clock: clock, sleeper: ContinuousClock(),
                    logger: Logger(label: "sweep") { _ in SwiftLogNoOpLogHandler() })
            }

            #expect(try await sweeper(SystemWallClock()).sweep() == 0)
            #expect(try await sweeper(Later()).sweep() == 2)

            let left = try FileManager.default.subpathsOfDirectory(atPath: root)
                .filter { $0.count > 3 }
            let id = try await rig.worker.opened().messages[0].id
            let hash = try await rig.worker.store.media(of: id)?.hash ?? ""
            #expect(left == ["\(hash.prefix(2))/\(hash)"])
            #expect(try await sweeper(Later()).sweep() == 0)
        }
    }
}
