import BatonCore
import BatonDesk
import BatonSimulator
import BatonStore
import BatonWorker
import Foundation
import Synchronization
import Testing

/// What a platform may do to us one day: each answered by editing files, beside a running worker.
@Suite("Drills: a platform changes a rule", .timeLimit(.minutes(10)))
struct PolicyDrillTests {
    private static let question = "請問運費幾錢"

    private func rules(_ rows: String...) -> String {
        "rules:\n" + rows.map { "  - {source: Meta said so, \($0)}\n" }.joined()
    }

    @Test("unattended replies are banned in one country from a day: drafts there, others as before")
    func ban() async throws {
        try await PolicyFolder.with { folder in
            try await folder.working { rig in
                try folder.write(
                    rules(
                        "id: ban-it, effective_from: 2027-03-10, applies: {country: IT}, "
                            + "mode: draft_only"))
                #expect(try await rig.reload().isOther == true)
                try await rig.write(Self.question, id: "a", from: PolicyRig.italian)
                let before = rig.sent.count

                folder.clock.set("2027-03-10T04:00Z")
                try await rig.write(Self.question, id: "b", from: PolicyRig.customer("393331"))
                try await rig.write(Self.question, id: "c")

                let italian = try await rig.conversation(with: PolicyRig.customer("393331"))
                let local = try await rig.conversation()
                #expect(before == 1)
                #expect(rig.sent.count == 2)
                #expect(italian.conversation.owner == .queue)
                #expect(italian.decision?.outcome == .draft)
                #expect(italian.decision?.reasons.first == .draftOnly)
                #expect(italian.decision?.mode == .draftOnly)
                // The agent has the reply before them, and why it waits.
                #expect(italian.decision?.suggestion == local.decision?.reply)
                #expect(italian.conversation.reason == .draftOnly)
                #expect(local.conversation.owner == .bot)
                #expect(local.decision?.outcome == .answer)
            }
        }
    }

