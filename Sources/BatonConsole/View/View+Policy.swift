import BatonCore
import BatonDesk
import BatonUI

extension Painter {
    /// What a reply costs, as far as the policy says.
    func costWords(_ terms: ReplyTerms?) -> String? {
        guard let terms else { return nil }
        if let until = terms.freeUntil {
            return text(Words.freeFor).replacing(
                "%", with: Clock.span(until.milliseconds(since: model.now)))
        }
        if let cost = terms.cost { return cost }
        // Who keeps the policy file is told which price it lacks; others only that it costs.
        let mayOperate = model.me?.role.may(.operate) == true
        return terms.missingPrice.map {
            mayOperate ? text(Words.costUnknown).replacing("%", with: $0) : text(Words.billed)
        }
    }

    /// Why free text is refused: how long the window is, and the rule that says so; `nil` while it is
    /// open, and where the worker does not say.
    func closedWhy(_ view: ConversationView) -> String? {
        guard model.isWindowClosed(view.conversation), let rule = view.terms?.rule,
            let window = model.serviceWindow(of: view.conversation)
        else { return nil }
        let place = rule.split(separator: "/").last.map(String.init) ?? rule
        return text(Words.windowBy).replacing("%", with: "\(Clock.span(window)) · \(place)")
    }
}
