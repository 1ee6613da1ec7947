import BatonCore

/// What the console says of inboxes, where there are several.
extension Words {
    static let allInboxes = BilingualText("All inboxes", "全部收件匣")
    static let onlyInbox = BilingualText("only %", "只看 %")
    static let elsewhere = BilingualText("% elsewhere", "其他收件匣 %")
    static let lateElsewhere = BilingualText(
        "Nobody has taken a customer of % who has waited ten minutes; i lists other inboxes.",
        "% 有客人等候十分鐘仍無人接手；按 i 看其他收件匣。")
    static let oneInbox = BilingualText("There is only one inbox.", "只有一個收件匣。")
    static let inboxTitle = BilingualText("Which inbox?", "列出哪個收件匣？")
    static let reasonTitle = BilingualText("Which reason?", "列出哪個原因？")
    static let noReason = BilingualText("Nobody waits for a person.", "暫時無人等候。")
    static let waitNumber = BilingualText("% waiting", "% 等候")
    static let heldNumber = BilingualText("% in hand", "% 處理中")
    static let emptyInbox = BilingualText(
        "There is none in %. Press i for the other inboxes.", "% 沒有這類對話。按 i 看其他收件匣。")
    static let byInbox = BilingualText("Waiting, by inbox", "各收件匣等候")
    static let thisInbox = BilingualText("Only this inbox", "只搜此收件匣")
}
