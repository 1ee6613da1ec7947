import BatonCore
import BatonDesk

/// Coverage and verified errors of past decisions, by language, reason and day.
struct GateResults {
    private var total = GateReport.Line(name: BilingualText("all", "全部"))
    private var languages: [Language: GateReport.Line] = [:]
    private var reasons: [ReasonCode: GateReport.Line] = [:]
    private var days: [String: GateReport.Line] = [:]

    /// Counts; what wanted no answer is left out.
    init(_ past: [PastDecision], utcOffsetMinutes: Int) {
        for past in past where past.decision.outcome != .acknowledge {
            let decision = past.decision
            Self.count(past, &total)
            let language = decision.evidence.language
            Self.count(
                past,
                &languages[
                    language,
                    default: .init(name: BilingualText(language.rawValue, language.rawValue))])
            if let reason = decision.reasons.first {
                Self.count(past, &reasons[reason, default: .init(name: reason.title)])
            }
            let day = CalendarDay.text(of: decision.at, offsetMinutes: utcOffsetMinutes)
            Self.count(past, &days[day, default: .init(name: BilingualText(day, day))])
        }
    }

    /// Puts the counts into a report, the most frequent first.
    func write(to report: inout GateReport) {
        report.total = total
        report.languages = Self.sorted(languages.values)
        report.reasons = Self.sorted(reasons.values)
        report.days = days.values.sorted { $0.name.english < $1.name.english }
    }

    private static func sorted(_ lines: some Collection<GateReport.Line>) -> [GateReport.Line] {
        lines.sorted {
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
}
