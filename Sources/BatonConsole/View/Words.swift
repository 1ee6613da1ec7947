import BatonCore

/// The console's sentences in both languages, side by side.
enum Words {
    static let connecting = BilingualText("connecting to the worker…", "正連接機械人…")
    static let lost = BilingualText(
        "worker away since % – retrying", "機械人由 % 起離線 – 重試中")
    static let lostMeans = BilingualText(
        "As it was at %; what you write is kept.", "顯示 % 的內容；你寫的會保留。")
    static let halted = BilingualText("stopped", "已停")
    static let backAgain = BilingualText("The worker is back; drafts are saved.", "機械人已恢復，草稿已儲存。")
    static let stopping = BilingualText("The worker is stopping.", "機械人正在停止。")
    static let silent = BilingualText("bell off", "已靜音")
    static let bellOn = BilingualText("Rings when a conversation begins to wait.", "有對話開始等候時響鐘。")
    static let bellOff = BilingualText("Does not ring.", "不再響鐘。")
    static let filesRead = BilingualText("Colours and keys are read again.", "已重新讀取顏色及按鍵。")
    static let tooSmall = BilingualText("the window is too small (60×15)", "視窗太細（60×15）")
    static let roles: [Role: BilingualText] = [
        .agent: BilingualText("agent", "客服"), .editor: BilingualText("editor", "編輯"),
        .supervisor: BilingualText("supervisor", "主管"), .auditor: BilingualText("auditor", "審計"),
    ]

    // The list.
    static let emptyWaiting = BilingualText(
        "Nobody is waiting. New conversations that need a person appear here by themselves.",
        "暫時無人等候。需要真人的新對話會自動出現。")
    static let emptyMine = BilingualText(
        "You have no conversation. Press 1 for those that wait, then t to take one over.",
        "你手上沒有對話。按 1 看等候中，再按 t 接手。")
    static let emptyList = BilingualText("No conversation is open.", "沒有進行中的對話。")
    static let emptyReason = BilingualText(
        "Nothing waits for this reason any more. Press 5 for another, 3 for all.",
        "再沒有因此原因等候的對話。按 5 選其他原因，按 3 看全部。")
    static let emptyFailures = BilingualText(
        "No delivery has failed.", "所有訊息均已送達。")
    static let emptyAge = BilingualText(
        "Nobody has waited that long. Press 1 for all who wait.", "沒有等候這麼久的對話。按 1 看全部等候中。")
    static let loading = BilingualText("loading…", "載入中…")
    static let wait = BilingualText("Age", "等候")
    static let reason = BilingualText("Reason", "原因")
    static let customer = BilingualText("Customer", "客人")
    static let inbox = BilingualText("Inbox", "收件匣")
    static let lastMessage = BilingualText("Last message", "最新訊息")
    static let owner = BilingualText("Owner", "負責")
    static let sure = BilingualText("Sure", "把握")
    static let ruleWord = BilingualText("rule", "規則")
    static let byRule = BilingualText("by rule", "按規則")
    static let bot = BilingualText("bot", "機械人")
    static let system = BilingualText("notice", "通知")
    static let outside = BilingualText("outside Baton", "外部回覆")
    static let waiting = BilingualText("waiting", "等候中")
    static let you = BilingualText("you", "你")
    static let new = BilingualText("new above", "則新對話在上面")
    static let left = BilingualText("left", "剩餘")
    static let closed = BilingualText("closed", "已過時限")
    static let tabs: [(index: Int, command: Command)] = [
        (0, .filterWaiting), (1, .filterMine), (2, .filterFlagged), (3, .filterAll),
        (4, .filterReason), (5, .filterFailures),
    ]

    // Taking over, and what is refused.
    static let takenOver = BilingualText("It is yours; the bot is silent.", "已由你接手，機械人已靜音。")
    static let botWasSending = BilingualText(
        "It is yours. One bot reply was already on its way.", "已由你接手。有一則機械人回覆已在途中。")
    static let heldBy = BilingualText("% has it", "% 已接手")
    static let closedAlready = BilingualText(
        "It is resolved; the customer's next message opens a new one.", "對話已結案；客人再留言時會開新對話。")
    static let takingOver = BilingualText(
        "taking over – a bot reply may be on its way…", "接手中 – 可能有機械人回覆在途中…")
    static let takeFirst = BilingualText(
        "Take it over first (Esc, t), then send; what you typed is kept.",
        "請先接手（Esc、t）再送出；已輸入的內容會保留。")
    static let yoursAlready = BilingualText("It is yours already.", "對話已屬於你。")
    static let notYours = BilingualText(
        "A colleague has it; a supervisor may take it over (t).", "同事已接手；主管可按 t 接走。")
    static let notYoursYet = BilingualText("not yours yet: Esc, t takes it over", "未接手：Esc 再按 t")
    static let confirmResolve = BilingualText("Resolve this conversation?", "結束此對話？")
    static let confirmTake = BilingualText(
        "% has this conversation. Take it from them?", "% 正處理此對話。確定由你接手？")
    static let yes = BilingualText("yes", "是")
    static let no = BilingualText("no", "否")
    static let resolved = BilingualText("Resolved.", "已結案。")
    static let resolvedWord = BilingualText("resolved", "已結案")
    static let returned = BilingualText("The bot has it again.", "已交回機械人。")
    static let assignedTo = BilingualText("% has it now.", "已指派給 %。")
    static let notHere = BilingualText("Not here, but on: %", "不在此畫面，而在：%")
    static let onGolden = BilingualText(
        "The golden questions are asked on their own tab (4).", "請先到「必答問題」分頁（4）。")
    static let workerAway = BilingualText(
        "The worker is away; it is tried again by itself.", "機械人離線，正自動重試。")
    static let onlyReads = BilingualText(
        "Your role only reads; a supervisor can change that.", "你的角色只可閱讀；如需更改請找主管。")
    static let onlyEditors = BilingualText(
        "Editors and supervisors change knowledge.", "只有編輯及主管可更改知識。")
    static let onlySupervisors = BilingualText("Supervisors assign.", "只有主管可指派。")
    static let nothingSelected = BilingualText("Nothing is selected; ↑ ↓ select.", "沒有選取；按 ↑ ↓ 選取。")
    static let botHasIt = BilingualText("The bot has it.", "機械人正處理。")
    static let noOther = BilingualText("This list has no other.", "清單中沒有其他對話。")
    static let noCandidate = BilingualText(
        "The bot found no such answer; r begins your own.", "機械人沒有這個答案；按 r 自行撰寫。")
    static let noDecision = BilingualText("The bot decided nothing here.", "機械人在此沒有決定。")
    static let noFile = BilingualText(
        "No file here: select a message that carries one.", "這裡沒有檔案，請選取附有檔案的訊息。")
    static let fileNotThere = BilingualText("The file is not here", "檔案未能取得")
    static let noDraft = BilingualText(
        "No draft waits for approval; r begins a reply.", "沒有待批草稿；按 r 撰寫回覆。")
    static let draftIsOld = BilingualText(
        "The customer has written since, so this draft is old; r begins a reply.",
        "客人其後再有訊息，此草稿已過時；按 r 撰寫回覆。")
    static let noKnowledge = BilingualText(
        "No knowledge base belongs to this inbox; baton.yaml names it ('knowledge:').",
        "此收件匣沒有知識庫；可在 baton.yaml 的 knowledge: 指明。")
    static let messageGone = BilingualText("That message is not there any more.", "該訊息已不存在。")

