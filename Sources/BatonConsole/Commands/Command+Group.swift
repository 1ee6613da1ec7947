extension Command {
    /// What a person has in mind who looks for a command; help groups by it.
    package enum Group: Sendable, Hashable, CaseIterable {
        /// Say something to the customer.
        case answer
        /// Let somebody else have it, end it, or put down what others should know.
        case handOn
        /// Which conversations, or which part of the knowledge.
        case list
        /// Go to another screen.
        case go
        /// Find out why, or say whether it was right.
        case understand
        /// Change knowledge or a gate.
        case change
        /// Move on this one.
        case move
        /// The console itself.
        case console
    }

    /// What a person has in mind who looks for it.
    package var group: Group {
        switch self {
        case .filterWaiting, .filterMine, .filterFlagged, .filterAll, .filterReason,
            .filterFailures, .filterInbox, .preview, .showEntries, .showMissing, .showToMend,
            .showGolden, .nextBase:
            .list
        case .takeOver, .reply, .approve, .editDraft, .insertFirst, .insertSecond, .insertThird,
            .attach, .template, .askPhone:
            .answer
        case .note, .returnToBot, .resolve, .assign, .consent: .handOn
        case .explain, .openFile, .judge, .judgeRight, .judgeWrong, .judgeHandover, .showChanges,
            .askGolden:
            .understand
        case .fix, .editEntry, .newEntry, .publishEntry, .retireEntry, .revertEntry, .stopBot,
            .resumeBot, .reopenGate, .fitGate, .activateGate, .rollBackGate, .reviewRate:
            .change
        case .open, .next, .other, .search, .dashboard, .knowledge, .review, .gate, .back: .go
        case .moveDown, .moveUp, .pageDown, .pageUp, .first, .last: .move
        case .palette, .help, .language, .theme, .reload, .bell, .suspend, .quit: .console
        }
    }

    /// Other words that people look for it by, in both languages; the palette finds it by them.
    var otherNames: [String] {
        switch self {
        case .open: ["view", "read", "查看", "進入"]
        case .takeOver: ["claim", "own", "pick up", "認領", "接管", "我來"]
        case .reply: ["answer", "write", "message", "回答", "打字", "撰寫"]
        case .approve: ["accept", "confirm", "確認", "送出草稿", "同意"]
        case .editDraft: ["change draft", "改草稿"]
        case .insertFirst: ["suggestion", "canned", "paste answer", "建議答案", "罐頭"]
        case .insertSecond, .insertThird: ["suggestion", "建議答案"]
        case .note: ["internal", "comment", "內部備註", "留言"]
        case .returnToBot: ["give back", "hand back", "bot", "交還", "機械人"]
        case .resolve: ["close", "done", "finish", "end", "完結", "關閉", "結束", "完成"]
        case .assign: ["transfer", "colleague", "pass", "轉介", "轉交", "同事", "分派"]
        case .explain: ["why", "reason", "score", "點解", "為何", "原因"]
        case .fix: ["correct", "knowledge", "entry", "改答案", "改正", "知識"]
        case .openFile: ["picture", "photo", "download", "image", "相片", "圖片", "下載"]
        case .attach: ["upload", "picture", "photo", "file", "上載", "圖片", "相片", "檔案"]
        case .template: ["hsm", "24 hours", "模板"]
        case .askPhone: ["phone", "number", "contact", "電話", "號碼", "聯絡"]
        case .consent: ["opt in", "opt-in", "promotion", "推廣", "同意", "訂閱"]
        case .other: ["same customer", "side by side", "另一對話", "同一客人"]
        case .next: ["following", "下一則"]
        case .filterWaiting: ["queue", "unassigned", "排隊", "未接"]
        case .filterMine: ["assigned to me", "我處理中"]
        case .filterFlagged: ["handed over", "轉交"]
        case .filterAll: ["everything", "bot", "所有"]
        case .filterReason: ["complaints", "投訴"]
        case .filterFailures: ["failed", "error", "undelivered", "失敗"]
        case .filterInbox: ["shop", "number", "branch", "account", "店舖", "分店", "號碼", "帳號"]
        case .preview: ["details", "詳情"]
        case .search: ["find", "customer", "phone", "尋找", "電話", "客戶"]
        case .dashboard: ["numbers", "statistics", "report", "統計", "數字", "報告"]
        case .knowledge: ["entries", "faq", "answers", "條目", "答案", "常見問題"]
        case .review: ["judge", "sample", "quality", "抽查", "品質"]
        case .gate: ["threshold", "confidence", "risk", "門檻", "把握"]
        case .stopBot: ["kill", "silence", "pause", "off", "關掉", "停機"]
        case .resumeBot: ["start", "on", "開啟"]
        case .reviewRate: ["sample", "percent", "抽樣"]
        case .palette: ["commands", "actions", "全部指令"]
        case .help: ["keys", "shortcuts", "按鍵", "快捷鍵", "幫助"]
        case .language: ["chinese", "english", "繁體", "語言", "中文", "英文"]
        case .theme: ["colours", "colors", "dark", "light", "contrast", "深色", "淺色", "顏色"]
        case .reload: ["refresh", "configuration", "設定", "更新"]
        case .bell: ["sound", "mute", "notification", "靜音", "聲音", "通知"]
        case .suspend: ["shell", "background", "背景"]
        case .back: ["leave", "close", "離開"]
        case .quit: ["exit", "log out", "退出", "登出"]
        case .editEntry, .newEntry, .publishEntry, .retireEntry, .revertEntry, .showEntries,
            .showMissing, .showToMend, .showGolden, .showChanges, .askGolden, .nextBase, .judge,
            .judgeRight, .judgeWrong, .judgeHandover, .reopenGate, .fitGate, .activateGate,
            .rollBackGate, .moveDown, .moveUp, .pageDown, .pageUp, .first, .last:
            []
        }
    }
}
