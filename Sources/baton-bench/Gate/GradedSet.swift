import ArgumentParser
import BatonCore
import BatonEncoder
import BatonGate
import BatonKnowledge
import BatonUnderstanding
import BatonWorker
import Foundation

/// A folder's messages, each decided and graded by its label.
struct GradedSet {
    /// A graded message with what the folder says of it.
    struct Item {
        var graded: GradedDecision
        var tenant: String
        var isAnswerable: Bool
        /// `answerable`, or the kind of unanswerable.
        var kind: String
    }

    var name: String
    var items: [Item]
    private(set) var queries: [LabelledQuery]
    private(set) var indexes: [String: KnowledgeIndex]
    /// The messages' vectors, in their order.
    private var vectors: [MessageVectors] = []

    private static let now = Timestamp(seconds: 1_780_000_000)

    /// Reads `kb.jsonl` and `queries.jsonl` of a folder and grades every message.
    /// - Parameters:
    ///   - encoder: compares meanings; `nil` for words alone.
    ///   - server: compares meanings beside it.
    ///   - rankers: by business, rankers that never saw it; the shipped one for others.
    init(
        folder: String, pipeline: DecisionPipeline, encoder: UniversalSentenceEncoder? = nil,
        server: ServerVectors? = nil, rankers: [String: Ranker] = [:]
    ) async throws {
        let base = URL(fileURLWithPath: folder)
        name = base.lastPathComponent
        let knowledge = try Array(Data(contentsOf: base.appendingPathComponent("kb.jsonl")))
        let file = base.appendingPathComponent("queries.jsonl")
        let (queries, refused) = LabelledQuery.read(
            Array(try Data(contentsOf: file)), file: file.path)
        if let finding = refused.first { throw ValidationError(finding.description) }
        self.queries = queries
        indexes = [:]
        for tenant in Set(queries.map { $0.query.tenant ?? "" }) {
            let report = KnowledgeImport.read(
                knowledge, file: "kb.jsonl", format: .jsonl, knowledge: "kb",
                tenant: tenant.isEmpty ? nil : tenant)
            let index = KnowledgeIndex(
                knowledge: "kb", encoder: encoder, server: server?.space,
                ranker: rankers[tenant] ?? .shipped)
            index.apply(
                report.accepted.enumerated().map {
                    EntryRevision(
                        revision: Int64($0.offset + 1), entry: $0.element.entry, isDeleted: false,
                        savedBy: .system, savedAt: Self.now)
                })
            try index.encodePending()
            try await server?.fill(index)
            index.trainHead()
            indexes[tenant] = index
        }
        items = []
        for labelled in queries {
            let tenant = labelled.query.tenant ?? ""
            var vectors = MessageVectors()
            if let server, let index = indexes[tenant] {
                let words = index.queryText(
                    labelled.query.text, language: Understanding.read(labelled.query.text).language)
                vectors.server = try await server.queries([words]).first
            }
            self.vectors.append(vectors)
            let graded = pipeline.graded(
                labelled, index: indexes[tenant], vectors: vectors, now: Self.now)
            let isAnswerable = !labelled.relevant.isEmpty
            items.append(
                Item(
                    graded: graded, tenant: tenant, isAnswerable: isAnswerable,
                    kind: isAnswerable ? "answerable" : labelled.kind ?? "unanswerable"))
        }
    }

    /// The businesses in it.
    var tenants: [String] { Set(items.map(\.tenant)).sorted() }

    /// The messages as models see them that were fitted without them: without their business where
    /// there are three or more, else without their fifth of the messages.
    func outOfFold() -> [Item] {
        let tenants = tenants
        guard tenants.count >= 3 else {
            guard let scored = GateModelFit.outOfFold(items.map(\.graded)) else { return items }
            return zip(items, scored).map { item, graded in
                var item = item
                item.graded = graded
                return item
            }
        }
        var models: [String: GateModel] = [:]
        for tenant in tenants {
            let others = items.filter { $0.tenant != tenant }.map(\.graded)
            models[tenant] = GateModelFit.fit(others)
        }
        return items.map { item in
            var item = item
            if let model = models[item.tenant] {
                item.graded.confidence = model.confidence(
                    item.graded.features, candidates: item.graded.candidates)
            }
            return item
        }
    }

    /// Nanoseconds that each decision took beyond its search, the best of five: what else the
    /// machine does is not the gate's.
    func decisionTimes(pipeline: DecisionPipeline) -> [Int64] {
        zip(queries, vectors).map { labelled, vectors in
            let index = indexes[labelled.query.tenant ?? ""]
            let input = DecisionPipeline.Input(
                text: labelled.query.text, vectors: vectors, now: Self.now)
            let taken = (0..<5).map { _ in
                let start = ContinuousClock.now
                let result = pipeline.decide(input, index: index)
                let taken = (ContinuousClock.now - start).nanoseconds
                return max(0, taken - result.retrieveMicroseconds * 1000)
            }
            return taken.min() ?? 0
        }
    }
}
