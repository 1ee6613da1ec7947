import AsyncHTTPClient
import BatonAnswers
package import BatonConfiguration
package import BatonCore
package import BatonEncoder
import BatonGate
import BatonStore
import NIOCore

/// A language model's server as commands ask it: once, without a turn, a record or a day's budget.
package struct LanguageModelTrial: Sendable {
    private let server: LanguageModelServer
    private let encoder: (any TextEncoder)?

    /// Asks a server through a client that follows no redirect.
    /// - Parameter encoder: compares a reply with passages of another language.
    package static func use<Value>(
        _ settings: Configuration.Composing, encoder: (any TextEncoder)? = nil,
        _ body: (LanguageModelTrial) async throws -> Value
    ) async throws -> Value {
        let client = HTTPClient(
            eventLoopGroupProvider: .singleton,
            configuration: .init(
                redirectConfiguration: .disallow, timeout: .init(connect: .seconds(5))))
        let trial = LanguageModelTrial(
            server: LanguageModelServer(settings, client: client), encoder: encoder)
        do {
            let value = try await body(trial)
            try? await client.shutdown()
            return value
        } catch {
            try? await client.shutdown()
            throw error
        }
    }

    /// A decision with what the model words for it, where the gate would let it be asked.
    package func composed(_ decision: Decision, thresholds: GateThresholds) async throws
        -> Decision
    {
        let pipeline = DecisionPipeline(thresholds: thresholds, hours: .always)
        let result = DecisionPipeline.Result(decision, pipeline.gate)
        guard decision.outcome == .draft || decision.outcome == .handover,
            let task = pipeline.composingTask(for: result)
        else { return decision }
        let composer = Composer(
            server: server, store: NoBudget(), utcOffsetMinutes: 0, encoder: encoder)
        var composed = try await composer.compose(task)
        // A gate by guarantee sends no composed reply alone, here no more than in the worker.
        if decision.gateVersion != Gate.version { composed.mayAnswer = false }
        let settled = pipeline.settled(result, with: composed)
        var decision = decision
        decision.composed = composed
        decision.outcome = settled.verdict.outcome
        if settled.verdict.outcome == .answer {
            decision.reasons = settled.verdict.reasons
            decision.reply = settled.reply
        }
        decision.evidence = settled.evidence
        return decision
    }

    /// Whether the server answers at all.
    /// - Throws: ``LanguageModelServer/Failure`` where it does not; says what to do.
    package func greet() async throws {
        _ = try await server.answer(
            to: [PromptMessage(role: "user", content: "Say OK.")], mostTokens: 8,
            within: .milliseconds(server.settings.deadlineMilliseconds))
    }
}

extension DecisionPipeline.Result {
    /// What a gate says of a decision's evidence, in a conversation of its own.
    fileprivate init(_ decision: Decision, _ gate: Gate) {
        let circumstances = Gate.Circumstances(mode: decision.mode)
        self.init(
            verdict: gate.decide(decision.evidence, circumstances), evidence: decision.evidence,
            circumstances: circumstances, reply: decision.reply,
            knowledgeRevision: decision.knowledgeRevision,
            retrieveMicroseconds: decision.timing.retrieveMicroseconds)
    }
}

/// Keeps nothing and allows everything: a person asked, once.
private struct NoBudget: ComposingStore {
    func setAside(
        _ use: ComposingUse, on day: String, most: (tokens: Int64?, costMicros: Int64?)
    ) async throws(StoreError) -> Bool { true }

    func correct(_ difference: ComposingUse, on day: String) async throws(StoreError) {}

    func composingUse(on day: String) async throws(StoreError) -> ComposingUse {
        ComposingUse(tokens: 0, costMicros: 0)
    }

    func postponeDecision(
        _ conversation: ConversationID, turn: Int64, epoch: Int64, until: Timestamp
    ) async throws(StoreError) -> Bool { false }
}
