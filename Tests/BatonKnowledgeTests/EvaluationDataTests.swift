import BatonCore
import Foundation
import Testing

@testable import BatonKnowledge

/// Measures search on sets of questions with known answers; needs a folder of them.
///
/// `BATON_DATA=folder swift test --filter EvaluationDataTests`
@Suite(
    "Search on measured sets",
    .enabled(if: ProcessInfo.processInfo.environment["BATON_DATA"] != nil))
struct EvaluationDataTests {
    private struct Line: Decodable {
        var text: String
        var lang: String
        var relevant: [String]
        var tenant: String?
    }

    private struct MeasuredSet {
        var name: String
        var indexes: [String: KnowledgeIndex]
        var questions: [(tenant: String, question: Evaluation.Question)]
    }

    private static func load(_ name: String, in folder: String) throws -> MeasuredSet {
        let base = URL(filePath: folder).appending(path: name)
        let knowledge = try Data(contentsOf: base.appending(path: "kb.jsonl"))
        let lines = try Data(contentsOf: base.appending(path: "queries.jsonl"))
            .split(separator: 0x0A)
            .map { try JSONDecoder().decode(Line.self, from: $0) }
        var indexes: [String: KnowledgeIndex] = [:]
        for tenant in Set(lines.map { $0.tenant ?? "" }) {
            let report = KnowledgeImport.read(
                Array(knowledge), file: "kb.jsonl", format: .jsonl, knowledge: "kb",
                tenant: tenant.isEmpty ? nil : tenant)
            #expect(report.refused.isEmpty)
            let index = KnowledgeIndex(knowledge: "kb")
            index.apply(report.accepted.enumerated().map { .saved($1.entry, at: Int64($0 + 1)) })
            indexes[tenant] = index
        }
        let questions = lines.map { line in
            (
                line.tenant ?? "",
                Evaluation.Question(
                    text: line.text, language: Language(rawValue: line.lang) ?? .mixed,
                    relevant: Set(line.relevant.map { EntryID($0) }))
            )
        }
        return MeasuredSet(name: name, indexes: indexes, questions: questions)
    }

    private static func evaluate(_ set: MeasuredSet, _ weights: SearchWeights) -> Evaluation {
        for index in set.indexes.values { index.use(weights) }
        var result = Evaluation()
        for (tenant, question) in set.questions {
            guard let index = set.indexes[tenant] else { continue }
            result.add(
                index.search(question.text, language: question.language, day: "2026-11-24"),
                for: question)
        }
        return result
    }

    private static func figures(_ result: Evaluation) -> String {
        [result.accuracy, result.recallAtFive, result.areaUnderCurve ?? 0]
            .map { String(format: "%.3f", $0) }.joined(separator: " / ")
    }

    @Test("search on the shipped weights is as good as it was measured to be")
    func shipped() throws {
        let folder = ProcessInfo.processInfo.environment["BATON_DATA"] ?? ""
        for name in ["hk_desk", "hk_sme_faq", "clinc150_faq", "banking77_faq", "drcd"] {
            let set = try Self.load(name, in: folder)
            print(name, "acc@1 / R@5 / AUROC", Self.figures(Self.evaluate(set, SearchWeights())))
        }
    }

    @Test("weights are swept", .enabled(if: ProcessInfo.processInfo.environment["BATON_SWEEP"] != nil))
    func sweep() throws {
        let folder = ProcessInfo.processInfo.environment["BATON_DATA"] ?? ""
        let sets = try ["hk_desk", "hk_sme_faq", "clinc150_faq"].map {
            try Self.load($0, in: folder)
        }
        func show(_ label: String, _ change: (inout SearchWeights) -> Void) {
            var weights = SearchWeights()
            change(&weights)
            print(label, sets.map { Self.figures(Self.evaluate($0, weights)) })
        }
        show("base") { _ in }
        for value in [0, 0.5, 0.75, 1.5, 2, 3] as [Float] { show("concept \(value)") { $0.concept = value } }
        for value in [0, 0.25, 0.75, 1, 1.5] as [Float] { show("answer \(value)") { $0.answer = value } }
        for value in [0.1, 0.2, 0.5, 0.8] as [Float] { show("unigram \(value)") { $0.unigram = value } }
        for value in [0, 0.15, 0.5, 0.75] as [Float] { show("bq \(value)") { $0.questionLength = value } }
        for value in [0.3, 0.5, 0.9] as [Float] { show("ba \(value)") { $0.answerLength = value } }
        for value in [0.4, 0.8, 2] as [Float] { show("k1 \(value)") { $0.k1 = value } }
        for value in [0.25, 0.5] as [Float] { show("number \(value)") { $0.number = value } }
    }
}

extension EntryRevision {
    /// A save by the system.
    static func saved(
        _ entry: Entry, at revision: Int64, isDeleted: Bool = false
    ) -> EntryRevision {
        EntryRevision(
            revision: revision, entry: entry, isDeleted: isDeleted, savedBy: .system,
            savedAt: Timestamp(seconds: 1_700_000_000))
    }
}
