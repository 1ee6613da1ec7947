import ArgumentParser
import BatonConfiguration
import BatonCore
import BatonDesk
import BatonKnowledge
import BatonWorker
import Foundation

/// Says what the worker would do with a text, and why.
struct AskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask", abstract: "Say what the bot would do with a text, and why.")

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The customer's words.")
    var text: String?

    @Option(
        name: .long,
        help: "A knowledge base by name, or a file of entries (.csv, .xlsx, .jsonl, .md).")
    var knowledge: String?

    @Option(
        name: .long,
        help: "A JSONL file of queries {id, text, tenant}; prints one JSON line a query.")
    var batch: String?

    @Option(name: .long, help: "A gate's file, as 'baton gate fit' writes it.")
    var gate: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "An embedding server for --knowledge FILE (else the configuration's).",
            discussion: """
                Add the model where it wants one, then input_type to tell it questions from \
                entries, or query_prefix=TEXT and passage_prefix=TEXT.
                """, valueName: "url[,model[,option…]]"))
    var embeddings: String?

    @Flag(
        name: .long,
        help: ArgumentHelp(
            "Also let the configured language model word a reply where the worker would.",
            discussion: "It is one question of a person's, and counts in no day's budget."))
    var compose = false

    @Flag(name: .long, help: "Also print every number that was weighed.")
    var all = false

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func validate() throws {
        guard (text == nil) != (batch == nil) else {
            throw ValidationError("give a text, or --batch FILE")
        }
        if batch != nil, knowledge == nil {
            throw ValidationError("--batch needs --knowledge FILE")
        }
        if gate != nil, knowledge == nil {
            throw ValidationError("--gate needs --knowledge FILE")
        }
        if compose, batch != nil {
            throw ValidationError("--compose is for one text; a batch would cost too much")
        }
        if embeddings != nil, knowledge == nil {
            throw ValidationError("--embeddings needs --knowledge FILE")
        }
    }

    func run() async throws {
        if let batch { return try await runBatch(batch) }
        guard let text else { return }
        var decision: Decision
        if let knowledge, FileManager.default.fileExists(atPath: absolutePath(knowledge)) {
            let engine = try engine(knowledge)
            try await embed([(text, nil)], with: engine)
            decision = try engine.ask(text)
        } else {
            if gate != nil {
                throw Failure(
                    .usage, "--gate is for a file of knowledge; \(knowledge ?? "") is none")
            }
            let reply = try await RecordAccess.use(try global.load()) {
                try await $0.send(.ask(text: text, knowledge: knowledge))
            }
            guard case .decision(let answer?) = reply else { return }
            decision = answer
        }
        if compose { decision = try await AskComposing.composed(decision, global) }
        if json { return try Output.json(AskAnswer(decision, id: nil)) }
        for line in DecisionReport.lines(of: decision, withNumbers: all) { Output.line(line) }
    }

    private func runBatch(_ file: String) async throws {
        guard let knowledge else { return }
        let engine = try engine(knowledge)
        let data = try Data(contentsOf: URL(fileURLWithPath: absolutePath(file)))
        let (queries, refused) = BatchQuery.read(Array(data), file: file)
        if let finding = refused.first { throw Failure(.foundWanting, finding.description) }
        try await embed(queries.map { ($0.text, $0.tenant) }, with: engine)
        for query in queries {
            let decision = try engine.ask(query.text, tenant: query.tenant)
            try Output.json(AskAnswer(decision, id: query.id))
        }
    }

    /// Lets a server make the vectors, where one is named.
    private func embed(_ questions: [(String, String?)], with engine: AskEngine) async throws {
        let settings =
            try embeddings.map(EmbeddingOption.settings)
            ?? global.optionalConfiguration?.embeddings
        guard let settings else { return }
        try await engine.embed(questions, with: EmbeddingServer(settings))
    }

    private func engine(_ knowledge: String) throws -> AskEngine {
        try AskEngine(
            file: knowledge, configuration: global.optionalConfiguration,
            gate: gate.map(GateFile.read))
    }
}

/// The answer of `ask --json`, one object a query.
struct AskAnswer: Encodable {
    struct Ranked: Encodable {
        var id: String
        var score: Double
        /// Each engine's own score, to show why.
        var engines: [String: Double]
    }

    var id: String?
    var outcome: String
    var confidence: Double
    var ranked: [Ranked]
    var reasons: [String]
    var language: String
    var micros: Int64
    var reply: String?
    var gate: String
    var features: [String: Double]
    /// The encoder that compared meanings; `nil` where words alone counted.
    var model: String?
    /// What a language model worded, where one was asked.
    var composed: ComposedReply?

    init(_ decision: Decision, id: String?) {
        self.id = id
        model = decision.evidence.model
        composed = decision.composed
        outcome = (decision.outcome == .acknowledge ? Outcome.handover : decision.outcome).rawValue
        confidence = decision.confidence
        ranked = decision.evidence.candidates.prefix(10).map {
            Ranked(id: $0.entry.rawValue, score: $0.score, engines: $0.engines)
        }
        reasons = decision.reasons.map(\.rawValue)
        language = decision.evidence.language.rawValue
        micros = decision.timing.totalMicroseconds
        reply = decision.reply
        gate = decision.gateTerms
        features = decision.evidence.features
    }
}
