import BatonCore

extension Words {
    // What lies over a screen.
    static let noteTitle = BilingualText("Note for the team", "給團隊的備註")
    static let returnTitle = BilingualText("Note for the bot and the team", "給機械人及團隊的備註")
    static let searchTitle = BilingualText("Search messages and customers", "搜尋訊息及客戶")
    static let searchHint = BilingualText(
        "Type words, a name (@) or digits of a phone; Enter opens it.",
        "輸入字詞、客戶名稱（@）或電話號碼；按 Enter 開啟。")
    static let nothingFound = BilingualText("Nothing found.", "找不到。")
    static let paletteTitle = BilingualText("Commands", "指令")
    static let noCommand = BilingualText("No command is called like that.", "沒有這個指令。")
    static let assignTitle = BilingualText("Assign to", "指派給")
    static let hasNow = BilingualText("in hand", "處理中")
    static let online = BilingualText("online", "在線")
    static let fixTitle = BilingualText("Which entry?", "修改哪一條？")
    static let newEntry = BilingualText("a new entry", "新增條目")
    static let unsaved = BilingualText("what you wrote and could not save", "你未能儲存的內容")
    static let wouldBreak = BilingualText(
        "golden questions would find another entry – ", "必答問題會找到其他條目 – ")
    static let saveAnyway = BilingualText("s saves it all the same", "按 s 仍要儲存")
    static let entryRefused = BilingualText("Not saved", "未能儲存")
    static let entryKept = BilingualText(
        "Enter opens your text again · Esc keeps it for later (f)", "Enter 重新開啟你的內容 · Esc 稍後再改（f）")
    static let entryGone = BilingualText("The entry is not there any more.", "該條目已不存在。")
    static let unchanged = BilingualText("Nothing was changed.", "沒有更改。")
    static let nowSays = BilingualText("The bot would now say", "機械人現在會說")
    static let live = BilingualText("live after", "生效需時")

    // The numbers.
    static let waitingTitle = BilingualText("Waiting", "等候中")
    static let reasons = BilingualText("Waiting, by reason", "等候原因")
    static let agents = BilingualText("In hand, by colleague", "同事處理中")
    static let today = BilingualText("Today's decisions", "今日決定")
    static let failures = BilingualText("Delivery failures", "未能送達")
    static let withBot = BilingualText("With the bot", "機械人處理中")
    static let botShare = BilingualText("the bot alone: %", "機械人自行回答：%")
    static let longest = BilingualText("longest", "最久")
    static let ages = [
        BilingualText("under 2 min", "2分鐘內"), BilingualText("2–10 min", "2–10分鐘"),
        BilingualText("10–30 min", "10–30分鐘"), BilingualText("30 min–2 h", "30分鐘–2小時"),
        BilingualText("over 2 h", "超過2小時"),
    ]
    static let outcomes: [Outcome: BilingualText] = [
        .answer: BilingualText("answered alone", "自行回答"),
        .draft: BilingualText("drafted", "擬草稿"),
        .handover: BilingualText("handed over", "轉交真人"),
        .clarify: BilingualText("asked back", "反問"),
        .acknowledge: BilingualText("nothing to say", "毋須回覆"),
    ]

