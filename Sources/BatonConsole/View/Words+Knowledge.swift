import BatonCore
import BatonDesk

extension Words {
    // Why something of the Knowledge screen cannot be done.
    static let noBase = BilingualText("There is no knowledge base yet.", "尚未有知識庫。")
    static let oneBase = BilingualText("There is only one knowledge base.", "只有一個知識庫。")
    static let noEntry = BilingualText("No entry is selected.", "沒有選取條目。")
    static let openEntryFirst = BilingualText(
        "Open the entry first (Enter).", "請先開啟條目（Enter）。")
    static let publishedAlready = BilingualText("It is published already.", "條目已發佈。")
    static let retiredAlready = BilingualText("It is retired already.", "條目已停用。")
    static let chooseRevision = BilingualText(
        "Choose an older revision first (↓).", "請先選取較舊的版本（↓）。")

    // The lists.
    static let state = BilingualText("State", "狀態")
    static let entry = BilingualText("Entry", "條目")
    static let languages = BilingualText("Languages", "語言")
    static let editedBy = BilingualText("Edited by", "修改者")
    static let editedOn = BilingualText("On", "日期")
    static let question = BilingualText("Question", "問題")
    static let customers = BilingualText("Customers", "客人")
    static let times = BilingualText("Times", "次數")
    static let lastAsked = BilingualText("Last", "最近")
    static let finds = BilingualText("Finds", "找到")
    static let finding = BilingualText("What is to be mended", "待改善")
    static let nothingFoundBy = BilingualText("nothing", "沒有結果")
    static let askingGolden = BilingualText("asking…", "測試中…")
    static let hold = BilingualText("% of # hold", "#題中%題通過")
    static let beginsEntry = BilingualText(
        "n begins an entry with these questions", "按 n 以這些問題新增條目")

    // Where there is nothing.
    static let emptyEntries = BilingualText(
        "This base has no entries. n begins one; 'baton kb import' takes a file or a website.",
        "此知識庫沒有條目。按 n 新增，或以 baton kb import 匯入檔案或網站。")
    static let emptyMissing = BilingualText(
        "Nothing was handed over for want of an answer in the last 30 days.",
        "過去30天沒有因缺少答案而轉交的問題。")
    static let emptyToMend = BilingualText(
        "No doubles, no contradictions, no missing language, no date that lapses.",
        "沒有重複、矛盾、欠缺語言或將過期的條目。")
    static let emptyGolden = BilingualText(
        "No entry has golden questions. Add them under 'golden:' while you edit an entry.",
        "沒有條目設有必答問題。修改條目時於 golden: 下加入。")

    // One entry.
    static let questions = BilingualText("Asked as", "問法")
    static let answer = BilingualText("Answer", "答案")
    static let tags = BilingualText("Tags", "標籤")
    static let valid = BilingualText("Valid", "有效期")
    static let keeper = BilingualText("Owner", "負責人")
    static let goldenWord = BilingualText("Golden", "必答")
    static let history = BilingualText("History", "版本紀錄")
    static let firstRevision = BilingualText("the first that is kept", "最早的版本")
    static let removedWord = BilingualText("removed", "已移除")
    static let mergeTitle = BilingualText("Saved by a colleague meanwhile", "同事已先儲存")
    static let mergeWords = BilingualText(
        "% saved this entry while you edited it. Nothing of yours is lost: Enter opens your text again; "
            + "take over what you need, and your next save follows theirs.",
        "你修改期間，% 已儲存此條目。你的內容仍在：按 Enter 再開啟，加入所需部分後再儲存。")
    static let mergeSigns = BilingualText("- yours   + theirs", "- 你的   + 對方的")
    static let sameText = BilingualText("The text is the same.", "內容相同。")
    static let confirmRetire = BilingualText(
        "Retire '%'? The bot will no longer use it.", "停用「%」？機械人將不再使用。")
    static let confirmRevert = BilingualText(
        "Save revision # of '%' again as the newest?", "將「%」的版本 # 重新儲存為最新？")
    static let states: [EntryState: (sign: String, title: BilingualText)] = [
        .published: ("●", BilingualText("published", "已發佈")),
        .draft: ("✎", BilingualText("draft", "草稿")),
        .retired: ("○", BilingualText("retired", "已停用")),
    ]

    // The search for entries.
    static let entrySearchTitle = BilingualText("Find an entry", "搜尋條目")
    static let entrySearchHint = BilingualText(
        "Type what a customer would write; the entries are found as the bot finds them.",
        "輸入客人的說法；結果與機械人所找到的相同。")
    static let scores = BilingualText("Alike in", "相似之處")

    // Why the worker refuses.
    static let refusals: [DeskRefusal.Code: String] = [
        .notPermitted: "你的角色不可這樣做", .notFound: "找不到", .conflict: "現時不能這樣做",
        .malformed: "請求有誤", .version: "版本不同", .storage: "未能儲存",
    ]
}

extension DeskRefusal {
    /// The refusal for a person: in their language, else the worker's own sentence after its sort.
    func text(in language: InterfaceLanguage) -> String {
        guard language == .traditionalChinese, let sort = Words.refusals[code] else {
            return description
        }
        if let chinese { return chinese }
        return "\(sort)：\(description)"
    }
}
