import BatonCore
import BatonDesk
import BatonSimulator
import BatonStore
import BatonWorker
import Foundation
import Synchronization
import Testing

/// A number that moves to another provider while conversations go on: files are edited beside a running
/// worker, nothing else is done.
@Suite("Drill: another provider takes over the number", .timeLimit(.minutes(5)))
struct ProviderChangeTests {
    private static let question = "請問運費幾錢"
    private static let old = InboxID(connection: "meta", account: WorkerRig.account)

    /// The provider that takes over, and the number's account there.
    enum Target: CaseIterable, CustomTestStringConvertible {
        case dialog360, twilio

        var testDescription: String { self == .twilio ? "Twilio" : "360dialog" }

        var inbox: InboxID {
            self == .twilio
                ? InboxID(connection: "twilio", account: ChannelDialect.twilio.account)
                : InboxID(connection: "dialog", account: "777000111222333")
        }

        var channel: String { self == .twilio ? "twilio" : "d360" }

        var connection: String {
            self == .twilio
                ? "channel: twilio, auth_token: t, account_sid: AC1" : PolicyFolder.dialog360
        }

        /// A customer's text by it.
        func message(_ text: String, id: Int, from customer: Int, _ folder: PolicyFolder)
            -> ChannelDialect.Webhook
        {
            let seconds = folder.clock.now().seconds
            if self == .twilio {
                return ChannelDialect.twilio.message(
                    text, number: id, from: customer, connection: inbox.connection,
                    seconds: seconds)
            }
            return ChannelDialect.Webhook(
                headers: ["content-type": "application/json", "x-baton-webhook-token": "h"],
                body: WhatsAppWebhookBody.text(
                    text, id: "in-\(id)", from: ProviderChangeTests.customer(customer),
                    account: inbox.account, seconds: seconds))
        }

        /// What the provider was told to say in words, of one of its requests.
        func words(_ request: ScriptedProvider.Request) -> String? {
            guard request.method == "POST" else { return nil }
            if self == .twilio {
                return request.path.hasSuffix("/Messages.json") ? request.field("Body") : nil
            }
            let json = try? JSONSerialization.jsonObject(with: Data(request.body))
            return ((json as? [String: Any])?["text"] as? [String: Any])?["body"] as? String
        }
    }

    /// The customers of ``ChannelDialect``, with their user ids.
    static func customer(_ number: Int) -> WhatsAppWebhookBody.Customer {
        WhatsAppWebhookBody.Customer(
            phone: "852\(60_000_000 + number)", userID: "HK.\(number)", name: "客\(number)")
    }

    private func old(_ text: String, id: Int, from customer: Int, _ folder: PolicyFolder)
        -> ChannelDialect.Webhook
    {
        ChannelDialect.whatsappCloud.message(
            text, number: id, from: customer, connection: "meta",
            seconds: folder.clock.now().seconds)
    }

