import BatonCore
import BatonDesk
import BatonText
import BatonUI

/// A line of the dashboard.
struct DashboardLine: Hashable {
    /// What it shows.
    enum Kind: Hashable {
        case title
        case bar(ThemeRole)
        case blank
    }

    var label: String
    var count = 0
    /// Words after the count instead of a bar.
    var words = ""
    var kind: Kind
    /// What its bar is measured by.
    var scale = Scale.conversations
    /// What Enter opens.
    var link: Link?

    /// Bars are as long as what they count is to others of its kind: a day's decisions are so many more
    /// than who waits now that one measure for both would leave nothing to see of these.
    enum Scale: Hashable {
        case conversations, decisions
    }

    /// What stands behind a number: conversations of one inbox, or of all.
    struct Link: Hashable {
        var filter: QueueQuery.Filter
        var inbox: InboxID?

        init(_ filter: QueueQuery.Filter, of inbox: InboxID? = nil) {
            self.filter = filter
            self.inbox = inbox
        }
    }

    /// What Enter opens on each line that it opens anything on.
    static func links(of model: Model) -> [Link] { all(of: model).compactMap(\.link) }

    static func all(of model: Model) -> [DashboardLine] {
        guard let dashboard = model.dashboard else { return [] }
        func text(_ words: BilingualText) -> String { words.text(in: model.language) }
        let waiting = dashboard.waitingByAge.reduce(0, +)
        var lines = [
            DashboardLine(
                label: text(Words.waitingTitle), count: waiting, words: oldest(dashboard, model),
                kind: .title, link: Link(.waiting))
        ]
        let ageRoles: [ThemeRole] = [.statusOK, .statusWarn, .statusBad, .statusBad, .statusBad]
        for (index, count) in dashboard.waitingByAge.enumerated() where index < Words.ages.count {
            let sign = ServiceLevel.sign(ages[index].lowerBound).sign
            lines.append(
                DashboardLine(
                    label: "\(sign) \(text(Words.ages[index]))", count: count,
                    kind: .bar(ageRoles[index]), link: count > 0 ? link(index, model) : nil))
        }
        lines += inboxes(dashboard, model)
        if !dashboard.reasons.isEmpty {
            lines += [.init(label: text(Words.reasons), kind: .title)]
        }
        lines += dashboard.reasons.map {
            DashboardLine(
                label: text(ReasonCode($0.label).title), count: $0.count, kind: .bar(.bar),
                link: Link(.reason(ReasonCode($0.label))))
        }
        if !dashboard.agents.isEmpty {
            lines.append(.init(label: text(Words.agents), kind: .title))
        }
        lines += dashboard.agents.map {
            DashboardLine(
                label: personName(PersonID($0.label), model), count: $0.count, kind: .bar(.bar),
                link: Link(.mine(PersonID($0.label))))
        }
        let decided = dashboard.outcomesToday.reduce(0) { $0 + $1.count }
        let alone = dashboard.outcomesToday.first { $0.label == "answer" }?.count ?? 0
        let share =
            decided > 0
            ? text(Words.botShare).replacing("%", with: "\(alone * 100 / decided)%") : ""
        lines.append(.init(label: text(Words.today), count: decided, words: share, kind: .title))
        lines += dashboard.outcomesToday.map { outcome in
            let title = Outcome(rawValue: outcome.label).flatMap { Words.outcomes[$0] }
            return DashboardLine(
                label: title.map(text) ?? outcome.label, count: outcome.count,
                kind: .bar(.barTrack),
                scale: .decisions)
        }
        lines.append(
            .init(
                label: text(Words.withBot), count: dashboard.withBot, kind: .title, link: Link(.all)
            ))
        let failures = dashboard.deliveryFailures
        lines.append(
            .init(
                label: (failures > 0 ? "✗ " : "") + text(Words.failures), count: failures,
                kind: .title, link: Link(.deliveryFailures)))
        return lines
    }

    /// The ages that are told apart, in milliseconds waited.
    static let ages: [Range<Int64>] = [
        0..<120_000, 120_000..<600_000, 600_000..<1_800_000, 1_800_000..<7_200_000,
        7_200_000..<(Int64.max / 2),
    ]

