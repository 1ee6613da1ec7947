import ArgumentParser
import BatonCore
import BatonGate
import BatonKnowledge
import BatonWorker
import Foundation

/// Makes a gate from labels, shows one, and tries one on labels.
struct GateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gate",
        abstract: "Make a gate with a guarantee from labels, show it, try it.",
        subcommands: [
            Fit.self, Report.self, Simulate.self, Versions.self, Activate.self, Rollback.self,
            Compare.self, Reopen.self, Stop.self, Resume.self, Review.self, ReviewRate.self,
        ])

    /// Learns a gate from labelled messages.
    struct Fit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Learn a gate from labelled messages, and write it to a file.",
            discussion: """
                Without --knowledge it learns from the record's own labels, promises what the
                configuration asks, and keeps a new version of the inbox's gate, which a supervisor
                puts in force with 'baton gate activate'.
                """)

        @OptionGroup var gate: GateOptions

        @Option(name: .long, help: "A file of entries (.csv, .xlsx, .jsonl, .md).")
        var knowledge: String?

        @Option(name: .long, help: "A JSONL file of labelled messages, with --knowledge.")
        var labelled: String?

        @Option(name: .long, help: "The largest share of the bot's own answers that may be wrong.")
        var risk = 0.05

        @Option(name: .long, help: "How surely that is to hold.")
        var confidence = 0.9

        @Flag(
            name: .long,
            help: """
                The early mode: bounds the share of all messages that are answered wrongly, on \
                average; needs far fewer labels.
                """)
        var early = false

        @Option(name: .long, help: "Where the gate is written; JSON.")
        var out: String?

        func validate() throws {
            guard RiskPromise(risk: risk, confidence: confidence).isSound else {
                throw ValidationError(
                    "--risk is between 0.0001 and 0.5, --confidence between 0.5 and 0.9999")
            }
            guard (knowledge == nil) == (labelled == nil), (knowledge == nil) == (out == nil) else {
                throw ValidationError("--knowledge, --labelled and --out go together")
            }
        }

        func run() async throws {
            guard let knowledge, let labelled, let out else {
                return try await gate.fit()
            }
            var labels = LabelOptions()
            labels.knowledge = knowledge
            labels.labelled = labelled
            let engine = try labels.engine(gate.global)
            let calibration = GateCalibration(
                promise: RiskPromise(risk: risk, confidence: confidence),
                basis: early ? .early : .guarantee)
            let made = calibration.gate(
                from: try labels.graded(engine), knowledge: engine.name,
                day: CalendarDay.text(of: SystemWallClock().now()))
            do {
                try Data(made.fileBytes()).write(
                    to: URL(fileURLWithPath: absolutePath(out)), options: .atomic)
            } catch {
                throw Failure(.usage, "cannot write \(out): \(error.localizedDescription)")
            }
            if gate.json { return try Output.json(made) }
            for line in GateFileReport.lines(of: made) { Output.line(line) }
        }
    }

    /// Tries a gate on labels.
    struct Simulate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what a gate would do with labelled messages, against another or none.")

        @OptionGroup var global: GlobalOptions
        @OptionGroup var labels: LabelOptions

        @Option(name: .long, help: "The gate's file.")
        var gate: String

        @Option(name: .long, help: "Another gate's file; else the configured thresholds.")
        var against: String?

        func run() throws {
            let gate = try GateFile.read(gate)
            let other = try against.map(GateFile.read)
            let engine = try labels.engine(global)
            let graded = try labels.graded(engine)
            let answer = engine.thresholds.answer
            let comparison = GateComparison(
                before: other?.version ?? Gate.version, after: gate.version, on: graded,
                answersBefore: { label in
                    // By thresholds a lead over the second is asked for too.
                    other?.answers(label)
                        ?? (label.isAnswered(from: answer)
                            && label.features["lead", default: 0] >= engine.thresholds.margin)
                },
                answersAfter: gate.answers)
            for side in [comparison.before, comparison.after] {
                Output.line(
                    "\(side.version): answers \(side.answered) of \(comparison.decisions), "
                        + "\(side.wrong) wrong (\(GateFileReport.percent(side.risk)))")
            }
            Output.line(comparison.words.english)
            let seen = graded.count { !gate.division.isForBound($0.conversation) }
            Output.line(
                "\(seen) of these messages may have fitted its weights, and the others set its "
                    + "threshold, where they are the ones that it was made from: an account of the "
                    + "past, no proof")
        }
    }
}

/// Where labels come from.
struct LabelOptions: ParsableArguments {
    @Option(name: .long, help: "A file of entries (.csv, .xlsx, .jsonl, .md).")
    var knowledge: String

    @Option(
        name: .long,
        help: """
            A JSONL file of labelled messages {id, text, relevant: [entry], tenant}, drawn at random \
            from all messages; `relevant` is empty where a person is to answer.
            """)
    var labelled: String

    /// The engine that decides the messages.
    func engine(_ global: GlobalOptions) throws -> AskEngine {
        try AskEngine(file: knowledge, configuration: try global.optionalConfiguration)
    }

    /// The messages, decided and graded.
    func graded(_ engine: AskEngine) throws -> [GradedDecision] {
        let path = absolutePath(labelled)
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure(.usage, "cannot read \(labelled)")
        }
        let (queries, refused) = LabelledQuery.read(Array(data), file: labelled)
        if let finding = refused.first { throw Failure(.foundWanting, finding.description) }
        return try queries.map(engine.graded)
    }
}

/// A gate's file on disk.
enum GateFile {
    /// Reads it, or says why it is refused.
    static func read(_ file: String) throws -> CalibratedGate {
        guard let data = FileManager.default.contents(atPath: absolutePath(file)) else {
            throw Failure(.usage, "cannot read \(file)")
        }
        do throws(GateFileError) {
            return try CalibratedGate.read(Array(data), name: file)
        } catch {
            throw Failure(.foundWanting, error.description)
        }
    }
}
