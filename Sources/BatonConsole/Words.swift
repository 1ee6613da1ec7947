import BatonCore

/// The console's sentences in both languages, side by side.
enum Words {
    static let connecting = BilingualText("connecting to the worker…", "正連接機械人…")
    static let lost = BilingualText(
        "worker away – drafts are kept, retrying", "機械人離線 – 草稿已保留，重試中")
    static let tooSmall = BilingualText("the window is too small (60×15)", "視窗太細（60×15）")
    static let emptyWaiting = BilingualText(
        "Nobody is waiting. New conversations that need a person appear here by themselves.",
        "暫時無人等候。需要真人的新對話會自動出現。")
    static let emptyMine = BilingualText(
        "You have no conversation. Press 1 for those that wait, then t to take one over.",
        "你手上沒有對話。按 1 看等候中，再按 t 接手。")
    static let loading = BilingualText("loading…", "載入中…")
    static let wait = BilingualText("Wait", "等候")
    static let reason = BilingualText("Reason", "原因")
    static let customer = BilingualText("Customer", "客人")
    static let lastMessage = BilingualText("Last message", "最新訊息")
    static let owner = BilingualText("Owner", "負責")
    static let sure = BilingualText("Sure", "把握")
    static let bot = BilingualText("bot", "機械人")
    static let system = BilingualText("notice", "通知")
    static let outside = BilingualText("outside Baton", "外部回覆")
    static let waiting = BilingualText("waiting", "等候中")
    static let you = BilingualText("you", "你")
    static let new = BilingualText("new above", "則新對話在上面")
    static let takenOver = BilingualText("It is yours; the bot is silent.", "已由你接手，機械人已靜音。")
    static let botWasSending = BilingualText(
        "It is yours. One bot reply was already on its way.", "已由你接手。有一則機械人回覆已在途中。")
    static let heldBy = BilingualText("already taken by", "已由此人接手：")
    static let closedAlready = BilingualText("It is resolved already.", "對話已結案。")
    static let takingOver = BilingualText(
        "taking over – a bot reply is on its way…", "接手中 – 有機械人回覆在途中…")
    static let takeFirst = BilingualText(
        "Take it over first (t), then reply.", "請先按 t 接手，再回覆。")
    static let card = BilingualText("Handover", "交接卡")
    static let asked = BilingualText("Asked", "客人問")
    static let why = BilingualText("Why", "原因")
    static let candidates = BilingualText("Candidates", "候選答案")
    static let gate = BilingualText("Gate", "關卡")
    static let noGuarantee = BilingualText("by threshold, no guarantee", "按門檻，無保證")
    static let notes = BilingualText("Note", "備註")
    static let typeHere = BilingualText(
        "Enter sends · Alt+Enter new line · Esc keeps the draft",
        "Enter 送出 · Alt+Enter 換行 · Esc 保留草稿")
    static let pressReply = BilingualText("r to write", "按 r 撰寫")
    static let failed = BilingualText("not delivered", "未能送達")
    static let unknown = BilingualText("may have been sent", "可能已送出")
    static let edited = BilingualText("edited", "已修改")
    static let deleted = BilingualText("taken back by the customer", "客人已收回")
    static let withdrawn = BilingualText("withdrawn", "已撤回")
    static let typing = BilingualText("is typing", "輸入中")
    static let viewing = BilingualText("is here", "正在查看")
    static let window = BilingualText("window", "時限")
    static let windowClosed = BilingualText("24 h window closed", "24小時時限已過")
    static let confirmResolve = BilingualText(
        "Resolve this conversation? y yes · n no", "結束此對話？ y 是 · n 否")
    static let noteTitle = BilingualText("Note for the team", "給團隊的備註")
    static let returnTitle = BilingualText("Note for the bot and the team", "給機械人及團隊的備註")
    static let searchTitle = BilingualText("Search messages", "搜尋訊息")
    static let paletteTitle = BilingualText("Commands", "指令")
    static let assignTitle = BilingualText("Assign to", "指派給")
    static let waitingByAge = BilingualText("Waiting, by age", "等候時間")
    static let reasons = BilingualText("Reasons", "原因")
    static let agents = BilingualText("Colleagues", "同事")
    static let today = BilingualText("Today's decisions", "今日決定")
    static let failures = BilingualText("Delivery failures", "未能送達")
    static let withBot = BilingualText("With the bot", "機械人處理中")
    static let botShare = BilingualText("Answered by the bot alone", "機械人自行回答")
    static let sent = BilingualText("resolved", "已結案")
    static let returned = BilingualText("The bot has it again.", "已交回機械人。")
    static let noCandidate = BilingualText("There is no candidate to use.", "沒有候選答案可用。")
    static let now = BilingualText("The bot would now say", "機械人現在會說")
    static let wouldBreak = BilingualText(
        "not saved, golden questions would break: ", "未儲存，會令必答問題失效：")
    static let live = BilingualText("live after", "生效需時")
    static let ages = [
        BilingualText("under 2 min", "2分鐘內"), BilingualText("2–10 min", "2–10分鐘"),
        BilingualText("10–30 min", "10–30分鐘"), BilingualText("30 min–2 h", "30分鐘–2小時"),
        BilingualText("over 2 h", "超過2小時"),
    ]
    static let outcomes: [String: BilingualText] = [
        "answer": BilingualText("answered alone", "自行回答"),
        "draft": BilingualText("drafted", "草稿"),
        "handover": BilingualText("handed over", "轉交真人"),
        "clarify": BilingualText("asked back", "反問"),
        "acknowledge": BilingualText("nothing to say", "毋須回覆"),
    ]
    static let filters: [(filter: String, title: BilingualText)] = [
        ("1", BilingualText("Waiting", "等候中")), ("2", BilingualText("Mine", "我的")),
        ("3", BilingualText("With people", "真人處理")), ("4", BilingualText("All", "全部")),
        ("5", BilingualText("By reason", "按原因")),
    ]
}
