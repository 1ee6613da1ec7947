import ArgumentParser
import BatonCore
import BatonEncoder
import BatonGate
import BatonKnowledge
import BatonWorker
import Foundation

/// Measures the gate on sets of labelled messages.
struct GateBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gate",
        abstract: "Measure the gate's guarantee on folders with kb.jsonl and queries.jsonl.")

    @Argument(help: "Folders.")
    var folders: [String]

    @Option(help: "How many random halvings.")
    var splits = 200

    @Option(help: "How many simulated years; 0 for none.")
    var years = 100

    @Option(help: "How many starts a plan has.")
    var starts = 1

    @Option(help: "The share of the first half that the plan is made from; the bound has the rest.")
    var planShare = 0.25

    @Option(help: "The seed of every random draw.")
    var seed: UInt64 = 4

    @Option(help: "The encoder's file; without it, words alone.")
    var model: String?

    @Option(help: "A file that keeps vectors between runs, for --out-of-fold.")
    var vectors: String?

    @OptionGroup var served: ServerOptions

    @Flag(
        help: """
            Rank each shop and set by a ranker fitted anew without it; otherwise by the shipped one, \
            which was fitted on sets like these.
            """)
    var outOfFold = false

    @Flag(help: "Print JSON.")
    var json = false

    struct Report: Encodable {
        var name: String
        var messages: Int
        var quality: GateQuality
        var trials: [SplitTrial]
        var exchanges: [ShopExchange]
        var year: GateYear?
        var decision: Measurement
    }

    func run() async throws {
        let encoder = try model.map { try UniversalSentenceEncoder(path: $0) }
        let server = try await served.reached()
        let rankers = outOfFold ? try await fitted(server) : [:]
        let pipeline = DecisionPipeline(
            thresholds: GateThresholds(answer: 0.7, draft: 0.4, margin: 0.03), hours: .always)
        for folder in folders {
            let report = try await measure(folder, pipeline, encoder, server, rankers)
            if json {
                print(String(decoding: try JSONEncoder().encode(report), as: UTF8.self))
            } else {
                for line in lines(of: report) { print(line) }
            }
        }
        if !json { print(Machine.now().line) }
    }

    /// Rankers by `set` or `set/shop`, each fitted without it.
    private func fitted(_ server: ServerVectors?) async throws -> [String: Ranker] {
        let data = try await RetrievalData(
            folders, model: model, vectors: vectors, server: server)
        try data.save()
        let fit = data.fit
        return Dictionary(data.units.map { ($0.name, fit.ranker(without: $0.name)) }) { $1 }
    }

    private func measure(
        _ folder: String, _ pipeline: DecisionPipeline, _ encoder: UniversalSentenceEncoder?,
        _ server: ServerVectors?, _ rankers: [String: Ranker]
    ) async throws -> Report {
        let name = URL(fileURLWithPath: folder).lastPathComponent
        var own: [String: Ranker] = [:]
        for (unit, ranker) in rankers where unit == name || unit.hasPrefix(name + "/") {
            own[unit == name ? "" : String(unit.dropFirst(name.count + 1))] = ranker
        }
        let set = try await GradedSet(
            folder: folder, pipeline: pipeline, encoder: encoder, server: server, rankers: own)
        let items = set.outOfFold()
        let quality = GateQuality(items)
        let trials = GateQuality.risks.map {
            SplitTrial(
                items, risk: $0, splits: splits, seed: seed, starts: starts, planShare: planShare)
        }
        let exchanges =
            set.tenants.count >= 3
            ? [0.05, 0.10, 0.20].flatMap { ShopExchange.all(items, risk: $0) } : []
        // The tightest promise that opens in most splits is the one whose year is worth watching.
        let promised = trials.first { $0.opened * 2 > $0.splits }?.risk
        var fitted = pipeline
        fitted.calibrated = GateCalibration(promise: RiskPromise(risk: 0.05, confidence: 0.9))
            .gate(from: set.items.map(\.graded), knowledge: set.name, day: "2026-11-25")
        return Report(
            name: set.name, messages: items.count, quality: quality, trials: trials,
            exchanges: exchanges,
            year: years > 0
                ? promised.map { GateYear(items, risk: $0, years: years, seed: seed) } : nil,
            decision: Measurement(
                "decision beyond retrieval", nanoseconds: set.decisionTimes(pipeline: fitted)))
    }

    private func lines(of report: Report) -> [String] {
        func three(_ value: Double) -> String { String(format: "%.3f", value) }
        let quality = report.quality
        var lines = [
            "\(report.name)\(outOfFold ? " out of fold" : "")\(model == nil ? "" : " with encoder"): "
                + "\(report.messages) messages, first candidate right "
                + "\(three(quality.right)), AUROC right \(three(quality.rightFromRest)), answerable "
                + "\(three(quality.answerableFromRest)), right ones ruled out \(quality.ruledOut)",
            "  oracle coverage at 1, 2, 5, 10 %: "
                + quality.oracle.map(three).joined(separator: ", "),
        ]
        for trial in report.trials {
            let kinds = trial.answeredByKind.sorted { $0.key < $1.key }
                .map { "\($0.key) \(three($0.value))" }.joined(separator: ", ")
            lines.append(
                "  promise \(trial.risk) with \(trial.confidence): opened "
                    + "\(trial.opened)/\(trial.splits), broken on the pool \(trial.brokenOnPool), on the other half "
                    + "\(trial.brokenOnOther); coverage \(three(trial.coverage)), realised "
                    + "\(three(trial.realised)); early mode \(three(trial.earlyCoverage)), joint "
                    + three(trial.earlyJoint))
            if trial.opened > 0 { lines.append("    answered by kind: \(kinds)") }
        }
        for exchange in report.exchanges {
            let result =
                exchange.threshold == nil
                ? "closed"
                : "coverage \(three(exchange.coverage)), wrong \(three(exchange.realised))"
            lines.append(
                "  \(exchange.from)'s labels on \(exchange.to) at \(exchange.risk): \(result)")
        }
        if let year = report.year { lines.append("  " + self.line(of: year)) }
        lines.append("  " + report.decision.line)
        return lines
    }

    private func line(of year: GateYear) -> String {
        let delays = year.delayDays.map { "\($0)" }.joined(separator: " and ")
        return
            "\(year.years) simulated years at \(year.risk): opened \(year.opened), tripped before "
            + "the shift \(year.trippedEarly) (\(year.earlyBroken) of them with the promise broken so "
            + "far, \(year.earlySeason) in a season above it), after it \(year.trippedAfter) (in time "
            + "\(year.trippedInTime); days, median and ninth tenth: \(delays); share of errors then "
            + String(format: "%.4f", year.riskAtTrip) + "), broken unseen \(year.missed); without "
            + "a meter " + String(format: "%.4f", year.riskWithoutMeter)
            + "; drift alarms \(year.driftAlarms)"
    }
}
