import BatonCore
import BatonDesk

/// Coverage, verified errors and ratings of past decisions, by language, reason, day, tag and entry.
struct GateResults {
    private var total = GateReport.Line(name: BilingualText("all", "全部"))
    private var languages: [String: GateReport.Line] = [:]
    private var reasons: [String: GateReport.Line] = [:]
    private var days: [String: GateReport.Line] = [:]
    private var tags: [String: GateReport.Line] = [:]
    private var entries: [String: GateReport.Line] = [:]

    /// How many lines of tags and of entries a report holds: the most frequent.
    private static let mostLines = 50

    /// Counts; what wanted no answer is left out.
    /// - Parameters:
    ///   - tagged: each entry's tags, as they are now.
    ///   - ratings: what customers rated their conversations.
    init(
        _ past: [PastDecision], utcOffsetMinutes: Int, tagged: [EntryID: [String]] = [:],
        ratings: [ConversationID: Int] = [:]
    ) {
        var lastOf: [ConversationID: PastDecision] = [:]
        for past in past where past.decision.outcome != .acknowledge {
            let decision = past.decision
            for place in places(of: decision, utcOffsetMinutes, tagged) {
                change(place) { Self.count(past, &$0) }
            }
            Self.count(past, &total)
            lastOf[decision.conversation] = past
        }
        // A rating is of the conversation; what it ended with bears it.
        for (conversation, score) in ratings {
            guard let decision = lastOf[conversation]?.decision else { continue }
            for place in places(of: decision, utcOffsetMinutes, tagged) {
                change(place) { Self.rate(score, &$0) }
            }
            Self.rate(score, &total)
        }
    }

    /// Puts the counts into a report, the most frequent first.
    func write(to report: inout GateReport) {
        report.total = total
        report.languages = Self.sorted(languages)
        report.reasons = Self.sorted(reasons)
        report.tags = Array(Self.sorted(tags).prefix(Self.mostLines))
        report.entries = Array(Self.sorted(entries).prefix(Self.mostLines))
        report.days = days.values.sorted { $0.name.english < $1.name.english }
    }

    private typealias Table = WritableKeyPath<GateResults, [String: GateReport.Line]>
    private typealias Place = (table: Table, key: String, name: BilingualText)

    private mutating func change(_ place: Place, _ body: (inout GateReport.Line) -> Void) {
        body(&self[keyPath: place.table][place.key, default: .init(name: place.name)])
    }

    /// The lines that a decision counts in, besides the total.
    private func places(
        of decision: Decision, _ utcOffsetMinutes: Int, _ tagged: [EntryID: [String]]
    ) -> [Place] {
        func plain(_ table: Table, _ key: String) -> Place {
            (table, key, BilingualText(key, key))
        }
        var places = [
            plain(\.languages, decision.evidence.language.rawValue),
            plain(
                \.days, CalendarDay.text(of: decision.at, offsetMinutes: utcOffsetMinutes)),
        ]
        if let reason = decision.reasons.first {
            places.append((\.reasons, reason.rawValue, reason.title))
        }
        if let entry = decision.evidence.candidates.first?.entry {
            places.append(plain(\.entries, entry.rawValue))
            places += (tagged[entry] ?? []).map { plain(\.tags, $0) }
        }
        return places
    }

    private static func sorted(_ lines: [String: GateReport.Line]) -> [GateReport.Line] {
        lines.values.sorted {
            $0.messages == $1.messages
                ? $0.name.english < $1.name.english : $0.messages > $1.messages
        }
    }

    private static func count(_ past: PastDecision, _ line: inout GateReport.Line) {
        line.messages += 1
        guard past.decision.outcome == .answer, past.decision.mode == .auto else { return }
        line.answered += 1
        // Those of choice are of whatever caught somebody's eye: they would make a rate of nothing.
        guard let label = past.label, label.source == .randomSample || label.source == .review
        else { return }
        line.judged += 1
        line.wrong += label.verdict == .right ? 0 : 1
    }

    private static func rate(_ score: Int, _ line: inout GateReport.Line) {
        line.rated += 1
        line.stars += score
    }
}
