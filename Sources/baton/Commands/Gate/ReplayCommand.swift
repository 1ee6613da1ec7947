import ArgumentParser
import BatonConfiguration
import BatonCore
import BatonDesk
import BatonGate
import BatonKnowledge
import Foundation

/// Makes past decisions again.
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Make past decisions again, and say what would change.",
        discussion: """
            Without --gate, --entry or --at every decision must come out bit for bit as it was; if one does
            not, it is named and the command ends with 1.
            """)

    @OptionGroup var global: GlobalOptions

    @Option(name: .long, help: "Decisions since that day, yyyy-mm-dd (UTC); otherwise of 30 days.")
    var since: String?

    @Option(name: .long, help: "One inbox; otherwise all.")
    var inbox: String?

    @Option(
        name: .long,
        help: "Another version of the gate, threshold-1, or a file that 'baton gate fit' wrote.")
    var gate: String?

    @Option(
        name: .long,
        help: "The knowledge as it was then: a revision, or a time such as 2026-03-01T12:00:00Z.")
    var at: String?

    @Option(name: .long, help: "A Markdown file with an entry as it would be.")
    var entry: String?

    @Option(name: .long, help: "The knowledge base of that entry; otherwise the first inbox's.")
    var into: String?

    @Flag(name: .long, help: "Print one line of JSON.")
    var json = false

    func run() async throws {
        let configuration = try global.load()
        let now = SystemWallClock().now()
        var query = ReplayQuery(
            inbox: try inbox.map { try GateInbox.named($0, in: configuration) },
            since: now.adding(milliseconds: -30 * 86_400_000))
        if let gate { try name(gate, &query) }
        if let at { query.at = try moment(at) }
        if let since { query.since = try day(since) }
        if let entry {
            let base =
                into
                ?? configuration.connections.lazy.flatMap(\.inboxes)
                .compactMap(\.knowledge).first
            query.entry = try read(entry, into: base ?? "")
        }
        guard
            case .replayed(let report) = try await GateInbox.send(.replay(query), configuration)
        else { return }
        if json {
            try Output.json(report)
        } else {
            for change in report.changes.prefix(50) {
                Output.line(
                    "\(change.decision): \(change.before.rawValue) → \(change.after.rawValue)"
                        + (change.verdict.map { "  (judged \($0.title.english))" } ?? ""))
            }
            Output.line(report.words.english)
        }
        if gate == nil, entry == nil, at == nil, !report.changes.isEmpty {
            throw Failure(
                .foundWanting,
                "\(report.changes.count) decisions did not come out as they were recorded")
        }
    }

    /// A version's name, or a file's text: a file that is no gate's is refused here.
    private func name(_ gate: String, _ query: inout ReplayQuery) throws {
        guard FileManager.default.fileExists(atPath: absolutePath(gate)) else {
            query.version = gate
            return
        }
        query.gate = String(decoding: try GateFile.read(gate).fileBytes(), as: UTF8.self)
    }

    private func moment(_ text: String) throws -> ReplayQuery.Moment {
        if let revision = Int64(text) { return .revision(revision) }
        if let date = ISO8601DateFormatter().date(from: text) {
            return .time(Timestamp(seconds: Int64(date.timeIntervalSince1970)))
        }
        // A day means its end: what had been saved by then.
        return .time(try day(text, "--at").adding(milliseconds: 86_399_999))
    }

    private func day(_ text: String, _ option: String = "--since") throws -> Timestamp {
        let formatter = ISO8601DateFormatter()
        formatter.formatOptions = [.withFullDate]
        guard let date = formatter.date(from: text) else {
            throw Failure(.usage, "\(option) is a day such as 2026-03-01")
        }
        return Timestamp(seconds: Int64(date.timeIntervalSince1970))
    }

    private func read(_ file: String, into base: String) throws -> Entry {
        let path = absolutePath(file)
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure(.usage, "cannot read \(file)")
        }
        let report = KnowledgeImport.read(
            Array(data), file: path, format: .markdown, knowledge: base, tenant: nil)
        guard let entry = report.accepted.first?.entry, report.accepted.count == 1 else {
            throw Failure(
                .foundWanting,
                report.refused.first?.description ?? "\(file) does not hold one entry")
        }
        return entry
    }
}
