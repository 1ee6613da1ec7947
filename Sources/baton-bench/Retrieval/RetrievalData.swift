import BatonCore
import BatonEncoder
import BatonKnowledge
import BatonUnderstanding
import Foundation

/// What fitting and measuring read: labelled sets, made ready with the encoder where there is one.
struct RetrievalData {
    let sets: [LabelledSet]
    let units: [FitUnit]
    let encoder: UniversalSentenceEncoder?
    private let cache: FileVectorCache?
    private let server: ServerVectors?

    /// Reads the sets below `folders`.
    /// - Parameters:
    ///   - model: the encoder's file; `nil` for the installed one, where there is one.
    ///   - vectors: a file that keeps vectors between runs.
    ///   - server: makes vectors beside the encoder's.
    init(_ folders: [String], model: String?, vectors: String?, server: ServerVectors? = nil)
        async throws
    {
        let encoder: UniversalSentenceEncoder?
        if let model {
            encoder = try UniversalSentenceEncoder(path: model)
        } else {
            encoder = try UniversalSentenceEncoder.installed()
        }
        try await self.init(folders, encoder: encoder, vectors: vectors, server: server)
    }

    /// Reads the sets below `folders` with the vectors of a server alone.
    init(_ folders: [String], server: ServerVectors) async throws {
        try await self.init(folders, encoder: nil, vectors: nil, server: server)
    }

    private init(
        _ folders: [String], encoder: UniversalSentenceEncoder?, vectors: String?,
        server: ServerVectors?
    ) async throws {
        self.encoder = encoder
        self.server = server
        let cache = vectors.flatMap { path in
            encoder.map { FileVectorCache(path: path, dimensions: $0.dimensions) }
        }
        self.cache = cache
        sets = try LabelledSet.folders(in: folders).map { try LabelledSet(folder: $0) }
        var units: [FitUnit] = []
        for set in sets {
            for shop in set.shops {
                units.append(try await Self.unit(set.name, shop, encoder, cache, server))
            }
        }
        self.units = units
    }

    private static func unit(
        _ set: String, _ shop: LabelledSet.Shop, _ encoder: UniversalSentenceEncoder?,
        _ cache: FileVectorCache?, _ server: ServerVectors?
    ) async throws -> FitUnit {
        func read(_ text: String) -> Language { Understanding.read(text).language }
        guard let server else {
            return try FitUnit(set: set, shop: shop, encoder: encoder, cache: cache, read: read)
        }
        return try await FitUnit.served(
            set: set, shop: shop, by: server, encoder: encoder, cache: cache, read: read)
    }

    /// A fit over all shops.
    var fit: RankerFit {
        RankerFit(
            units: units, model: encoder.map { Self.family($0.model) },
            dimensions: encoder?.dimensions ?? 0)
    }

    /// Keeps the vectors.
    func save() throws {
        try cache?.save()
        try server?.save()
    }

    /// An encoder's name without its file's mark: an adaptation suits every file of the model.
    private static func family(_ model: String) -> String {
        model.hasPrefix("use-m3") ? "use-m3" : model
    }

    /// An evaluation in one line.
    static func line(_ result: Evaluation) -> String {
        func figure(_ value: Double) -> String { String(format: "%.3f", value) }
        let interval = result.interval(result.accuracy)
        let half = (interval.upperBound - interval.lowerBound) / 2
        return "acc@1 \(figure(result.accuracy)) ±\(figure(half)), "
            + "R@5 \(figure(result.recallAtFive)), MRR@10 \(figure(result.meanReciprocalRank)), "
            + "AUROC \(result.areaUnderCurve.map(figure) ?? "-"), "
            + "coverage at 5 % risk \(figure(result.coverage(atRisk: 0.05)))"
    }
}
