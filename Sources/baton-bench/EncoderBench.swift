import ArgumentParser
import BatonEncoder
import BatonSimulator
import Foundation

/// How long a question takes to become a vector, on one thread.
struct EncoderBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "encoder", abstract: "Latency, throughput and memory of the encoder.")

    @OptionGroup var source: EncoderSource

    @Option(help: "How often the sample questions are gone through.")
    var rounds = 20

    @Flag(help: "Print JSON.")
    var json = false

    private struct Report: Encodable {
        var model: String
        var opening: Measurement
        var query: Measurement
        var textsPerSecond: Double
        var tokensPerText: Double
        var machine: Machine
    }

    func validate() throws {
        guard rounds > 0 else { throw ValidationError("--rounds takes a number from 1") }
    }

    func run() throws {
        let start = ContinuousClock.now
        let encoder = try source.open()
        let opened = (ContinuousClock.now - start).nanoseconds
        let texts = SampleQuestion.all.map(\.text)
        _ = encoder.encode(texts)
        var taken: [Int64] = []
        for text in (0..<rounds).flatMap({ _ in texts }) {
            let start = ContinuousClock.now
            _ = encoder.encode([text])
            taken.append((ContinuousClock.now - start).nanoseconds)
        }
        let batch = (0..<rounds).flatMap { _ in texts }
        let batchStart = ContinuousClock.now
        _ = encoder.encode(batch)
        let seconds = Double((ContinuousClock.now - batchStart).nanoseconds) / 1e9
        let tokens = texts.reduce(0) { $0 + encoder.tokens(of: $1).count }
        let report = Report(
            model: encoder.model, opening: Measurement("opened", nanoseconds: [opened]),
            query: Measurement("a question's vector", nanoseconds: taken),
            textsPerSecond: (Double(batch.count) / seconds).rounded(),
            tokensPerText: (Double(tokens) / Double(texts.count) * 10).rounded() / 10,
            machine: Machine.now())
        if json {
            print(String(decoding: try JSONEncoder().encode(report), as: UTF8.self))
        } else {
            print("\(report.model), one thread")
            print(report.opening.line)
            print(report.query.line)
            print("\(report.textsPerSecond) texts/s, \(report.tokensPerText) pieces a text")
            print(report.machine.line)
        }
    }
}

/// Prints what the encoder makes of texts, to compare with another's.
struct Encode: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print each text's pieces and vector as a line of JSON.",
        discussion: "Texts are read from the standard input, one a line.")

    @OptionGroup var source: EncoderSource

    @Flag(help: "Each line is a JSON object; its 'text' is taken.")
    var objects = false

    private struct Question: Decodable {
        var text: String
    }

    private struct Encoded: Encodable {
        var tokens: [Int32]
        var vector: [Float]
    }

    func run() throws {
        let encoder = try source.open()
        while let line = readLine() {
            let text =
                objects
                ? try JSONDecoder().decode(Question.self, from: Data(line.utf8)).text : line
            let encoded = Encoded(
                tokens: encoder.tokens(of: text), vector: encoder.encode([text])[0])
            print(String(decoding: try JSONEncoder().encode(encoded), as: UTF8.self))
        }
    }
}

/// Which model is measured.
struct EncoderSource: ParsableArguments {
    @Option(help: "The model's file; else the one that is installed.")
    var model: String?

    /// Opens it.
    func open() throws -> UniversalSentenceEncoder {
        if let model { return try UniversalSentenceEncoder(path: model) }
        guard let encoder = try UniversalSentenceEncoder.installed() else {
            throw ValidationError("no model is installed: baton model install")
        }
        return encoder
    }
}