    // The conversation.
    static let card = BilingualText("Handover", "交接卡")
    static let decision = BilingualText("Decision", "決定")
    static let asked = BilingualText("Asked", "客人問")
    static let evidence = BilingualText("Evidence", "依據")
    static let lead = BilingualText("over the second", "領先第二")
    static let tried = BilingualText("Tried", "已嘗試")
    static let found = BilingualText("found", "項結果")
    static let gate = BilingualText("Gate", "閘門")
    static let noGuarantee = BilingualText("by threshold, no guarantee", "按門檻，無保證")
    static let notes = BilingualText("Note", "備註")
    static let noteWord = BilingualText("note", "備註")
    static let noted = BilingualText("The note is kept.", "備註已儲存。")
    static let since = BilingualText("since", "始於")
    static let expired = BilingualText("expired", "已過期")
    static let identityChanged = BilingualText("identity changed on", "身份有變：")
    static let draftBand = BilingualText("Draft for approval", "草稿待批")
    static let sends = BilingualText("sends it", "送出")
    static let edits = BilingualText("edits it first", "先修改")
    static let draftSent = BilingualText("The draft is sent.", "草稿已送出。")
    static let typeHere = BilingualText(
        "Enter sends · Alt+Enter new line · Esc keeps the draft",
        "Enter 送出 · Alt+Enter 換行 · Esc 保留草稿")
    static let pressReply = BilingualText("r writes a reply", "按 r 撰寫回覆")
    static let pressTakeOver = BilingualText(
        "t takes it over · r begins a reply", "按 t 接手 · 按 r 先寫回覆")
    static let pressApprove = BilingualText(
        "y sends the draft · Y edits it first · t takes it over",
        "按 y 送出草稿 · 按 Y 先修改 · 按 t 接手")
    static let pressAway = BilingualText(
        "the worker is away · r writes, and what you write is kept", "機械人離線 · 按 r 可先撰寫，內容會保留")
    static let windowClosedNote = BilingualText(
        "window closed: text is refused until they write · n leaves a note",
        "時限已過：客人再留言前平台會拒收文字；按 n 留備註")
    static let notSentYet = BilingualText("not sent yet; Enter sends it once", "未送出；Enter 只會送一次")
    static let mayBeSent = BilingualText(
        "The line broke while sending. Enter sends it again – never twice.",
        "送出時斷線。再按 Enter 重送，不會重複。")
    static let newBelow = BilingualText("new below", "則新訊息在下面")
    static let toEnd = BilingualText("end", "最後")
    static let moreBelow = BilingualText("% more", "還有 %")
    static let failed = BilingualText("not delivered", "未能送達")
    static let pending = BilingualText("waiting to be sent", "等候送出")
    static let triedAgain = BilingualText("not taken yet, it is tried again", "平台暫未接收，會自動重試")
    static let advised = BilingualText("% (#)", "%（#）")
    static let colon = BilingualText(": ", "：")
    static let sending = BilingualText("being sent", "送出中")
    static let read = BilingualText("read", "已讀")
    static let unknown = BilingualText("may have been sent", "可能已送出")
    static let unknownLong = BilingualText(
        "may have been sent: the provider never answered; ask the customer before repeating it",
        "可能已送出：平台沒有回應；重送前請先問客人")
    static let edited = BilingualText("edited", "已修改")
    static let deleted = BilingualText("taken back by the customer", "客人已收回")
    static let withdrawn = BilingualText("withdrawn", "已撤回")
    static let typing = BilingualText("is typing", "輸入中")
    static let viewing = BilingualText("is here", "正在查看")
    static let window = BilingualText("window", "時限")
    static let windowClosed = BilingualText("window closed", "時限已過")
    static let waits = BilingualText("waits", "已等")
    static let todayWord = BilingualText("Today", "今日")
    static let yesterday = BilingualText("Yesterday", "昨日")
}
