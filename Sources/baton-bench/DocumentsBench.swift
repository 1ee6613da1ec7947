import ArgumentParser
import BatonDocuments
import BatonKnowledge
import Foundation

/// How long the importers take over files that are made to hold them up.
struct DocumentsBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "documents",
        abstract: "Reading of hostile and of large documents; exits 1 where one takes over 1 s.")

    @Option(help: "Only documents whose names hold this.")
    var only: String?

    @Flag(help: "Print JSON.")
    var json = false

    private struct Line: Encodable {
        var name: String
        var bytes: Int
        var milliseconds: Double
        var passages: Int
        var flags: Int
        var refused: Int
    }

    private struct Report: Encodable {
        var documents: [Line]
        var machine: Machine
    }

    /// What no input may take.
    private static let mostMilliseconds = 1000.0

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let reader = DocumentReader(path: environment["PATH"] ?? "/usr/bin:/bin")
        var lines: [Line] = []
        for document in HostileDocument.all where only.map(document.name.contains) ?? true {
            lines.append(await measure(document, with: reader))
        }
        lines.sort { $0.milliseconds > $1.milliseconds }
        let report = Report(documents: lines, machine: Machine.now())
        if json {
            print(try Report.json(report))
        } else {
            for line in lines { print(Self.text(line)) }
            print(report.machine.line)
        }
        if lines.contains(where: { $0.milliseconds > Self.mostMilliseconds }) {
            throw ExitCode(1)
        }
    }

    private func measure(_ document: HostileDocument, with reader: DocumentReader) async -> Line {
        let bytes = document.bytes()
        let start = ContinuousClock.now
        var (passages, flags, refused) = (0, 0, 0)
        switch document.kind {
        case .document(let format):
            let content = await reader.read(bytes, format: format)
            let made = DocumentPassages(
                content, document: document.name, title: document.name, knowledge: "bench")
            (passages, flags, refused) = (made.entries.count, made.flags.count, made.faults.count)
        case .entries(let format):
            let report = KnowledgeImport.read(
                bytes, file: document.name, format: format, knowledge: "bench")
            for item in report.accepted {
                flags +=
                    TextFlag.flags(of: item.entry, in: document.name, line: item.line).count
            }
            (passages, refused) = (report.accepted.count, report.refused.count)
        }
        let taken = Double((ContinuousClock.now - start).nanoseconds) / 1e6
        return Line(
            name: document.name, bytes: bytes.count,
            milliseconds: (taken * 10).rounded() / 10, passages: passages, flags: flags,
            refused: refused)
    }

    private static func text(_ line: Line) -> String {
        let name = line.name.padding(toLength: 34, withPad: " ", startingAt: 0)
        return "\(name) \(line.milliseconds) ms  \(line.bytes >> 10) KiB, \(line.passages) taken, "
            + "\(line.refused) refused, \(line.flags) flagged"
    }
}
