package import BatonCore
package import BatonUI

/// Everything a person can do in the console: one table gives dispatch, hints, help and palette.
package enum Command: String, CaseIterable, Sendable {
    case moveDown = "move-down"
    case moveUp = "move-up"
    case pageDown = "page-down"
    case pageUp = "page-up"
    case first
    case last
    case open
    case takeOver = "take-over"
    case reply
    case note
    case returnToBot = "return-to-bot"
    case resolve
    case assign
    case insertCandidate = "insert-candidate"
    case explain
    case fix = "fix-it-here"
    case filterWaiting = "filter-waiting"
    case filterMine = "filter-mine"
    case filterFlagged = "filter-flagged"
    case filterAll = "filter-all"
    case filterReason = "filter-reason"
    case search
    case dashboard
    case palette
    case help
    case language
    case theme
    case back
    case quit

    /// Where a command means something.
    package enum Context: String, CaseIterable, Sendable {
        case queue, conversation, dashboard, help
    }

    /// What the table says of a command.
    package struct Description: Sendable {
        /// Its title.
        package var title: BilingualText
        /// What it does, in a sentence.
        package var sentence: BilingualText
        /// Where it means something.
        package var contexts: Set<Context>
        /// The keys it has.
        package var keys: [Key]
        /// Whether the hint bar shows it, and in which place.
        package var hint: Int?
    }

    /// What the table says of this command.
    package var description: Description {
        switch self {
        case .moveDown:
            .init("Down", "下", "Selects the next line.", "選取下一行。", lists, ["j", "down"])
        case .moveUp:
            .init("Up", "上", "Selects the line before.", "選取上一行。", lists, ["k", "up"])
        case .pageDown:
            .init("Page down", "下一頁", "Goes one page down.", "向下翻一頁。", lists, ["pgdn", "space"])
        case .pageUp: .init("Page up", "上一頁", "Goes one page up.", "向上翻一頁。", lists, ["pgup"])
        case .first: .init("First", "最前", "Goes to the beginning.", "跳到最前。", lists, ["home"])
        case .last: .init("Last", "最後", "Goes to the end.", "跳到最後。", lists, ["end", "G"])
        case .open:
            .init(
                "Open", "開啟", "Opens the conversation, or what is behind the number.",
                "開啟對話，或數字背後的清單。", [.queue, .dashboard], ["enter"], 1)
        case .takeOver:
            .init(
                "Take over", "接手", "Makes the conversation yours; the bot falls silent.",
                "由你接手對話，機械人隨即停止發言。", work, ["t"], 2)
        case .reply:
            .init(
                "Reply", "回覆", "Writes to the customer.", "回覆客人。", [.conversation], ["r"], 3)
        case .note:
            .init(
                "Note", "備註", "Leaves a note that only the team sees.", "留下只有團隊看到的備註。",
                [.conversation], ["n"], 5)
        case .returnToBot:
            .init(
                "Back to bot", "交回機械人", "Gives the conversation back to the bot, with a note.",
                "將對話交回機械人，並留備註。", [.conversation], ["b"], 4)
        case .resolve:
            .init("Resolve", "結案", "Closes the conversation.", "結束對話。", [.conversation], ["x"], 6)
        case .assign:
            .init(
                "Assign", "指派", "Gives the conversation to a colleague.", "將對話指派給同事。",
                [.conversation], ["a"])
        case .insertCandidate:
            .init(
                "Use answer", "採用答案", "Puts the best candidate's answer into the reply.",
                "將最佳答案放入回覆。", [.conversation], ["i"], 7)
        case .explain:
            .init(
                "Explain", "解釋", "Shows why the bot decided as it did.", "顯示機械人為何如此決定。",
                [.conversation], ["e"])
        case .fix:
            .init(
                "Fix it here", "即場修正", "Opens the answer's entry in your editor.",
                "用編輯器開啟該答案的條目。", [.conversation], ["f"], 8)
        case .filterWaiting:
            .init(
                "Waiting", "等候中", "Lists what waits for a person.", "列出等候真人的對話。", [.queue], ["1"])
        case .filterMine:
            .init("Mine", "我的", "Lists what you have.", "列出你手上的對話。", [.queue], ["2"])
        case .filterFlagged:
            .init(
                "With people", "真人處理", "Lists what waits and what colleagues have.",
                "列出等候中及同事處理中的對話。", [.queue], ["3"])
        case .filterAll:
            .init(
                "All", "全部", "Lists every open conversation, the bot's too.",
                "列出所有進行中的對話，包括機械人的。", [.queue], ["4"])
        case .filterReason:
            .init(
                "By reason", "按原因", "Goes through the reasons, one list each.", "逐個原因列出。",
                [.queue], ["5"])
        case .search:
            .init(
                "Search", "搜尋", "Finds messages by their words.", "按內容搜尋訊息。", [.queue], ["/"], 3)
        case .dashboard:
            .init("Dashboard", "概覽", "Shows the numbers.", "顯示數字概覽。", [.queue], ["g"], 4)
        case .palette:
            .init(
                "Commands", "指令", "Finds any command by its name.", "按名稱尋找指令。", all,
                ["ctrl+p", ":"], 9)
        case .help: .init("Help", "說明", "Shows every key.", "顯示所有按鍵。", all, ["?", "f1"], 10)
        case .language:
            .init("中文／English", "English／中文", "Changes the language.", "切換語言。", all, ["L"])
        case .theme: .init("Theme", "主題", "Changes the colours.", "切換顏色主題。", all, ["T"])
        case .back:
            .init(
                "Back", "返回", "Leaves this screen.", "離開此畫面。",
                [.conversation, .dashboard, .help], ["q", "esc", "left"], 11)
        case .quit:
            .init(
                "Quit", "離開", "Leaves the console; the worker goes on.", "離開主控台，機械人繼續運作。",
                [.queue], ["q"], 11)
        }
    }

    private var lists: Set<Context> { Set(Context.allCases) }
    private var work: Set<Context> { [.queue, .conversation] }
    private var all: Set<Context> { Set(Context.allCases) }

    /// The command of a key in a context.
    package static func of(_ key: Key, in context: Context) -> Command? {
        allCases.first {
            $0.description.contexts.contains(context) && $0.description.keys.contains(key)
        }
    }

    /// The commands that the hint bar shows in a context, in order.
    package static func hints(in context: Context) -> [Command] {
        allCases.filter { $0.description.contexts.contains(context) && $0.description.hint != nil }
            .sorted { ($0.description.hint ?? 0) < ($1.description.hint ?? 0) }
    }
}

extension Command.Description {
    fileprivate init(
        _ english: String, _ chinese: String, _ sentence: String, _ chineseSentence: String,
        _ contexts: Set<Command.Context>, _ keys: [String], _ hint: Int? = nil
    ) {
        title = BilingualText(english, chinese)
        self.sentence = BilingualText(sentence, chineseSentence)
        self.contexts = contexts
        self.keys = keys.compactMap(Key.init(name:))
        self.hint = hint
    }
}