    // Reasons in a narrow column, where their titles are longer.
    static let shortReasons: [ReasonCode: BilingualText] = [
        .askedForPerson: BilingualText("Wants person", "要求真人"),
        .lowConfidence: BilingualText("Not sure", "把握不足"),
        .ambiguous: BilingualText("Two close", "答案相近"),
        .noAnswer: BilingualText("No answer", "無答案"),
        .unsupportedMessage: BilingualText("Unreadable", "未能讀取"),
        .draftOnly: BilingualText("Draft", "草稿待批"),
        .unknownInbox: BilingualText("No inbox", "未知收件匣"),
        .expiredEntry: BilingualText("Expired", "答案已過期"),
        .deliveryUnknown: BilingualText("Maybe sent", "可能已送出"),
        .channelHalted: BilingualText("Stopped", "渠道已停"),
        .windowClosed: BilingualText("Window over", "時限已過"),
        .answeredOutside: BilingualText("Outside", "外部回覆"),
        .identityChanged: BilingualText("Identity", "身份有變"),
        .internalFault: BilingualText("Fault", "系統故障"),
        .deliveryFailed: BilingualText("Undelivered", "未能送達"),
        .composed: BilingualText("AI draft", "AI 草稿"),
        .confirmed: BilingualText("Chosen", "客人選定"),
        .legal: BilingualText("Legal", "法律"),
        .medical: BilingualText("Medical", "醫療"),
        .minor: BilingualText("Minor", "未成年"),
        .refundDispute: BilingualText("Payment", "款項爭議"),
        .personalData: BilingualText("Private data", "個人資料"),
        .offTopic: BilingualText("Off topic", "與業務無關"),
        .reserved: BilingualText("For people", "指定真人"),
        .staleKnowledge: BilingualText("Out of date", "知識過舊"),
        .shadow: BilingualText("Trial", "試行"),
        .unproven: BilingualText("Unproven", "未經驗證"),
        .budgetSpent: BilingualText("Errors spent", "容錯額用盡"),
        .optedOut: BilingualText("Opted out", "已停用"),
        .messageBudget: BilingualText("Budget spent", "預算用盡"),
        .policy: BilingualText("By policy", "政策"),
        .rated: BilingualText("Rating", "評分"),
        .humanOnly: BilingualText("People only", "只限真人"),
    ]

    // The help.
    static let everywhere = BilingualText("Everywhere", "所有畫面")
    static let writing = BilingualText("While writing", "撰寫時")
    static let signs = BilingualText("Signs", "符號")
    static let contexts: [Command.Context: BilingualText] = [
        .queue: BilingualText("The list", "清單"),
        .conversation: BilingualText("A conversation", "對話"),
        .dashboard: BilingualText("The dashboard", "概覽"),
        .knowledge: BilingualText("Knowledge", "知識庫"),
        .entry: BilingualText("An entry", "條目"),
        .review: BilingualText("The review list", "評審清單"),
        .gate: BilingualText("The gate", "閘門"),
    ]
    static let groups: [Command.Group: BilingualText] = [
        .list: BilingualText("which to list", "選擇清單"),
        .answer: BilingualText("answer", "回覆客人"),
        .handOn: BilingualText("hand on", "交接及結案"),
        .understand: BilingualText("find out and judge", "了解及評審"),
        .change: BilingualText("change", "更改"),
        .go: BilingualText("go to", "前往"),
        .move: BilingualText("move", "移動"),
        .console: BilingualText("the console", "主控台"),
    ]
    static let writingKeys: [(keys: String, title: BilingualText, sentence: BilingualText)] = [
        (
            "enter", BilingualText("Send", "送出"),
            BilingualText("Sends the reply, or keeps the note.", "送出回覆，或儲存備註。")
        ),
        (
            "alt+enter", BilingualText("New line", "換行"),
            BilingualText("Begins a new line; so does ctrl+j.", "另起一行；ctrl+j 亦可。")
        ),
        (
            "esc", BilingualText("Leave", "離開"),
            BilingualText("Stops writing; the draft is kept.", "停止撰寫；草稿會保留。")
        ),
        (
            "ctrl+w ctrl+u", BilingualText("Delete", "刪除"),
            BilingualText("Deletes the word, or to the line's start.", "刪除一詞，或刪至行首。")
        ),
        (
            "alt+b alt+f", BilingualText("Words", "逐詞"),
            BilingualText("Moves by words, Chinese and English.", "逐詞移動，中英皆可。")
        ),
        (
            "pgup pgdn", BilingualText("Read", "閱讀"),
            BilingualText("Scrolls the messages while you write.", "撰寫時捲動訊息。")
        ),
    ]
    static let writingHints: [(key: String, title: BilingualText)] = [
        ("enter", BilingualText("Send", "送出")), ("alt+enter", BilingualText("New line", "換行")),
        ("esc", BilingualText("Keep draft", "保留草稿")),
        ("ctrl+o", BilingualText("File", "檔案")), ("ctrl+p", BilingualText("Menu", "指令")),
        ("pgup", BilingualText("Read back", "翻看訊息")),
    ]
    static let signWords: [(sign: String, meaning: BilingualText)] = [
        ("● ▲ ‼", BilingualText("waits under 2, under 10, over 10 minutes", "等候少於2、少於10、超過10分鐘")),
        (
            "✓ ✓✓ ✗ ?",
            BilingualText(
                "sent, delivered, not delivered, may have been sent", "已送出、已送達、未能送達、可能已送出")
        ),
        (
            "[1h] [–]",
            BilingualText(
                "the time to write freely ends in an hour, is over: only templates go out",
                "自由留言時限尚餘一小時、已過：只可發送範本")
        ),
        ("◆ ▸ ▹ ◇", BilingualText("bot, agent, outside Baton, notice", "機械人、客服、外部回覆、通知")),
        (
            "✎ ◉",
            BilingualText(
                "a draft or somebody typing, somebody looking", "有草稿或有人輸入中、有人正在查看")
        ),
        ("● ✎ ○", BilingualText("an entry: published, draft, retired", "條目：已發佈、草稿、已停用")),
        (
            "‼ ▲ △",
            BilingualText(
                "an entry that may be wrong, is doubled or lapses soon, lacks a language",
                "條目可能有誤、重複或將過期、欠缺語言")
        ),
    ]
}

