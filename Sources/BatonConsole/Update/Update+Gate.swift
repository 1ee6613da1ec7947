import BatonCore
import BatonDesk
import BatonUI

/// Days of results that the gate's screen shows.
let gateDays = 30

/// Commands about verdicts and gates.
func runGate(_ command: Command, _ model: inout Model) -> [ConsoleEffect] {
    switch command {
    case .review:
        model.screen = .review
        return refresh(.review, &model)
    case .gate:
        model.screen = .gate
        return refresh(.gates, &model)
    case .judge:
        guard let decision = model.conversation?.decision else { return [] }
        model.overlay = .verdict(decision.id)
    case .judgeRight: return verdict(.right, &model)
    case .judgeWrong: return verdict(.wrong, &model)
    case .judgeHandover: return verdict(.handover, &model)
    default: return operate(command, &model)
    }
    return []
}

private func operate(_ command: Command, _ model: inout Model) -> [ConsoleEffect] {
    guard let inbox = model.selectedGate?.inbox else { return [] }
    switch command {
    case .stopBot: model.overlay = .confirm(.stopBot(inbox))
    case .resumeBot: return [.ask(.gate(.resume(inbox)))]
    case .reopenGate: return [.ask(.gate(.reopen(inbox)))]
    case .fitGate: return [.ask(.gate(.fit(inbox)))]
    case .activateGate: return [.ask(.gate(.versions(inbox)))]
    case .rollBackGate: model.overlay = .confirm(.rollBackGate(inbox))
    case .reviewRate: model.overlay = .reviewRate(inbox, TextEditor())
    default: break
    }
    return []
}

/// A verdict on the decision in front; only a right one needs no reason.
private func verdict(_ verdict: LabelVerdict, _ model: inout Model) -> [ConsoleEffect] {
    guard let decision = model.review.selected?.decision.id else { return [] }
    guard verdict == .right else {
        model.overlay = .verdictNote(decision, verdict, TextEditor())
        return []
    }
    return label(decision, verdict, note: nil, &model)
}

private func label(
    _ decision: DecisionID, _ verdict: LabelVerdict, note: String?, _ model: inout Model
) -> [ConsoleEffect] {
    model.review.send(decision)
    return [.ask(.gate(.label(decision, verdict, reason: nil, note: note)))]
}

/// A key while it is asked whether a decision was right.
func judged(_ key: Key, _ decision: DecisionID, _ model: inout Model) -> [ConsoleEffect] {
    model.overlay = nil
    switch key {
    case .character("y"): return label(decision, .right, note: nil, &model)
    case .character("n"): model.overlay = .verdictNote(decision, .wrong, TextEditor())
    case .character("h"): model.overlay = .verdictNote(decision, .handover, TextEditor())
    default: break
    }
    return []
}

/// A key while it is said why a decision was not right.
func explained(
    _ key: Key, _ decision: DecisionID, _ verdict: LabelVerdict, _ editor: TextEditor,
    _ model: inout Model
) -> [ConsoleEffect] {
    guard key == .named(.enter) else {
        var editor = editor
        _ = editor.handle(key, width: promptWidth(model))
        model.overlay = .verdictNote(decision, verdict, editor)
        return []
    }
    model.overlay = nil
    let isBlank = editor.text.allSatisfy(\.isWhitespace)
    return label(decision, verdict, note: isBlank ? nil : editor.text, &model)
}

/// A key while a version is chosen.
func chooseVersion(
    _ key: Key, _ inbox: InboxID, _ versions: [GateVersion], _ selection: Int,
    _ model: inout Model
) -> [ConsoleEffect] {
    if let steps = steps(key) {
        model.overlay = .versions(
            inbox, versions, selection: min(max(0, selection + steps), max(0, versions.count - 1)),
            compared: nil)
        return []
    }
    guard versions.indices.contains(selection) else { return [] }
    let version = versions[selection].version
    switch key {
    case .named(.enter):
        model.overlay = nil
        return [.ask(.gate(.activate(inbox, version: version)))]
    case .character("c"): return [.ask(.gate(.compare(inbox, before: nil, after: version)))]
    default: return []
    }
}

/// A key while the share of messages to judge is typed, in percent.
func typedRate(_ key: Key, _ inbox: InboxID, _ editor: TextEditor, _ model: inout Model)
    -> [ConsoleEffect]
{
    guard key == .named(.enter) else {
        var editor = editor
        _ = editor.handle(key, width: promptWidth(model))
        model.overlay = .reviewRate(inbox, editor)
        return []
    }
    let typed = editor.text.filter { !$0.isWhitespace && $0 != "%" && $0 != "％" }
    guard let percent = Double(typed), (0...100).contains(percent) else {
        model.say(Words.rateIsPercent, isError: true)
        return []
    }
    model.overlay = nil
    return [.ask(.gate(.reviewRate(inbox, percent / 100)))]
}