    @Test(
        "the service window becomes 12 hours: free text is refused after them, a template goes out")
    func window() async throws {
        try await PolicyFolder.with { folder in
            try await folder.working { rig in
                try await rig.write("我要搵真人", id: "a")
                let id = try await rig.conversation().conversation.id
                _ = try await rig.desk.send(.claim(id, force: false))
                folder.clock.set("2027-03-01T17:00Z")
                func reply(_ send: String) async throws -> DeskReply {
                    try await rig.desk.send(
                        .reply(
                            send: SendID(send), conversation: id, text: "你好", replyTo: nil))
                }
                let within = try await reply("r1")
                try folder.write(
                    rules(
                        "id: window-12, effective_from: 2027-02-01, window: {service: 12h}, "
                            + "templates: {any: {name: follow_up, languages: [zh_HK]}}, "
                            + "prices: {utility: {rate: HKD 0.30}}"))
                _ = try await rig.reload()
                let row = try await rig.conversations().first
                let terms = try await rig.terms()
                let refused = try await reply("r2")
                let template = try await rig.desk.send(
                    .policy(.template(send: SendID("r3"), conversation: id, purpose: "any")))
                try await rig.untilSettled()

                guard case .message = within, case .refused(let refusal) = refused,
                    case .message(let message) = template
                else {
                    Issue.record("\(within) \(refused) \(template)")
                    return
                }
                #expect(
                    refusal.description
                        == "the customer last wrote over 12h ago (\(folder.path)/policy.yaml:2 "
                        + "(window-12)); the provider refuses free text until they write again; "
                        + "templates that may be sent – any: follow_up (zh_HK; utility)")
                #expect(
                    refusal.chinese
                        == "客人上次留言已超過 12h（\(folder.path)/policy.yaml:2 (window-12)）；"
                        + "客人再留言前平台會拒收文字；可發送的範本（按 p）：any: follow_up (zh_HK; utility)")
                #expect(message.content.template?.name == "follow_up")
                // The agent sees how long, by which rule, and what the template costs.
                #expect(row?.window == ServiceWindow(milliseconds: 12 * 3_600_000))
                #expect(terms?.rule == "\(folder.path)/policy.yaml:2 (window-12)")
                #expect(
                    terms?.template
                        == ReplyTerms.Template(
                            purpose: "any", words: "follow_up (zh_HK; utility)",
                            cost: "HKD 0.30"))
                #expect(rig.sent.suffix(2) == ["你好", "template follow_up"])
            }
        }
    }

    @Test("a new error code asks for a template: what it refuses goes out as one")
    func errorCode() async throws {
        try await PolicyFolder.with(answers: { request in
            request.text.contains(#""template""#) || request.text.contains(#""status""#)
                ? PolicyFolder.accepted(request)
                : .json(#"{"error":{"code":131999,"message":"new rule"}}"#, status: 400)
        }) { folder in
            try await folder.working { rig in
                try await rig.write(Self.question, id: "a")
                let before = try await rig.conversation().conversation.reason
                try folder.write(
                    rules(
                        "id: new-code, effective_from: 2027-02-01, "
                            + "errors: {131999: use_template}, templates: {answer: {name: again, "
                            + "languages: [zh_HK], params: [\"{text}\"]}}"))
                _ = try await rig.reload()
                try await rig.write(
                    Self.question, id: "b", from: PolicyRig.customer("85269999999"))

                let after = try await rig.conversation(with: PolicyRig.customer("85269999999"))
                #expect(before == .deliveryFailed)
                #expect(after.conversation.owner == .bot)
                #expect(!after.conversation.hasDeliveryFailure)
                #expect(rig.sent.last == "template again")
                let template = after.messages.last?.content.template
                #expect(template?.parameters.first?.text == after.decision?.reply)
                #expect(after.messages.last?.delivery == .sent)
            }
        }
    }

    @Test(
        "service messages get a price and a budget: when it is spent people answer, until next month"
    )
    func budget() async throws {
        try await PolicyFolder.with { folder in
            try await folder.working { rig in
                try folder.write(
                    rules(
                        "id: price, effective_from: 2027-02-01, "
                            + "prices: {service: {rate: HKD 0.50, free_per_month: 1}}, "
                            + "budget: {monthly: HKD 1.00, on_budget: handover}"))
                _ = try await rig.reload()
                for number in 1...4 {
                    try await rig.write(
                        Self.question, id: "m\(number)",
                        from: PolicyRig.customer("8526000000\(number)"))
                }
                let over = try await rig.conversation(with: PolicyRig.customer("85260000004"))
                let terms = try await rig.terms(with: PolicyRig.customer("85260000004"))
                let inbox = InboxID(connection: "shop", account: WorkerRig.account)
                let charges = try await rig.store.charges(of: inbox, month: "2027-03")
                let sentInMarch = rig.sent.count
                folder.clock.set("2027-04-01T04:00Z")
                try await rig.write(
                    Self.question, id: "m5", from: PolicyRig.customer("85260000005"))

                #expect(sentInMarch == 3)
                #expect(over.conversation.owner == .queue)
                #expect(over.conversation.reason == .messageBudget)
                // The agent may still write, and sees what that costs.
                #expect(terms?.cost == "HKD 0.50")
                #expect(
                    charges == [
                        MonthlyCharge(
                            category: "service", currency: "HKD", messages: 3, micros: 1_000_000)
                    ])
                #expect(rig.sent.count == 4)
            }
        }
    }

    @Test(
        "a general assistant's work must be refused: declined in the policy's words, then people see it"
    )
    func assistant() async throws {
        try await PolicyFolder.with { folder in
            try folder.write(
                rules(
                    "id: anything, effective_from: 2027-02-01, "
                        + "scope: {general_assistant: allow}"))
            try await folder.working { rig in
                try await rig.write("幫我寫首詩", id: "a", from: PolicyRig.customer("85261111111"))
                let allowed = try await rig.conversation(
                    with: PolicyRig.customer("85261111111"))
                let before = rig.sent.count
                try folder.write(
                    rules(
                        "id: shop-only, effective_from: 2027-02-01, "
                            + "scope: {general_assistant: deny, strikes: 1, "
                            + "reply: {yue: 淨係答舖頭嘢, zh-Hant: 只答店務}, words: [計微積分]}"))
                _ = try await rig.reload()
                try await rig.write("幫我寫首詩", id: "b")
                let declined = try await rig.conversation()
                try await rig.write("咁幫我計微積分啦", id: "c")
                let handed = try await rig.conversation()

                #expect(allowed.decision?.reasons.contains(.offTopic) == false)
                #expect(rig.sent[before] == "只答店務")
                #expect(declined.decision?.outcome == .answer)
                #expect(declined.decision?.reasons == [.offTopic])
                #expect(declined.conversation.owner == .bot)
                #expect(handed.conversation.owner == .queue)
                #expect(handed.conversation.reason == .offTopic)
            }
        }
    }
}

extension DeskReply {
    /// Of a reload: whether anything differed; `nil` for another answer.
    var isOther: Bool? {
        if case .policy(.reloaded(_, let isOther)) = self { isOther } else { nil }
    }
}
