import BatonCore

extension Words {
    static let judgedAs = BilingualText("Judged: ", "已評定：")
    static let nothingToJudge = BilingualText(
        "Nothing waits for a verdict.", "沒有待評審的回覆。")
    static let botStopped = BilingualText("The bot is stopped already.", "機械人已停止。")
    static let botRuns = BilingualText("The bot is not stopped.", "機械人並未停止。")
    static let notTightened = BilingualText("The gate is not tightened.", "閘門並未收緊。")
    static let noVersions = BilingualText(
        "There is no version yet; F makes one from the labels.", "尚未有版本；按 F 以標籤製作。")
    static let noVersionBefore = BilingualText(
        "No other version was in force before.", "之前沒有其他版本啟用過。")
    static let confirmRollBack = BilingualText(
        "Put version % in force again, in place of the one that is?", "以之前的版本 % 取代現行版本？")
    static let rateTitle = BilingualText(
        "Percent of messages drawn to judge, now %", "抽取評審的百分比，現為 %")
    static let rateIsPercent = BilingualText(
        "The share is from 0 to 100 percent, such as 5.", "請輸入 0 至 100 之間的百分比，例如 5。")
    static let confirmStop = BilingualText(
        "Stop the bot of this inbox? What it has not sent is withdrawn, and people get it.",
        "停止此收件匣的機械人？未發送的回覆會撤回，並轉交真人。")
    static let onlySupervisorsOperate = BilingualText(
        "Supervisors change gates.", "只有主管可更改閘門。")
    static let reviewTitle = BilingualText("Was this right?", "這樣回覆正確嗎？")
    static let reviewWaiting = BilingualText("wait for a verdict", "個待評審")
    static let reviewEmpty = BilingualText(
        "Nothing waits for a verdict. A share of all messages is drawn here by lot.",
        "沒有待評審的回覆。系統會隨機抽取部分訊息到此。")
    static let questionAsked = BilingualText("Asked", "問題")
    static let wouldSay = BilingualText("Its answer would have been", "它本會回答")
    static let said = BilingualText("Answered", "回覆")
    static let entryUsed = BilingualText("Entry", "條目")
    static let noAnswerFound = BilingualText("It found nothing to say.", "它找不到答案。")
    static let whyNot = BilingualText("Why (may be left empty)", "原因（可留空）")
    static let versionsTitle = BilingualText("Which version is in force?", "啟用哪一個版本？")
    static let mode = BilingualText("Mode", "模式")
    static let modes: [InboxMode: BilingualText] = [
        .auto: BilingualText("auto", "自行回覆"), .shadow: BilingualText("shadow", "試行，不發送"),
        .draftOnly: BilingualText("draft_only", "只擬草稿"),
        .humanOnly: BilingualText("human_only", "只限真人"),
    ]
    static let terms = BilingualText("Promise", "承諾")
    static let stateWord = BilingualText("State", "狀態")
    static let labelsWord = BilingualText("Labels", "標籤")
    static let drawnShare = BilingualText("of messages drawn", "的訊息獲抽查")
    static let drawnAtRandom = BilingualText("drawn at random", "隨機抽取")
    static let needed = BilingualText("at least % more needed", "最少尚需 % 個")
    static let meter = BilingualText("Error budget", "容錯額")
    static let answeredAlone = BilingualText("Answered alone, 30 days", "自行回覆（30日）")
    static let judgedWrong = BilingualText("judged wrong", "評為錯誤")
    static let byLanguage = BilingualText("By language", "按語言")
    static let byReason = BilingualText("By reason", "按原因")
    static let byTag = BilingualText("By tag", "按標記")
    static let byEntry = BilingualText("By entry", "按條目")
    static let resolution = BilingualText("Resolution", "解決情況")
    static let forWeights = BilingualText("for weights", "定權重")
    static let forBound = BilingualText("for the bound", "作驗證")
    static let byDay = BilingualText("By day", "按日")
    static let noInbox = BilingualText("There is no inbox.", "沒有收件匣。")
}
