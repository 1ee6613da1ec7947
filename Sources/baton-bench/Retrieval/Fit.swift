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

    @Option(help: "An embedding server's address, for the confidence of external encoders.")
    var server: String?

    @Flag(help: "The server is told which texts are queries and which are passages.")
    var inputType = false

    @Option(help: "A file that keeps the server's vectors between runs.")
    var serverVectors: String?

    @Flag(help: "Only the confidence of external encoders.")
    var onlyExternal = false

    @Option(help: "The day to write into the files, yyyy-mm-dd.")
    var day: String?

    func run() async throws {
        let data = try RetrievalData(folders, model: model, vectors: vectors)
        try data.save()
        let fit = data.fit
        if data.encoder != nil { try await external(fit) }
        if onlyExternal { return }
        let folds = OutOfFold(fit) { Self.note($0) }
        for result in folds.results {
            for meaning in [false, true] {
                guard let whole = result.whole(meaning: meaning) else { continue }
                print(
                    "out of fold \(result.unit.name) \(meaning ? "with encoder" : "no model"): "
                        + RetrievalData.line(whole))
            }
        }
        for set in Set(folds.results.map(\.unit.set)).sorted() {
            for meaning in [false, true] {
                for (language, part) in folds.byLanguage(of: set, meaning: meaning) {
                    let system = meaning ? "with encoder" : "no model"
                    print("out of fold \(set) \(language) \(system): \(RetrievalData.line(part))")
                }
            }
        }
        guard let into else { return }
        Self.note("on all")
        try write(fit.ranker(), folds, into)
    }

    private func external(_ fit: RankerFit) async throws {
        var served: [FitUnit] = []
        if let server {
            let data = try await RetrievalData(
                folders,
                server: ServerVectors(
                    url: server, hasInputType: inputType, vectors: serverVectors))
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
        let words = notes(folds, meaning: false)
        for (kind, model) in ranker.words {
            try put(model.text(notes: words), knowledge, "ranker-\(kind.rawValue)-words.txt")
        }
        var file = folds.words
        file.notes = words
        try put(file.text, gate, "confidence-words.txt")
        guard var meaning = folds.meaning else { return }
        let notes = notes(folds, meaning: true)
        for (kind, model) in ranker.meaning {
            try put(model.text(notes: notes), knowledge, "ranker-\(kind.rawValue)-meaning.txt")
        }
        try put(
            ranker.external.text(
                notes: ["For encoders without an adaptation; its cosines count by comparison."]),
            knowledge, "ranker-external.txt")
        if let adaptation = ranker.adaptations.first {
            try put(adaptation.text(notes: notes), knowledge, "adaptation.txt")
        }
        meaning.notes = notes
        try put(meaning.text, gate, "confidence-meaning.txt")
    }

    /// When, on what, and how well on shops that were left out.
    private func notes(_ folds: OutOfFold, meaning: Bool) -> [String] {
        let sets = Set(folds.results.map(\.unit.set)).sorted()
        let date = day.map { "Fitted \($0) by" } ?? "Fitted by"
        return ["\(date) `baton-bench fit` on \(sets.joined(separator: ", "))."]
            + sets.compactMap { set in
                folds.evaluation(of: set, meaning: meaning).map {
                    "Left out: \(set) \(RetrievalData.line($0))"
                }
            }
    }

    private static func note(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}
