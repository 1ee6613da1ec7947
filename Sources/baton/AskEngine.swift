import BatonConfiguration
import BatonCore
import BatonEncoder
import BatonGate
import BatonKnowledge
import BatonUnderstanding
import BatonWorker
import Foundation

/// Answers from a knowledge file, without a store or a worker.
final class AskEngine {
    private let entries: EntryFile
    private let pipeline: DecisionPipeline
    private let ids: IdentifierSource
    private let clock = SystemWallClock()
    /// The file's name without its ending.
    let name: String
    private let encoder: UniversalSentenceEncoder?
    private var indexes: [String?: KnowledgeIndex] = [:]
    /// Questions' vectors that a server made, by tenant and question.
    private var vectors: [String?: [String: [Float]]] = [:]

    /// The thresholds in force where there is no calibrated gate.
    var thresholds: GateThresholds { pipeline.thresholds }

    init(file: String, configuration: Configuration?, gate: CalibratedGate? = nil) throws {
        let path = absolutePath(file)
        name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
        entries = try EntryFile(path)
        encoder = try UniversalSentenceEncoder.installed()
        var pipeline =
            configuration.map { DecisionPipeline($0) }
            ?? DecisionPipeline(thresholds: ConfigurationDefaults.thresholds, hours: .always)
        pipeline.calibrated = gate
        self.pipeline = pipeline
        ids = IdentifierSource(clock: clock)
        let whole = report(tenant: nil)
        if let finding = whole.refused.first, whole.accepted.isEmpty {
            throw Failure(.foundWanting, finding.description)
        }
    }

    /// What the bot would do with a text, among one tenant's entries where one is named.
    func ask(_ text: String, tenant: String? = nil) throws -> Decision {
        try pipeline.hypothetical(
            text, knowledge: tenant ?? name, index: index(for: tenant), ids: ids,
            vectors: MessageVectors(server: vectors[tenant]?[text]), now: clock.now())
    }

    /// A labelled message, decided and graded by its label.
    func graded(_ labelled: LabelledQuery) throws -> GradedDecision {
        try pipeline.graded(labelled, index: index(for: labelled.query.tenant), now: clock.now())
    }

    /// Lets a server make the vectors of all entries and of the questions that will be asked.
    /// - Throws: why it does not.
    func embed(_ questions: [(String, String?)], with server: EmbeddingServer)
        async throws
    {
        for (tenant, asked) in Dictionary(grouping: questions, by: { $0.1 }) {
            let first = try await server.passages(["baton"])
            let index = index(
                of: report(tenant: tenant),
                server: VectorSpace(model: server.model, dimensions: first.first?.count ?? 0))
            try index.encodePending()
            for entry in index.pending(most: .max, from: .server) {
                index.put(try await server.passages(entry.texts), for: entry)
            }
            index.trainHead()
            let texts = Array(Set(asked.map { $0.0 }))
            let words = texts.map {
                index.queryText($0, language: Understanding.read($0).language)
            }
            let made = try await server.queries(words)
            vectors[tenant] = Dictionary(zip(texts, made)) { first, _ in first }
            indexes[tenant] = index
        }
    }

    private func index(for tenant: String?) throws -> KnowledgeIndex {
        if let known = indexes[tenant] { return known }
        let index = index(of: report(tenant: tenant))
        try index.encodePending()
        index.trainHead()
        indexes[tenant] = index
        return index
    }

    private func report(tenant: String?) -> ImportReport {
        entries.entries(of: name, tenant: tenant)
    }

    private func index(
        of report: ImportReport, server: VectorSpace? = nil
    ) -> KnowledgeIndex {
        let now = clock.now()
        let index = KnowledgeIndex(knowledge: name, encoder: encoder, server: server)
        index.apply(
            report.accepted.enumerated().map {
                EntryRevision(
                    revision: Int64($0.offset + 1), entry: $0.element.entry, isDeleted: false,
                    savedBy: .system, savedAt: now)
            })
        return index
    }
}