    /// Everything that the providers are asked, as either answers it.
    private static func answer(_ request: ScriptedProvider.Request) -> ScriptedProvider.Answer {
        if request.method == "GET" { return .json(#"{"messages":[]}"#) }
        if request.path.hasSuffix("/Messages.json") {
            return .json(#"{"sid":"SM\#(abs(request.body.hashValue))"}"#, status: 201)
        }
        return PolicyFolder.accepted(request)
    }

    private func view(_ rig: PolicyRig, of customer: Int) async throws -> ConversationView {
        let phone = "+852\(60_000_000 + customer)"
        for row in try await rig.conversations() where row.contactPhone == phone {
            if case .opened(let view) = try await rig.desk.send(.open(row.id, limit: 100)) {
                return view
            }
        }
        throw WorkerRig.TimedOut(description: "customer \(customer) has no conversation")
    }

    @Test(
        "conversations, owners, windows and what was not sent go on; late webhooks find their way",
        arguments: Target.allCases)
    func anotherAccount(_ target: Target) async throws {
        let isDown = Mutex(false)
        try await PolicyFolder.with(answers: { request in
            isDown.withLock { $0 } && request.path.hasSuffix("\(WorkerRig.account)/messages")
                ? .json(#"{"error":{"code":131016,"message":"down"}}"#, status: 503)
                : Self.answer(request)
        }) { folder in
            try folder.connect(["meta": (PolicyFolder.cloud, [WorkerRig.account: []])])
            folder.clock.set("2027-03-01T04:00Z")
            try await folder.working { rig in
                try await rig.post(old(Self.question, id: 1, from: 1, folder), to: "meta")
                try await rig.untilSettled()
                try await rig.post(old("我要搵真人", id: 2, from: 2, folder), to: "meta")
                try await rig.untilSettled()
                let held = try await view(rig, of: 2)
                _ = try await rig.desk.send(.claim(held.conversation.id, force: false))
                isDown.withLock { $0 = true }
                _ = try await rig.desk.send(
                    .reply(
                        send: SendID("r"), conversation: held.conversation.id, text: "跟進緊",
                        replyTo: "in-2"))
                while try await view(rig, of: 2).messages.last?.failure == nil {}
                let before = try await rig.conversations()
                let answered = try await view(rig, of: 1)

                try folder.connect([
                    "meta": (PolicyFolder.cloud, [:]),
                    target.inbox.connection: (
                        target.connection, [target.inbox.account: [Self.old.description]]
                    ),
                ])
                let asked = folder.provider.requests.count
                #expect(try await rig.reload().isOther == true)
                try await rig.untilSettled()

                // The agent sees the same conversation, by the new provider, in the same window.
                let moved = try await view(rig, of: 2)
                #expect(moved.conversation.id == held.conversation.id)
                #expect(moved.conversation.inbox == target.inbox)
                #expect(moved.conversation.channel == target.channel)
                #expect(moved.conversation.owner.agent != nil)
                #expect(moved.conversation.lastCustomerAt == held.conversation.lastCustomerAt)
                #expect(moved.conversation.window == ServiceWindow(milliseconds: 86_400_000))
                #expect(moved.messages.map(\.delivery).last == .sent)
                let late = folder.provider.requests[asked...].compactMap(target.words)
                #expect(late == ["跟進緊"])

                // The old provider still tells what became of what it sent, and a message that it held.
                let sent = try #require(answered.messages.last)
                let sentID = try #require(sent.providerID)
                let status = try #require(
                    ChannelDialect.whatsappCloud.status(
                        .read, of: sentID, to: "+85260000001",
                        connection: "meta", seconds: folder.clock.now().seconds))
                try await rig.post(status, to: "meta")
                try await rig.post(old("公眾假期有營業嗎？", id: 3, from: 1, folder), to: "meta")
                try await rig.untilSettled()
                let read = try await view(rig, of: 1)
                #expect(read.messages.first { $0.id == sent.id }?.delivery == .read)
                // A provider's times are whole seconds, so a question may stand beside its answer.
                #expect(read.messages.count { $0.author == .customer } == 2)
                #expect(
                    read.messages.filter { $0.author == .bot }.map(\.delivery) == [.read, .sent])

                // Customers write to the number as ever; nobody begins anew.
                try await rig.post(
                    target.message("喂？", id: 4, from: 2, folder), to: target.inbox.connection)
                try await rig.post(
                    target.message(Self.question, id: 5, from: 3, folder),
                    to: target.inbox.connection)
                try await rig.untilSettled()
                let after = try await rig.conversations()
                #expect(Set(before.map(\.id)).isSubset(of: after.map(\.id)))
                #expect(after.count == before.count + 1)
                #expect(Set(after.map(\.inbox)) == [target.inbox])
                #expect(try await view(rig, of: 2).messages.contains { $0.content.words == "喂？" })
                let spoken = folder.provider.requests[asked...].compactMap(target.words)
                #expect(spoken.count == 3)
                #expect(
                    folder.provider.requests[asked...].allSatisfy {
                        !$0.path.hasSuffix("\(WorkerRig.account)/messages")
                    })
                #expect(try await rig.store.verify().isSound)
            }
        }
    }

    @Test("the same account by another provider: who shows no phone is known again, too")
    func sameAccount() async throws {
        try await PolicyFolder.with { folder in
            let hidden = PolicyRig.customer(nil, userID: "HK.777")
            try await folder.working { rig in
                try await rig.write(Self.question, id: "a")
                try await rig.write(Self.question, id: "b", from: hidden)
                let before = try await rig.conversations()

                try folder.connect(PolicyFolder.dialog360)
                let asked = folder.provider.requests.count
                #expect(try await rig.reload().isOther == true)
                try await rig.write("公眾假期有營業嗎？", id: "d")
                try await rig.write("公眾假期有營業嗎？", id: "e", from: hidden)

                let after = try await rig.conversations()
                #expect(Set(after.map(\.id)) == Set(before.map(\.id)))
                #expect(Set(after.map(\.contact)) == Set(before.map(\.contact)))
                #expect(after.map(\.channel) == ["d360", "d360"])
                let late = folder.provider.requests[asked...]
                #expect(late.allSatisfy { $0.path == "/messages" })
                #expect(late.allSatisfy { $0.headers["d360-api-key"] == "k" })
            }
        }
    }

    @Test("connections that are wrong are refused with file and line, and the old ones go on")
    func refused() async throws {
        try await PolicyFolder.with { folder in
            try await folder.working { rig in
                try folder.connect("channel: whatsapp_cloud, access_token: t")
                guard case .refused(let refusal) = try await rig.reload() else {
                    Issue.record("it was not refused")
                    return
                }
                try await rig.write(Self.question, id: "a")

                #expect(refusal.description.contains("baton.yaml:6: connection 'shop' lacks"))
                #expect(rig.sent.count == 1)
            }
        }
    }
}
