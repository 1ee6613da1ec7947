import BatonConfiguration
import BatonCore
import BatonKnowledge
import BatonWorker
import Foundation

/// Answers from a knowledge file, without a store or a worker.
struct AskEngine {
    private let index: KnowledgeIndex
    private let tenants: [String: Set<EntryID>]
    private let pipeline: DecisionPipeline
    private let ids: IdentifierSource
    private let clock = SystemWallClock()
    private let name: String

    init(file: String, configuration: Configuration?) throws {
        let path = absolutePath(file)
        name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        let result = KnowledgeImport.read(Array(data), file: path, into: name)
        if let finding = result.findings.first, result.entries.isEmpty {
            throw Failure(.foundWanting, finding.description)
        }
        let now = clock.now()
        index = KnowledgeIndex(knowledge: name)
        index.apply(
            result.entries.enumerated().map {
                EntryRevision(
                    revision: Int64($0.offset + 1), entry: $0.element, isDeleted: false,
                    savedBy: .system, savedAt: now)
            })
        var tenants: [String: Set<EntryID>] = [:]
        for (entry, tenant) in result.tenants { tenants[tenant, default: []].insert(entry) }
        self.tenants = tenants
        pipeline = DecisionPipeline(
            thresholds: configuration?.gate.thresholds ?? ConfigurationDefaults.thresholds,
            hours: configuration?.hours ?? .always)
        ids = IdentifierSource(clock: clock)
    }

    /// What the bot would do with a text, among one tenant's entries where one is named.
    func ask(_ text: String, tenant: String? = nil) -> Decision {
        let members = tenant.map { tenants[$0] ?? [] }
        return pipeline.hypothetical(
            text, knowledge: name, index: index, ids: ids, now: clock.now(),
            filter: members.map { members in { @Sendable in members.contains($0) } })
    }
}