extension Overlay {
    /// The keys that lead on from here and out.
    var hints: [(key: String, title: BilingualText)] {
        let leave = ("esc", BilingualText("Leave", "離開"))
        let choose = ("↑↓", BilingualText("Select", "選取"))
        return switch self {
        case .palette: [("enter", BilingualText("Run", "執行")), choose, leave]
        case .search(let search) where search.inbox != nil:
            [
                ("enter", BilingualText("Open", "開啟")), choose,
                ("tab", search.isEverywhere ? Words.thisInbox : Words.allInboxes), leave,
            ]
        case .search, .entrySearch: [("enter", BilingualText("Open", "開啟")), choose, leave]
        case .inboxes, .reasons:
            [
                ("enter", BilingualText("List", "列出")), ("0–9", BilingualText("At once", "直接選")),
                choose, leave,
            ]
        case .prompt:
            [
                ("enter", BilingualText("Keep", "儲存")),
                ("alt+enter", BilingualText("New line", "換行")),
                ("esc", BilingualText("Leave, text kept", "離開，保留內容")),
            ]
        case .confirm: [("y", Words.yes), ("n", Words.no)]
        case .attach: Words.fileHints
        case .verdict:
            [
                ("y", LabelVerdict.right.title), ("n", LabelVerdict.wrong.title),
                ("h", LabelVerdict.handover.title), leave,
            ]
        case .verdictNote: [("enter", BilingualText("Send", "送出")), leave]
        case .reviewRate: [("enter", BilingualText("Set", "設定")), leave]
        case .versions:
            [
                ("enter", BilingualText("Put in force", "啟用")),
                ("c", BilingualText("Compare", "比較")), choose, leave,
            ]
        case .people, .entries:
            [("enter", BilingualText("Choose", "選擇")), choose, leave]
        case .explain: [("↑↓", BilingualText("Scroll", "捲動")), leave]
        case .answer: [leave]
        case .mergeEntry:
            [
                ("enter", BilingualText("Edit yours again", "再修改你的內容")),
                ("↑↓", BilingualText("Scroll", "捲動")),
                ("esc", BilingualText("Keep for later", "稍後再改")),
            ]
        case .refusedEntry:
            [
                ("enter", BilingualText("Edit again", "再修改")),
                ("esc", BilingualText("Keep for later", "稍後再改")),
            ]
        }
    }
}
