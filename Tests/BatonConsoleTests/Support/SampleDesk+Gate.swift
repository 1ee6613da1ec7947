import BatonConsole
import BatonCore
import BatonDesk
import BatonUI

extension SampleDesk {
    /// What waits for a verdict.
    static let drawn: [ReviewItem] = (1...3).map { number in
        var decision = decision(number == 2 ? .handover : .answer, reply: "兩至三個工作天送達。")
        decision.id = DecisionID("d\(number)")
        return ReviewItem(
            decision: decision, inbox: inbox, source: .randomSample, rate: 0.05, drawnAt: now)
    }

    /// A gate as the worker tells it.
    static func gate(_ state: String) -> GateReport {
        func line(_ name: String, _ messages: Int, _ answered: Int, _ judged: Int, _ wrong: Int)
            -> GateReport.Line
        {
            var line = GateReport.Line(name: BilingualText(name, name))
            line.messages = messages
            line.answered = answered
            line.judged = judged
            line.wrong = wrong
            return line
        }
        var report = GateReport(
            inbox: inbox, name: "維港小店", mode: .auto, version: "gate-1a2b",
            terms: BilingualText(
                "guaranteed: at most 5 % of what the bot answers alone is wrong", "有保證：最多 5 % 出錯"),
            state: state, stateTitle: BilingualText("state \(state)", "狀態 \(state)"), labels: 120,
            randomLabels: 100, labelsNeeded: state == "closed" ? 45 : nil, waiting: 3,
            meter: BilingualText("kept: 1 of 40 judged answers wrong", "守住：40 個已審答案中 1 個出錯"),
            spent: 0.5,
            drift: state == "tightened" ? BilingualText("traffic has changed", "訊息已有變化") : nil,
            total: line("all", 200, 120, 40, 1),
            languages: [line("yue", 150, 100, 30, 1), line("en", 50, 20, 10, 0)],
            reasons: [line("Sure", 120, 120, 40, 1), line("Not sure enough", 80, 0, 0, 0)],
            days: [line("2026-11-24", 110, 70, 20, 0), line("2026-11-25", 90, 50, 20, 1)])
        report.previous = "gate-0f9e"
        report.reviewRate = 0.05
        report.fitLabels = 40
        report.boundLabels = 60
        report.tags = [line("delivery", 90, 70, 20, 1)]
        var fee = line("delivery-fee", 60, 50, 12, 0)
        fee.rated = 4
        fee.stars = 18
        report.entries = [fee]
        report.resolution.confirmed = 30
        report.resolution.assumed = 40
        report.resolution.handedOver = 20
        return report
    }
}

extension Driver {
    /// The review list in front, of an agent.
    static var reviewing: Driver {
        var driver = Driver()
        driver.press("v")
        driver.hear(
            .reply(
                .gate(.review(SampleDesk.drawn, waiting: 3)),
                to: .gate(.review(nil, limit: 100))))
        return driver
    }

    /// The gate's screen in front, of a supervisor.
    static func watching(_ state: String) -> Driver {
        var driver = Driver(person: SampleDesk.ken)
        driver.press("m")
        driver.hear(
            .reply(.gate(.report([SampleDesk.gate(state)])), to: .gate(.report(days: 30))))
        return driver
    }
}