    /// The conversations of an age as they are now: the moments stay, while time goes on.
    private static func link(_ index: Int, _ model: Model) -> Link {
        Link(
            .waitingSince(
                after: model.now.adding(milliseconds: -ages[index].upperBound),
                upTo: model.now.adding(milliseconds: -ages[index].lowerBound)))
    }

    /// Where several inboxes are, how many wait in each.
    private static func inboxes(_ dashboard: Dashboard, _ model: Model) -> [DashboardLine] {
        let loads = (dashboard.loads ?? []).filter { $0.waiting > 0 }
        guard model.hasInboxes, !loads.isEmpty else { return [] }
        return [DashboardLine(label: Words.byInbox.text(in: model.language), kind: .title)]
            + loads.sorted { ($1.waiting, $0.inbox) < ($0.waiting, $1.inbox) }.map {
                DashboardLine(
                    label: model.name(of: $0.inbox), count: $0.waiting, kind: .bar(.bar),
                    link: Link(.waiting, of: $0.inbox))
            }
    }

    private static func oldest(_ dashboard: Dashboard, _ model: Model) -> String {
        guard let oldest = dashboard.oldestWaiting else { return "" }
        let waited = Clock.span(model.now.milliseconds(since: oldest))
        return "\(Words.longest.text(in: model.language)) \(waited)"
    }
}

extension Painter {
    func dashboard(_ frame: inout Frame, _ rect: Rect) -> CutOff {
        let lines = DashboardLine.all(of: model)
        guard !lines.isEmpty else { return empty(&frame, rect, text(Words.loading)) }
        let area = rect.inset(columns: 2, rows: rect.rows > lines.count + 1 ? 1 : 0)
        let selected = selectedLine(lines)
        let first = firstLine(lines, selected, rows: area.rows)
        func most(_ scale: DashboardLine.Scale) -> Int {
            let counts = lines.compactMap { line in
                if case .bar = line.kind, line.scale == scale { line.count } else { nil }
            }
            return max(1, counts.max() ?? 1)
        }
        for (offset, line) in lines.dropFirst(first).prefix(area.rows).enumerated() {
            let at = Rect(
                column: area.column, row: area.row + offset, columns: area.columns, rows: 1)
            self.line(&frame, line, at, most: most(line.scale))
            if first + offset == selected {
                frame.ground(at, .selection)
                frame.draw(
                    "▌", at: Point(column: at.column - 1, row: at.row), style: Style(.hintKey))
            }
        }
        return CutOff(lines.count - first - area.rows)
    }

    private func line(_ frame: inout Frame, _ line: DashboardLine, _ rect: Rect, most: Int) {
        let isTitle = line.kind == .title
        let labelWidth = min(32, rect.columns / 2 - 4)
        let indent = isTitle ? 0 : 2
        frame.draw(
            SafeText(line.label), at: Point(column: rect.column + indent, row: rect.row),
            width: labelWidth - indent, style: Style(isTitle ? .title : .text))
        let isCounted = line.link != nil || !isTitle || line.count > 0
        if isCounted {
            frame.draw(
                SafeText("\(line.count)"),
                at: Point(column: rect.column + labelWidth, row: rect.row),
                width: 7, alignRight: true, style: Style(line.count > 0 ? .textStrong : .textDim))
        }
        let start = rect.column + labelWidth + 9
        let room = max(0, rect.endColumn - start - 1)
        if !line.words.isEmpty {
            frame.draw(
                SafeText(line.words), at: Point(column: start, row: rect.row), width: room,
                style: Style(.textDim))
        }
        if case .bar(let role) = line.kind, line.count > 0 {
            let longest = min(room, Self.longestBar)
            let cells = max(1, line.count * longest / most)
            frame.fill(
                Rect(column: start, row: rect.row, columns: min(longest, cells), rows: 1),
                with: "▇",
                style: Style(role))
        }
    }

    /// Cells of the longest bar: beyond this the eye travels more than it learns.
    private static let longestBar = 60

    private func selectedLine(_ lines: [DashboardLine]) -> Int? {
        var link = 0
        for (index, line) in lines.enumerated() where line.link != nil {
            if link == model.dashboardSelection { return index }
            link += 1
        }
        return nil
    }

    /// The selection stays in sight, with what stands around it.
    private func firstLine(_ lines: [DashboardLine], _ selected: Int?, rows: Int) -> Int {
        guard lines.count > rows, let selected else { return 0 }
        return min(max(0, selected - rows / 2), lines.count - rows)
    }
}
