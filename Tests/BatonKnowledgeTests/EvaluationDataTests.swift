import BatonCore
import BatonKnowledge
import Foundation
import Testing

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
        return MeasuredSet(indexes: indexes, questions: questions)
    }

    private static func evaluate(_ set: MeasuredSet) -> Evaluation {
        var result = Evaluation()
        for (tenant, question) in set.questions {
            guard let index = set.indexes[tenant] else { continue }
            result.add(
                index.search(question.text, language: question.language, day: "2026-11-24"),
                for: question)
        }
        return result
    }

    @Test(
        "search on the shipped weights is as good as it was measured to be",
        arguments: [
            ("hk_desk", 0.50, 0.74), ("hk_sme_faq", 0.80, 0.95), ("clinc150_faq", 0.70, 0.90),
            ("drcd", 0.95, 0.99),
        ])
    func shipped(name: String, accuracy: Double, recall: Double) throws {
        let folder = ProcessInfo.processInfo.environment["BATON_DATA"] ?? ""
        let result = try Self.evaluate(Self.load(name, in: folder))
        let figures = [result.accuracy, result.recallAtFive, result.areaUnderCurve ?? 0]
        print(name, "acc@1, R@5, AUROC:", figures.map { String(format: "%.3f", $0) })

        #expect(result.accuracy >= accuracy)
        #expect(result.recallAtFive >= recall)
    }
}
