import BatonCore
import BatonDesk
import BatonSimulator
import BatonStore
import BatonWorker
import Foundation
import Synchronization
import Testing

/// The policy as a running worker keeps it.
@Suite("The policy in force", .timeLimit(.minutes(10)))
struct PolicyInForceTests {
    private static let question = "請問運費幾錢"

    private func rule(_ says: String, id: String = "own") -> String {
        "rules:\n  - {id: \(id), effective_from: 2027-02-01, source: us, \(says)}\n"
    }

    @Test("a bad file is refused with its errors, and the old rules stay in force")
    func badFile() async throws {
        try await PolicyFolder.with { folder in
            try folder.write(rule("mode: draft_only"))
            try await folder.working { rig in
                try folder.write(rule("mode: automatic"))
                let reply = try await rig.reload()
                try await rig.write(Self.question, id: "a")

                guard case .refused(let refusal) = reply else {
                    Issue.record("\(reply)")
                    return
                }
                #expect(
                    refusal.description
                        == "the policy stays as it was; mend these:\n\(folder.path)/policy.yaml:2: "
                        + "unknown 'mode' 'automatic'; there is auto, shadow, draft_only, "
                        + "human_only")
                #expect(rig.sent == [])
                #expect(try await rig.conversation().decision?.mode == .draftOnly)
            }
        }
    }

    @Test("a reload is recorded once, with who asked; the same files again change nothing")
    func recorded() async throws {
        try await PolicyFolder.with { folder in
            try await folder.working { rig in
                let first = try await rig.store.lastPolicy()
                try folder.write(rule("mode: draft_only"))
                let changed = try await rig.reload().isOther
                let same = try await rig.reload().isOther
                let second = try await rig.store.lastPolicy()

                #expect(changed == true)
                #expect(same == false)
                #expect(first != nil)
                #expect(first?.digest != second?.digest)
                #expect(second?.body.contains("draft_only") == true)
                #expect(try await rig.store.verify().isSound)
            }
        }
    }

    @Test("a kill switch in the file silences the bot for the very next message")
    func killSwitch() async throws {
        try await PolicyFolder.with { folder in
            try await folder.working { rig in
                try await rig.write(Self.question, id: "a")
                let before = rig.sent.count
                try folder.write(
                    rule("ai_enabled: false, applies: {number: shop/\(WorkerRig.account)}"))
                _ = try await rig.reload()
                try await rig.write(
                    Self.question, id: "b", from: PolicyRig.customer("85267777777"))

                let view = try await rig.conversation(with: PolicyRig.customer("85267777777"))
                #expect(before == 1)
                #expect(rig.sent.count == 1)
                #expect(view.conversation.reason == .humanOnly)
            }
        }
    }

    @Test(
        "in the European Union the first message says that a machine writes, the next ones do not")
    func disclosure() async throws {
        try await PolicyFolder.with { folder in
            try await folder.working { rig in
                try await rig.write("how much is delivery", id: "a", from: PolicyRig.italian)
                try await rig.write(
                    "where exactly is your shop", id: "b", from: PolicyRig.italian)
                try await rig.write("how much is delivery", id: "c")

                let said = rig.sent.map { $0.contains("This is an automatic reply") }
                #expect(said == [true, false, false])
                #expect(
                    try await rig.conversation(with: PolicyRig.italian).decision?.reply?
                        .contains("automatic") == false)
            }
        }
    }

    @Test("after some turns of the bot the way to a person is always said")
    func offer() async throws {
        try await PolicyFolder.with { folder in
            try folder.write(
                rule(
                    "person: {always_offer_after_turns: 1, offer: {yue: 想搵真人就打真人}, "
                        + "contact: 2123 4567}"))
            try await folder.working { rig in
                try await rig.write(Self.question, id: "a")
                try await rig.write("請問今日開到幾點？", id: "b")

                #expect(
                    rig.sent.map { $0.hasSuffix("\n\n想搵真人就打真人\n\n2123 4567") }
                        == [false, true])
            }
        }
    }

    @Test("a customer who says stop is not written to by the bot until they say start")
    func stop() async throws {
        try await PolicyFolder.with { folder in
            try await folder.working { rig in
                try await rig.write("停止", id: "a")
                let stopped = try await rig.conversation().conversation
                try await rig.write(Self.question, id: "b")
                let silent = rig.sent.count
                try await rig.write("開始", id: "c")
                try await rig.write(Self.question, id: "d")

                #expect(stopped.reason == .optedOut)
                #expect(silent == 0)
                #expect(rig.sent.count == 1)
            }
        }
    }

    @Test("an answer in more messages than a turn may have is a person's to send")
    func messagesPerTurn() async throws {
        try await PolicyFolder.with { folder in
            try folder.write(rule("limits: {text: 64, messages_per_turn: 1}"))
            try await folder.working { rig in
                try await rig.write("what is your return policy?", id: "a")

                let view = try await rig.conversation()
                #expect(view.decision?.outcome == .answer)
                #expect(rig.sent == [])
                #expect(view.conversation.reason == .policy)
            }
        }
    }

    @Test("the version of the provider's interface is the rule's")
    func version() async throws {
        try await PolicyFolder.with { folder in
            try await folder.working { rig in
                try folder.write(rule("api: {version: v99.0}"))
                _ = try await rig.reload()
                try await rig.write(Self.question, id: "a")

                let paths = Set(folder.provider.requests.map(\.path))
                #expect(paths == ["/v99.0/\(WorkerRig.account)/messages"])
            }
        }
    }

    @Test("the Desk shows what holds and which row says so")
    func show() async throws {
        try await PolicyFolder.with { folder in
            try folder.write(rule("window: {service: 12h}"))
            try await folder.working { rig in
                let inbox = InboxID(connection: "shop", account: WorkerRig.account)
                let reply = try await rig.desk.send(
                    .policy(.show(inbox, country: "HK", at: nil)))
                guard case .policy(.shown(let view)) = reply else {
                    Issue.record("\(reply)")
                    return
                }
                #expect(
                    view.lines.first { $0.key == "window.service" }
                        == PolicyView.Line(
                            key: "window.service", value: "12h", row: "own",
                            file: folder.path + "/policy.yaml", line: 2, source: "us",
                            from: "2027-02-01", until: nil, isStatedOnly: false))
                #expect(view.lines.first { $0.key == "window.outside" }?.row == "whatsapp-window")
            }
        }
    }

    @Test("the platform that says it tries the bot out is shown the way to a person")
    func tester() async throws {
        try await PolicyFolder.with { folder in
            try await folder.working { rig in
                try await rig.write("Hello, WhatsApp is testing your chatbot", id: "a")

                let view = try await rig.conversation()
                #expect(view.conversation.owner == .queue)
                #expect(view.conversation.reason == .askedForPerson)
                #expect(rig.sent.count == 1)
            }
        }
    }

    @Test("each row of the queue has the window of its own customer, as the open conversation has")
    func windowOfEach() async throws {
        try await PolicyFolder.with { folder in
            try await folder.working { rig in
                try await rig.write("我要搵真人", id: "a")
                try await rig.write("我要搵真人", id: "b", from: PolicyRig.italian)
                try await rig.write(
                    "我要搵真人", id: "c", from: PolicyRig.customer(nil, userID: "IT.77"))
                try folder.write(
                    "rules:\n  - {id: own, effective_from: 2027-02-01, source: us, "
                        + "applies: {country: IT}, window: {service: 12h}}\n")
                _ = try await rig.reload()

                let hours = try await rig.conversations().map { row in
                    (row.contactUserID ?? "", (row.window?.milliseconds ?? 0) / 3_600_000)
                }.sorted { $0.0 < $1.0 }
                let open = try await rig.conversation(with: PolicyRig.italian)
                #expect(hours.map(\.1) == [24, 12, 12])
                #expect(open.conversation.window == open.terms?.window)
                #expect(open.terms?.rule == "\(folder.path)/policy.yaml:2 (own)")
            }
        }
    }

    @Test("a bot's message that waited beyond the window becomes a template, or a person's matter")
    func lateAnswer() async throws {
        for (templates, expected) in [
            ("templates: {answer: {name: again, languages: [zh_HK]}}", ["template again"]),
            ("retry: {busy_attempts: 9}", []),
        ] {
            let isDown = Mutex(true)
            try await PolicyFolder.with(answers: { request in
                isDown.withLock({ $0 }) && !request.text.contains(#""status""#)
                    ? .json(#"{"error":{"code":130429,"message":"busy"}}"#, status: 429)
                    : PolicyFolder.accepted(request)
            }) { folder in
                try folder.write(rule(templates))
                try await folder.working { rig in
                    try await rig.post(Self.question, id: "a")
                    while rig.sent.isEmpty { _ = try await rig.desk.send(.status) }
                    folder.clock.set("2027-03-03T04:00Z")
                    isDown.withLock { $0 = false }
                    let tried = rig.sent.count
                    try await rig.untilSettled()

                    #expect(Array(rig.sent.dropFirst(tried)) == expected)
                    let view = try await rig.conversation()
                    #expect(
                        view.conversation.reason == (expected.isEmpty ? .windowClosed : nil))
                }
            }
        }
    }
}
