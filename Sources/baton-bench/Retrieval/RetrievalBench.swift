import ArgumentParser
import BatonCore
import BatonEncoder
import BatonKnowledge
import Foundation

/// How well and how fast the right entry is found, beside SQLite's full-text search.
struct RetrievalBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retrieval", abstract: "Quality and speed of search, beside SQLite FTS5.")

    @Argument(help: "Folders with kb.jsonl and queries.jsonl, or folders of such folders.")
    var folders: [String] = []

    @Option(help: "Measure speed at these numbers of entries, such as 1000,10000,100000.")
    var size: String?

    @Option(help: "The encoder's file; without it the installed one.")
    var model: String?

    @Option(help: "A file that keeps vectors between runs.")
    var vectors: String?

    @OptionGroup var served: ServerOptions

    @Flag(help: "Also fit anew, leaving out one shop at a time.")
    var outOfFold = false

    @Flag(help: "Print JSON.")
    var json = false

    /// One system on one set, in one language or in all.
    struct Figures: Encodable {
        var set: String
        var system: String
        var language: String
        var questions: Int
        var answerable: Int
        var accuracy: Double
        var accuracyLow: Double
        var accuracyHigh: Double
        var recallAt5: Double
        var reciprocalRankAt10: Double
        var auroc: Double?
        var coverageAt5Percent: Double

        init(_ set: String, _ system: String, _ language: String, _ result: Evaluation) {
            self.set = set
            self.system = system
            self.language = language
            questions = result.verdicts.count
            answerable = result.answerable
            accuracy = result.accuracy
            let interval = result.interval(result.accuracy)
            accuracyLow = interval.lowerBound
            accuracyHigh = interval.upperBound
            recallAt5 = result.recallAtFive
            reciprocalRankAt10 = result.meanReciprocalRank
            auroc = result.areaUnderCurve
            coverageAt5Percent = result.coverage(atRisk: 0.05)
        }

        var line: String {
            func figure(_ value: Double) -> String { String(format: "%.3f", value) }
            let name = [set, system, language].joined(separator: " · ")
            return "\(name): acc@1 \(figure(accuracy)) [\(figure(accuracyLow)), "
                + "\(figure(accuracyHigh))], R@5 \(figure(recallAt5)), "
                + "MRR@10 \(figure(reciprocalRankAt10)), AUROC \(auroc.map(figure) ?? "-"), "
                + "cov@5% \(figure(coverageAt5Percent)) (\(answerable) of \(questions))"
        }
    }

    private struct Report: Encodable {
        var encoder: String?
        var quality: [Figures]
        var speed: [SizeMeasurement]
        var machine: Machine
    }

    func validate() throws {
        if folders.isEmpty, size == nil { throw ValidationError("give a folder, or --size N,N") }
        if sizes == nil { throw ValidationError("--size takes numbers from 1, with commas") }
    }

    private var sizes: [Int]? {
        guard let size else { return [] }
        let numbers = size.split(separator: ",").map { Int($0) }
        guard numbers.allSatisfy({ ($0 ?? 0) > 0 }) else { return nil }
        return numbers.compactMap(\.self)
    }

    func run() async throws {
        let data = try await RetrievalData(
            folders, model: model, vectors: vectors, server: served.reached())
        var quality: [Figures] = []
        for set in data.sets {
            let figures = try SetMeasurement(set, data.units.filter { $0.set == set.name }).figures
            quality += figures
            if !json { for figure in figures { print(figure.line) } }
        }
        if outOfFold { quality += folded(data) }
        var speed: [SizeMeasurement] = []
        for size in sizes ?? [] {
            let measured = try SizeMeasurement(size)
            speed.append(measured)
            if !json { for line in measured.lines { print(line) } }
        }
        try data.save()
        let report = Report(
            encoder: data.encoder?.model, quality: quality, speed: speed, machine: Machine.now())
        if json {
            print(String(decoding: try JSONEncoder().encode(report), as: UTF8.self))
        } else {
            print(report.machine.line)
        }
    }

    private func folded(_ data: RetrievalData) -> [Figures] {
        let folds = OutOfFold(data.fit) { _ in }
        var figures: [Figures] = []
        for set in data.sets.map(\.name) {
            for comparison in folds.comparisons {
                guard let result = folds.evaluation(of: set, comparison) else { continue }
                let system = "Baton \(comparison.title), out of fold"
                figures.append(Figures(set, system, "all", result))
                for (language, part) in folds.byLanguage(of: set, comparison) {
                    figures.append(Figures(set, system, language, part))
                }
            }
        }
        if !json { for figure in figures { print(figure.line) } }
        return figures
    }
}
