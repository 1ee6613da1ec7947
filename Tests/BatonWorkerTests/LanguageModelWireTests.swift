import BatonAnswers
import BatonConfiguration
import BatonCore
import Foundation
import Testing

@testable import BatonWorker

/// A real server: `BATON_LANGUAGE_MODEL=http://127.0.0.1:8081/v1`, as `scripts/run-language-model`
/// starts one; `BATON_LANGUAGE_MODEL_NAME` where it wants a name.
@Suite(
    "a real language model's server", .timeLimit(.minutes(5)),
    .enabled(if: ProcessInfo.processInfo.environment["BATON_LANGUAGE_MODEL"] != nil))
struct LanguageModelWireTests {
    private static func settings(streams: Bool) -> Configuration.Composing {
        let environment = ProcessInfo.processInfo.environment
        return Configuration.Composing(
            server: environment["BATON_LANGUAGE_MODEL"] ?? "",
            model: environment["BATON_LANGUAGE_MODEL_NAME"] ?? "default", streams: streams,
            deadlineMilliseconds: 120_000)
    }

    @Test("an answer is read whole, plain and streamed", arguments: [false, true])
    func answer(streams: Bool) async throws {
        let server = LanguageModelServer(
            Self.settings(streams: streams), client: ComposerTests.client)
        let answer = try await server.answer(
            to: ComposingPrompt.messages(of: ComposerTests.task), mostTokens: 40,
            within: .seconds(120))

        #expect(answer.finish == "stop" || answer.finish == "length")
        #expect(await server.fault == nil)
    }

    @Test("whatever it writes, what comes back stands under the check or not at all")
    func compose() async throws {
        try await ComposerTests.withStore { store, _ in
            let composer = Composer(
                server: LanguageModelServer(
                    Self.settings(streams: true), client: ComposerTests.client), store: store,
                utcOffsetMinutes: 480)
            let reply = try await composer.compose(ComposerTests.task)

            #expect(reply.ending != .unavailable, "\(reply.why ?? "")")
            #expect((reply.text != nil) == (reply.ending == .grounded))
        }
    }
}
