import BatonChannels
import BatonCore
import Crypto
import Foundation
import Testing

/// A visitor who signs in to the shop in the same browser.
@Suite("Web chat after signing in", .timeLimit(.minutes(5)))
struct WebChatJoiningTests {
    private static func opening(_ user: String, guest: String?, signed: String? = nil) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Data((signed ?? user).utf8),
            using: SymmetricKey(data: Data(WebChatRig.secret.utf8)))
        let hash = code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let rest = guest.map { #","guest":"\#($0)""# } ?? ""
        return #"{"site_key":"pk_demo","user":{"id":"\#(user)","hash":"\#(hash)"}\#(rest)}"#
    }

    @Test("what was written before is theirs, on every device, and no longer the guest's")
    func joined() async throws {
        try await WebChatRig.with { rig in
            let guest = try await rig.open()
            try await guest.write("我要搵真人", id: "c-1")
            try await rig.worker.untilSettled()

            let page = try await rig.open(Self.opening("7", guest: guest.token))
            let first = try await page.poll().first
            #expect(first?.field("text") == "我要搵真人")
            #expect(first?.field("client_msg_id") == "c-1")
            try await page.write("我係陳小姐", id: "c-2")
            try await rig.worker.untilSettled()
            #expect(try await rig.worker.conversations().count == 1)
            let elsewhere = try await rig.open(Self.opening("7", guest: nil))
            #expect(try await elsewhere.poll().count == (try await page.poll().count))
            #expect(try await guest.ask("GET", "messages").status == 401)
        }
    }

    @Test("only the guest's own token joins, and only to whom the shop signs for")
    func refused() async throws {
        try await WebChatRig.with { rig in
            let guest = try await rig.open()
            try await guest.write("請問幾點開門？", id: "c-1")
            try await rig.worker.untilSettled()

            let forged = try await rig.ask(
                "POST", "sessions",
                body: Array(Self.opening("7", guest: guest.token, signed: "8").utf8))
            #expect(forged.status == 401)
            let other = try await rig.open(Self.opening("7", guest: "made-up"))
            #expect(try await other.poll().isEmpty)
            // A signed-in customer's token is no guest's: two customers are never joined.
            try await other.write("喂", id: "c-2")
            try await rig.worker.untilSettled()
            let third = try await rig.open(Self.opening("9", guest: other.token))
            #expect(try await third.poll().isEmpty)
            #expect(try await guest.poll().isEmpty == false)
            #expect(try await other.poll().isEmpty == false)
        }
    }
}
