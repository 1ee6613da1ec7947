import BatonConfiguration
import BatonCore
import BatonEncoder
import BatonKnowledge
import BatonWorker
import Foundation

/// Answers from a knowledge file, without a store or a worker.
final class AskEngine {
    private let bytes: [UInt8]
    private let path: String
    private let format: KnowledgeImport.Format
    private let pipeline: DecisionPipeline
    private let ids: IdentifierSource
    private let clock = SystemWallClock()
    private let name: String
    private let encoder: UniversalSentenceEncoder?
    private var indexes: [String?: KnowledgeIndex] = [:]

    init(file: String, configuration: Configuration?) throws {
        path = absolutePath(file)
        name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
        guard let format = KnowledgeImport.Format(fileName: path) else {
            throw Failure(.usage, "\(path) is neither .jsonl, .csv nor .md")
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure(.usage, "cannot read \(path)")
        }
        self.format = format
        encoder = try UniversalSentenceEncoder.installed()
        bytes = Array(data)
        pipeline = DecisionPipeline(
            thresholds: configuration?.gate.thresholds ?? ConfigurationDefaults.thresholds,
            hours: configuration?.hours ?? .always)
        ids = IdentifierSource(clock: clock)
        let whole = report(tenant: nil)
        if let finding = whole.refused.first, whole.accepted.isEmpty {
            throw Failure(.foundWanting, finding.description)
        }
        indexes[nil] = try index(of: whole)
    }

    /// The encoder's name; `nil` where entries are found by their words alone.
    var model: String? { encoder?.model }

    /// What the bot would do with a text, among one tenant's entries where one is named.
    func ask(_ text: String, tenant: String? = nil) throws -> Decision {
        let index = try indexes[tenant] ?? index(of: report(tenant: tenant))
        indexes[tenant] = index
        return pipeline.hypothetical(
            text, knowledge: tenant ?? name, index: index, ids: ids, now: clock.now())
    }

    private func report(tenant: String?) -> ImportReport {
        KnowledgeImport.read(bytes, file: path, format: format, knowledge: name, tenant: tenant)
    }

    private func index(of report: ImportReport) throws -> KnowledgeIndex {
        let now = clock.now()
        let index = KnowledgeIndex(knowledge: name, encoder: encoder)
        index.apply(
            report.accepted.enumerated().map {
                EntryRevision(
                    revision: Int64($0.offset + 1), entry: $0.element.entry, isDeleted: false,
                    savedBy: .system, savedAt: now)
            })
        try index.encodePending()
        index.trainHead()
        return index
    }
}