/// What the worker's answer about gates changes.
func answered(_ reply: GateReply, _ request: DeskRequest, _ model: inout Model)
    -> [ConsoleEffect]
{
    switch reply {
    case .labelled(let label):
        model.review.sent.remove(label.decision)
        let title = label.verdict.title
        model.say(
            BilingualText(
                Words.judgedAs.english + title.english, Words.judgedAs.chinese + title.chinese))
        return model.screen == .review && model.review.items.isEmpty
            ? refresh(.review, &model) : []
    case .review(let items, let waiting):
        model.review.take(items, waiting: waiting)
        return came(.review, &model)
    case .report(let reports):
        if case .gate(.report(days: gateDays)) = request {
            model.gates = reports
            model.gateSelection = min(model.gateSelection, max(0, reports.count - 1))
            return came(.gates, &model)
        }
        return model.screen == .gate ? refresh(.gates, &model) : []
    case .versions(let versions):
        guard case .gate(.versions(let inbox)) = request else { return [] }
        guard !versions.isEmpty else {
            model.say(Words.noVersions, isError: true)
            return []
        }
        model.overlay = .versions(
            inbox, versions, selection: versions.firstIndex(where: \.isActive) ?? 0,
            compared: nil)
    case .fitted(let version, let comparison):
        model.say(
            BilingualText(
                "\(version.version): \(comparison.english)",
                "\(version.version)：\(comparison.chinese)"))
    case .compared(let words):
        guard case .gate(.compare(_, _, let version)) = request,
            case .versions(let inbox, let versions, let selection, _) = model.overlay
        else { return [] }
        model.overlay = .versions(
            inbox, versions, selection: selection,
            compared: ComparedVersion(version: version, words: words))
    case .replayed: break
    }
    return []
}

/// What was asked about gates did not happen, or may not have.
func failed(_ request: GateRequest, _ why: String, _ model: inout Model, _ isFinal: Bool)
    -> [ConsoleEffect]
{
    switch request {
    case .review: return refreshFailed(.review, why, &model, isFinal)
    case .report: return refreshFailed(.gates, why, &model, isFinal)
    case .label(let decision, _, _, _):
        // The verdict was not taken: the decision comes back to the list.
        model.review.sent.remove(decision)
        model.notice = .init(text: why, isError: true)
        return model.screen == .review ? refresh(.review, &model) : []
    default:
        model.notice = .init(text: why, isError: true)
        return []
    }
}

/// A gate tightened, was stopped, or opened.
func gateChanged(_ model: inout Model) -> [ConsoleEffect] {
    [.ask(.status)] + (model.screen == .gate ? refresh(.gates, &model) : [])
}

/// Moves through what waits, or through the inboxes.
func moveGate(_ steps: Int, _ model: inout Model) {
    if model.screen == .review {
        let last = max(0, model.review.items.count - 1)
        model.review.selection = min(max(0, model.review.selection + steps), last)
    } else {
        let last = max(0, (model.gates?.count ?? 0) - 1)
        model.gateSelection = min(max(0, model.gateSelection + steps), last)
        model.gateScroll = 0
    }
}

/// Scrolls the selected gate's figures.
func scrollGate(_ lines: Int, _ model: inout Model) {
    let last = max(0, gateLineCount(model) - gateRows(model))
    model.gateScroll = min(max(0, model.gateScroll + lines), last)
}

extension Model {
    /// The gate that is selected.
    var selectedGate: GateReport? {
        guard let gates, gates.indices.contains(gateSelection) else { return nil }
        return gates[gateSelection]
    }
}

extension Command {
    /// Why a command about verdicts or gates cannot be done now.
    func gateObstacle(_ model: Model) -> BilingualText? {
        switch self {
        case .judge: model.conversation?.decision == nil ? Words.noDecision : nil
        case .judgeRight, .judgeWrong, .judgeHandover:
            model.review.selected == nil ? Words.nothingToJudge : nil
        case .stopBot:
            model.selectedGate == nil || model.selectedGate?.state == "stopped"
                ? Words.botStopped : nil
        case .resumeBot: model.selectedGate?.state == "stopped" ? nil : Words.botRuns
        case .reopenGate: model.selectedGate?.state == "tightened" ? nil : Words.notTightened
        case .rollBackGate: model.selectedGate?.previous == nil ? Words.noVersionBefore : nil
        default: model.selectedGate == nil ? Words.loading : nil
        }
    }
}
