import BatonConfiguration
import BatonCore
import BatonEncoder
import BatonGate
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
    /// The file's name without its ending.
    let name: String
    private let encoder: UniversalSentenceEncoder?
    private var indexes: [String?: KnowledgeIndex] = [:]

    /// The thresholds in force where there is no calibrated gate.
    var thresholds: GateThresholds { pipeline.thresholds }

    init(file: String, configuration: Configuration?, gate: CalibratedGate? = nil) throws {
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
            hours: configuration?.hours ?? .always, calibrated: gate)
        ids = IdentifierSource(clock: clock)
        let whole = report(tenant: nil)
        if let finding = whole.refused.first, whole.accepted.isEmpty {
            throw Failure(.foundWanting, finding.description)
        }
    }

    /// The encoder's name; `nil` where entries are found by their words alone.
    var model: String? { encoder?.model }

    /// What the bot would do with a text, among one tenant's entries where one is named.
    func ask(_ text: String, tenant: String? = nil) throws -> Decision {
        try pipeline.hypothetical(
            text, knowledge: tenant ?? name, index: index(for: tenant), ids: ids,
            now: clock.now())
    }

    /// A labelled message, decided and graded by its label.
    func graded(_ labelled: LabelledQuery) throws -> GradedDecision {
        try pipeline.graded(labelled, index: index(for: labelled.query.tenant), now: clock.now())
    }

    private func index(for tenant: String?) throws -> KnowledgeIndex {
        if let known = indexes[tenant] { return known }
        let index = try index(of: report(tenant: tenant))
        indexes[tenant] = index
        return index
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
