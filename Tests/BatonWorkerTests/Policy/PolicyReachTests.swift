import BatonCore
import BatonDesk
import BatonSimulator
import BatonStore
import Foundation
import Testing

/// How many customers a day the business may write to first, kept by a running worker.
@Suite("The policy's limit on whom the business writes to first", .timeLimit(.minutes(5)))
struct PolicyReachTests {
    private static let other = PolicyRig.customer("85269876543")

    /// A file whose business may write to so many customers first, and has a template for it.
    private static func file(contacts: Int) -> String {
        "rules:\n  - {id: own, effective_from: 2026-11-01, source: us, "
            + "rates: {portfolio: {contacts: \(contacts)}}, "
            + "templates: {any: {name: hello, languages: [zh_HK], text: 你好}}}\n"
    }

    /// A person takes over and sends the template.
    private func send(_ id: String, to customer: WhatsAppWebhookBody.Customer, _ rig: PolicyRig)
        async throws
    {
        let conversation = try await rig.conversation(with: customer).conversation.id
        _ = try await rig.desk.send(.claim(conversation, force: false))
        let reply = try await rig.desk.send(
            .policy(.template(send: SendID(id), conversation: conversation, purpose: "any")))
        guard case .message = reply else {
            Issue.record("\(reply)")
            return
        }
    }

    private func last(_ customer: WhatsAppWebhookBody.Customer, _ rig: PolicyRig) async throws
        -> Message?
    {
        try await rig.conversation(with: customer).messages.last
    }

    private func until(_ what: String, _ rig: PolicyRig, _ holds: () async throws -> Bool)
        async throws
    {
        let end = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < end {
            if try await holds() { return }
            _ = try await rig.desk.send(.status)
        }
        throw WorkerRig.TimedOut(description: "it did not come about that \(what)")
    }

    @Test("one more than the day allows waits, says why, and goes once the day is over")
    func waits() async throws {
        try await PolicyFolder.with { folder in
            try folder.write(Self.file(contacts: 1))
            try await folder.working { rig in
                try await rig.write("請問運費幾錢", id: "a")
                try await rig.write("請問運費幾錢", id: "b", from: Self.other)
                let answered = rig.sent.count
                folder.clock.set("2027-03-03T04:00Z")
                try await send("t1", to: PolicyRig.hongKong, rig)
                try await until("the first is sent", rig) {
                    try await last(PolicyRig.hongKong, rig)?.delivery == .sent
                }
                try await send("t2", to: Self.other, rig)
                try await until("the second waits", rig) {
                    try await last(Self.other, rig)?.failure != nil
                }
                let waiting = try await last(Self.other, rig)
                try await send("t3", to: PolicyRig.hongKong, rig)
                try await until("who was reached is reached again", rig) {
                    try await last(PolicyRig.hongKong, rig)?.delivery == .sent
                }
                let first = rig.sent.count
                folder.clock.set("2027-03-04T04:30Z")
                try await until("the second is sent", rig) {
                    try await last(Self.other, rig)?.delivery == .sent
                }

                #expect(waiting?.delivery == .pending)
                #expect(
                    waiting?.failure?.title?.hasPrefix(
                        "the provider takes 1 customers within 24h that are written to first, and "
                            + "there were as many, by ") == true, "\(waiting?.failure?.title ?? "")"
                )
                #expect(waiting?.failure?.title?.hasSuffix("policy.yaml:2 (own)") == true)
                #expect(first == answered + 2)
                #expect(
                    rig.sent.suffix(3) == ["template hello", "template hello", "template hello"])
            }
        }
    }

    @Test("an answer to a customer who has just written takes no place")
    func answers() async throws {
        try await PolicyFolder.with { folder in
            try folder.write(Self.file(contacts: 1))
            try await folder.working { rig in
                for number in 0..<4 {
                    let customer = PolicyRig.customer("8526000000\(number)")
                    try await rig.write("請問運費幾錢", id: "m\(number)", from: customer)
                    try await send("t\(number)", to: customer, rig)
                }
                try await rig.untilSettled()

                #expect(rig.sent.filter { $0 == "template hello" }.count == 4)
            }
        }
    }
}
