import BatonConfiguration
import BatonCore
import BatonDesk
import BatonSimulator
import BatonStore
import Foundation
import Testing

@testable import BatonWorker

/// What the policy says of money, consent and data, each kept by a running worker.
@Suite("The policy's terms at work", .timeLimit(.minutes(5)))
struct PolicyTermsTests {
    private static let question = "請問運費幾錢"
    private static let inbox = InboxID(connection: "shop", account: WorkerRig.account)

    private func rule(_ says: String, id: String = "own") -> String {
        "rules:\n  - {id: \(id), effective_from: 2026-11-01, source: us, \(says)}\n"
    }

    @Test("who comes by an advertisement is answered free for 72 hours after the answer, then not")
    func entryPoint() async throws {
        try await PolicyFolder.with { folder in
            try folder.write(
                rule(
                    "prices: {service: {rate: HKD 0.50}}, "
                        + "budget: {monthly: HKD 5.00, on_budget: handover}"))
            try await folder.working { rig in
                func spent() async throws -> [MonthlyCharge] {
                    try await rig.store.charges(of: Self.inbox, month: "2027-03")
                }
                try await rig.post(Self.question, id: "a", isFromAdvertisement: true)
                try await rig.untilSettled()
                let first = try await spent()
                let terms = try await rig.terms()
                folder.clock.set("2027-03-04T03:00Z")
                try await rig.write("請問今日開到幾點？", id: "b")
                let within = try await spent()
                folder.clock.set("2027-03-04T05:00Z")
                try await rig.write("公眾假期有營業嗎？", id: "c")
                let after = try await spent()

                #expect(rig.sent.count == 3)
                #expect(first == [])
                #expect(terms?.freeUntil != nil)
                #expect(terms?.cost == nil)
                #expect(within == [])
                #expect(
                    after == [
                        MonthlyCharge(
                            category: "service", currency: "HKD", messages: 1, micros: 500_000)
                    ])
                #expect(try await rig.terms()?.cost == "HKD 0.50")
            }
        }
    }

    @Test("an answer to an advertisement that comes after the service window opens nothing free")
    func lateEntry() async throws {
        try await PolicyFolder.with { folder in
            try folder.write(
                rule(
                    "mode: draft_only, window: {service: 12h}, "
                        + "prices: {service: {rate: HKD 0.50}, utility: {rate: HKD 0.30}}, "
                        + "templates: {reply: {name: again, languages: [zh_HK]}}"))
            try await folder.working { rig in
                try await rig.post(Self.question, id: "a", isFromAdvertisement: true)
                try await rig.untilSettled()
                let id = try await rig.conversation().conversation.id
                _ = try await rig.desk.send(.claim(id, force: false))
                let before = try await rig.terms()
                folder.clock.set("2027-03-01T17:00Z")
                let late = try await rig.terms()
                _ = try await rig.desk.send(
                    .policy(.template(send: SendID("t"), conversation: id, purpose: "reply")))
                try await rig.untilSettled()
                let charges = try await rig.store.charges(of: Self.inbox, month: "2027-03")

                #expect(before?.freeUntil != nil)
                #expect(late?.freeUntil == nil)
                #expect(
                    charges == [
                        MonthlyCharge(
                            category: "utility", currency: "HKD", messages: 1, micros: 300_000)
                    ])
            }
        }
    }

    @Test("marketing goes to those alone whose consent is recorded, and to none who said stop")
    func marketing() async throws {
        try await PolicyFolder.with { folder in
            try folder.write(
                rule(
                    "templates: {reply: {name: sale, languages: [zh_HK], category: marketing}}"))
            try await folder.working { rig in
                try await rig.write("我要搵真人", id: "a")
                let id = try await rig.conversation().conversation.id
                _ = try await rig.desk.send(.claim(id, force: false))
                func offer(_ send: String) async throws -> DeskReply {
                    try await rig.desk.send(
                        .policy(
                            .template(send: SendID(send), conversation: id, purpose: "reply")))
                }
                func refusal(_ reply: DeskReply) -> String? {
                    if case .refused(let refusal) = reply { refusal.description } else { nil }
                }
                let unasked = refusal(try await offer("m1"))
                let recorded = try await rig.desk.send(
                    .policy(.optIn(id, isGranted: true, how: "ticked the box at the till")))
                let agreed = refusal(try await offer("m2"))
                try await rig.untilSettled()
                try await rig.write("停止", id: "b")
                let stopped = refusal(try await offer("m3"))

                #expect(
                    unasked
                        == "no consent of the customer to marketing is recorded, and the policy "
                        + "asks for one (shipped/common.yaml:15 (consent-words)); once they agreed, "
                        + "record it: baton policy opt-in CONVERSATION --how TEXT")
                #expect(recorded == .done)
                #expect(agreed == nil)
                #expect(stopped == "the customer said stop; send no marketing")
                #expect(rig.sent.filter { $0 == "template sale" }.count == 1)
            }
        }
    }

    @Test("after the provider's word on spam no template begins anything, and replies go on")
    func spam() async throws {
        try await PolicyFolder.with(answers: { request in
            request.text.contains(#""template""#)
                ? .json(#"{"error":{"code":131048,"message":"Spam rate limit hit"}}"#, status: 400)
                : PolicyFolder.accepted(request)
        }) { folder in
            try folder.write(rule("templates: {reply: {name: again, languages: [zh_HK]}}"))
            try await folder.working { rig in
                try await rig.write("我要搵真人", id: "a")
                let id = try await rig.conversation().conversation.id
                _ = try await rig.desk.send(.claim(id, force: false))
                folder.clock.set("2027-03-03T04:00Z")
                for send in ["t1", "t2"] {
                    _ = try await rig.desk.send(
                        .policy(
                            .template(
                                send: SendID(send), conversation: id, purpose: "reply")))
                    try await rig.untilSettled()
                }
                let asked = rig.sent.filter { $0 == "template again" }.count
                let failures = try await rig.conversation().messages.compactMap(\.failure?.title)
                try await rig.write("喂", id: "b")
                _ = try await rig.desk.send(
                    .reply(send: SendID("r"), conversation: id, text: "喺度", replyTo: nil))
                try await rig.untilSettled()
                let status = try await rig.desk.send(.status)

                #expect(asked == 1)
                #expect(
                    failures == [
                        "Spam rate limit hit",
                        "the provider takes no templates outside the window for now: Spam rate "
                            + "limit hit (code 131048)",
                    ])
                #expect(rig.sent.last == "喺度")
                guard case .status(let now) = status else {
                    Issue.record("\(status)")
                    return
                }
                #expect(now.notices?["shop"]?.hasPrefix("the provider takes no templates") == true)
            }
        }
    }

    @Test("the provider's word that marketing was stopped is kept: no further one goes out")
    func providerStop() async throws {
        try await PolicyFolder.with(answers: { request in
            request.text.contains(#""template""#)
                ? .json(#"{"error":{"code":131050,"message":"stopped"}}"#, status: 400)
                : PolicyFolder.accepted(request)
        }) { folder in
            try folder.write(
                rule("templates: {reply: {name: sale, languages: [zh_HK], category: marketing}}"))
            try await folder.working { rig in
                try await rig.write("我要搵真人", id: "a")
                let id = try await rig.conversation().conversation.id
                _ = try await rig.desk.send(.claim(id, force: false))
                _ = try await rig.desk.send(
                    .policy(.optIn(id, isGranted: true, how: "by phone")))
                let template = PolicyRequest.template(
                    send: SendID("m1"), conversation: id, purpose: "reply")
                _ = try await rig.desk.send(.policy(template))
                try await rig.untilSettled()
                let again = try await rig.desk.send(
                    .policy(
                        .template(send: SendID("m2"), conversation: id, purpose: "reply")))

                guard case .refused(let refusal) = again else {
                    Issue.record("\(again)")
                    return
                }
                #expect(
                    refusal.description == "the customer stopped marketing messages; send none")
            }
        }
    }

    @Test("a model elsewhere is asked only where its vendor is the business's processor")
    func processor() async throws {
        for (says, asked) in [
            ("scope: {strikes: 2}", 1), ("data_use: {llm_vendor_is_processor: false}", 0),
        ] {
            let file = try PolicyPurposeTests.file(rule(says))
            try await ComposingTurnTests.rig(
                ComposingTurnTests.echo,
                configured: {
                    $0.policies = [file]
                    let server = Self.elsewhere($0.composing?.server)
                    $0.composing?.server = server
                    $0.composing?.region = "SG"
                }
            ) { rig, standIn in
                try await rig.write(ComposingTurnTests.unsure, id: "w1")
                try await rig.untilSettled()

                #expect(standIn.requests.count == asked)
                #expect(try await rig.opened().decision?.composed == nil || asked == 1)
            }
        }
    }

    @Test("words that the business keeps to itself are hidden from a model elsewhere")
    func redacted() async throws {
        let file = try PolicyPurposeTests.file(rule("data_use: {redact: [PARCELS]}"))
        try await ComposingTurnTests.rig(
            ComposingTurnTests.echo,
            configured: {
                $0.policies = [file]
                let server = Self.elsewhere($0.composing?.server)
                $0.composing?.server = server
                $0.composing?.region = "SG"
            }
        ) { rig, standIn in
            try await rig.write(ComposingTurnTests.unsure, id: "w1")
            try await rig.untilSettled()

            let prompt = standIn.requests.first?.prompt ?? ""
            #expect(prompt.contains("Do you have anything about ⟦redacted⟧ getting to islands?"))
        }
    }

    @Test("a server elsewhere that makes vectors sees neither personal data nor hidden words")
    func vectors() async throws {
        try await EmbeddingStandIn.with { standIn, settings in
            var outside = settings
            outside.url = Self.elsewhere(settings.url)
            _ = await EmbeddingServer(settings).query("Golden Dragon 98765432", hiding: ["dragon"])
            _ = await EmbeddingServer(outside).query("Golden Dragon 98765432", hiding: ["dragon"])

            #expect(
                standIn.requests.map(\.input) == [
                    ["Golden Dragon 98765432"], ["Golden ⟦redacted⟧ ⟦phone⟧"],
                ])
        }
    }

    /// An address of this machine that does not say so.
    private static func elsewhere(_ address: String?) -> String {
        (address ?? "").replacing("127.0.0.1", with: "0.0.0.0")
    }
}
