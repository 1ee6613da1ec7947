import ArgumentParser
import BatonCore
import BatonKnowledge
import Foundation

/// Fits ranking and confidence on labelled sets, and writes their weights as files.
struct Fit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fit ranking and confidence on labelled sets, and write the weights.")

    @Argument(help: "Folders with kb.jsonl and queries.jsonl, or folders of such folders.")
    var folders: [String]

    @Option(help: "The folder Sources, into whose resources the weights go; none: only measure.")
    var into: String?

    @Option(help: "The encoder's file; without it the installed one.")
    var model: String?

    @Option(help: "A file that keeps vectors between runs.")
    var vectors: String?

    @OptionGroup var served: ServerOptions

    @Flag(help: "Only the confidence of external encoders.")
    var onlyExternal = false

    @Option(help: "The day to write into the files, yyyy-mm-dd.")
    var day: String?

    func run() async throws {
        let server = try await served.reached()
        let data = try await RetrievalData(
            folders, model: model, vectors: vectors, server: server)
        try data.save()
        let fit = data.fit
        if data.encoder != nil { try await external(fit, server) }
        if onlyExternal { return }
        let folds = OutOfFold(fit) { Self.note($0) }
        for result in folds.results {
            for comparison in folds.comparisons {
                guard let whole = result.whole(comparison) else { continue }
                print(
                    "out of fold \(result.unit.name) \(comparison.title): "
                        + RetrievalData.line(whole))
            }
        }
        for set in Set(folds.results.map(\.unit.set)).sorted() {
            for comparison in folds.comparisons {
                for (language, part) in folds.byLanguage(of: set, comparison) {
                    print(
                        "out of fold \(set) \(language) \(comparison.title): "
                            + RetrievalData.line(part))
                }
            }
        }
        guard let into else { return }
        Self.note("on all")
        try write(fit.ranker(), folds, into)
    }

    private func external(_ fit: RankerFit, _ server: ServerVectors?) async throws {
        var served: [FitUnit] = []
        if let server {
            let data = try await RetrievalData(folders, server: server)
            try data.save()
            served = data.units
        }
        let external = ExternalFit(fit, served: served)
        var lines: [String] = []
        for set in Set(fit.units.map(\.set)).sorted() { lines += external.lines(of: set) }
        for line in lines { print(line) }
        guard let into else { return }
        var file = external.weights
        file.notes =
            [
                (day.map { "Fitted \($0) by" } ?? "Fitted by")
                    + " `baton-bench fit --server URL`: for encoders that nothing was fitted to."
            ] + lines
        try file.text.write(
            to: URL(fileURLWithPath: into + "/BatonGate/Resources/confidence-external.txt"),
            atomically: true, encoding: .utf8)
    }

    private func write(_ ranker: Ranker, _ folds: OutOfFold, _ folder: String) throws {
        let knowledge = URL(fileURLWithPath: folder + "/BatonKnowledge/Resources")
        let gate = URL(fileURLWithPath: folder + "/BatonGate/Resources")
        func put(_ text: String, _ base: URL, _ name: String) throws {
            try text.write(
                to: base.appendingPathComponent(name), atomically: true, encoding: .utf8)
        }
        let models: [Comparison: [Ranker.Kind: RankModel]] = [
            .words: ranker.words, .meaning: ranker.meaning, .both: ranker.both,
        ]
        for comparison in folds.comparisons {
            let notes = notes(folds, comparison)
            for (kind, model) in models[comparison] ?? [:] {
                try put(
                    model.text(notes: notes), knowledge,
                    "ranker-\(kind.rawValue)-\(comparison.rawValue).txt")
            }
            if var file = folds.weights[comparison] {
                file.notes = notes
                try put(file.text, gate, "confidence-\(comparison.rawValue).txt")
            }
        }
        guard let adaptation = ranker.adaptations.first else { return }
        try put(
            adaptation.text(notes: notes(folds, .meaning)), knowledge, "adaptation.txt")
        try put(
            ranker.external.text(
                notes: ["For encoders without an adaptation; its cosines count by comparison."]),
            knowledge, "ranker-external.txt")
    }

    /// When, on what, and how well on shops that were left out.
    private func notes(_ folds: OutOfFold, _ comparison: Comparison) -> [String] {
        let sets = Set(folds.results.map(\.unit.set)).sorted()
        let date = day.map { "Fitted \($0) by" } ?? "Fitted by"
        return ["\(date) `baton-bench fit` on \(sets.joined(separator: ", "))."]
            + sets.compactMap { set in
                folds.evaluation(of: set, comparison).map {
                    "Left out: \(set) \(RetrievalData.line($0))"
                }
            }
    }

    private static func note(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}
