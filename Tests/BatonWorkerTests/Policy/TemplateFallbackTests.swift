import BatonCore
import BatonDesk
import BatonSimulator
import BatonWorker
import Testing

@Suite("A template that the provider refuses", .timeLimit(.minutes(5)))
struct TemplateFallbackTests {
    /// Words for the answer go out as `again`, which has `plain` to stand in for it.
    private static let rules = """
        rules:
          - id: own
            effective_from: 2026-01-01
            source: ours
            templates: {answer: {name: again, languages: [zh_HK], params: ["{name}", "{text}"]}}
            fallback_templates: {answer: {name: plain, languages: [zh_HK], params: ["{text}"]}}

        """

    /// A customer asks, whose provider takes no free text, and refuses templates of these names.
    private func ask(
        refusing names: [String], code: Int, policy: String = Self.rules,
        _ look: @escaping @Sendable ([String], ConversationView) -> Void
    ) async throws {
        try await PolicyFolder.with(answers: { request in
            if request.text.contains(#""status""#) { return PolicyFolder.accepted(request) }
            guard request.text.contains(#""template""#) else {
                return .json(#"{"error":{"code":131047,"message":"late"}}"#, status: 400)
            }
            return names.contains { request.text.contains("\"\($0)\"") }
                ? .json(#"{"error":{"code":\#(code),"message":"Template"}}"#, status: 400)
                : PolicyFolder.accepted(request)
        }) { folder in
            try folder.write(policy)
            try await folder.working { rig in
                try await rig.write("請問運費幾錢", id: "a")
                look(rig.sent.filter { $0.hasPrefix("template") }, try await rig.conversation())
            }
        }
    }

    @Test(
        "its fallback says the same where the template itself is at fault",
        arguments: [132001, 132007, 132015, 132016])
    func fallback(code: Int) async throws {
        try await ask(refusing: ["again"], code: code) { sent, view in
            #expect(sent == ["template again", "template plain"])
            #expect(view.conversation.owner == .bot)
            #expect(!view.conversation.hasDeliveryFailure)
            let template = view.messages.last?.content.template
            #expect(template?.name == "plain")
            #expect(template?.parameters.map(\.text) == [view.decision?.reply].compactMap(\.self))
            #expect(view.messages.last?.delivery == .sent)
        }
    }

    @Test("the fallback is tried once; then a person reads what to do")
    func once() async throws {
        try await ask(refusing: ["again", "plain"], code: 132015) { sent, view in
            #expect(sent == ["template again", "template plain"])
            #expect(view.conversation.owner == .queue)
            #expect(view.conversation.reason == .deliveryFailed)
            let failure = view.messages.last { $0.author == .bot }?.failure
            #expect(failure?.code == 132015)
            #expect(failure?.advice?.chinese == "範本或其設定有誤：請到平台修正")
        }
    }

    @Test(
        "what was filled in wrongly is tried with no other template, nor is one without a fallback",
        arguments: [(132000, rules), (132012, rules), (132015, withoutFallback)])
    func never(code: Int, policy: String) async throws {
        try await ask(refusing: ["again"], code: code, policy: policy) { sent, view in
            #expect(sent == ["template again"])
            #expect(view.conversation.owner == .queue)
            #expect(view.conversation.reason == .deliveryFailed)
        }
    }

    @Test("a fallback for marketing goes to nobody who did not agree to it")
    func consent() async throws {
        let policy = Self.rules.replacing(
            "{name: plain, ", with: "{name: plain, category: marketing, ")
        try await ask(refusing: ["again"], code: 132015, policy: policy) { sent, view in
            #expect(sent == ["template again"])
            #expect(view.conversation.owner == .queue)
            #expect(view.conversation.reason == .policy)
        }
    }

    private static let withoutFallback =
        rules.split(separator: "\n")
        .filter { !$0.contains("fallback_templates") }.joined(separator: "\n") + "\n"
}
