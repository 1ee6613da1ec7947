import BatonCore
import BatonUI

extension Command {
    /// What the table says of this command.
    package var description: Description {
        switch self {
        case .moveDown, .moveUp, .pageDown, .pageUp, .first, .last, .open: movement
        case .filterWaiting, .filterMine, .filterFlagged, .filterAll, .filterReason,
            .filterFailures, .filterInbox, .preview, .search, .dashboard:
            lists
        case .knowledge, .showEntries, .showMissing, .showToMend, .showGolden, .nextBase,
            .editEntry,
            .newEntry, .publishEntry, .retireEntry, .revertEntry, .showChanges, .askGolden:
            keeping
        case .takeOver, .reply, .approve, .editDraft, .insertFirst, .insertSecond, .insertThird,
            .note, .returnToBot, .resolve, .assign, .explain, .fix, .openFile, .attach,
            .template, .next:
            work
        case .askPhone, .consent, .other: customer
        case .judge, .review, .judgeRight, .judgeWrong, .judgeHandover: judging
        case .gate, .stopBot, .resumeBot, .reopenGate, .fitGate, .activateGate, .rollBackGate,
            .reviewRate:
            gates
        case .palette, .help, .language, .theme, .reload, .bell, .suspend, .back, .quit: program
        }
    }

    private var movement: Description {
        switch self {
        case .moveDown:
            .init("Down", "下", "Selects the next line.", "選取下一行。", all, ["j", "down"])
        case .moveUp:
            .init("Up", "上", "Selects the line before.", "選取上一行。", all, ["k", "up"])
        case .pageDown:
            .init("Page down", "下一頁", "Goes one page down.", "向下翻一頁。", all, ["pgdn", "space"])
        case .pageUp: .init("Page up", "上一頁", "Goes one page up.", "向上翻一頁。", all, ["pgup"])
        case .first: .init("First", "最前", "Goes to the beginning.", "跳到最前。", all, ["home"])
        case .last:
            .init(
                "Last", "最後", "Goes to the end, and selects no message.", "跳到最後，不選任何訊息。",
                all, ["end", "G"])
        default:
            .init(
                "Open", "開啟", "Opens the conversation, the entry, or what is behind the number.",
                "開啟對話、條目，或數字背後的清單。", [.queue, .dashboard, .knowledge], ["enter"], 1)
        }
    }

    private var lists: Description {
        switch self {
        case .filterWaiting:
            .init(
                "Waiting", "等候中", "Lists what waits for a person.", "列出等候真人的對話。", [.queue],
                ["1"])
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
                "By reason", "按原因", "Lists what waits for one reason; says how many wait for each.",
                "列出因某個原因等候的對話，並顯示各有多少。",
                [.queue], ["5"])
        case .filterFailures:
            .init(
                "Not delivered", "未能送達", "Lists failed and uncertain deliveries.",
                "列出未能送達或可能未送達的對話。", [.queue], ["6"])
        case .filterInbox:
            .init(
                "Inbox", "收件匣", "Lists one inbox only, or all again; says how many wait in each.",
                "只列出一個收件匣或全部，並顯示各有多少對話等候。", [.queue], ["i"], 9)
        case .preview:
            .init(
                "Preview", "預覽",
                "Shows the selected customer's words below the list, or hides them.",
                "在清單下顯示或隱藏所選客人的訊息。", [.queue], ["p"])
        case .search:
            .init(
                "Search", "搜尋", "Finds messages by words, customers by name or phone, entries.",
                "按內容搜尋訊息或條目，按名稱或電話搜尋客戶。",
                [.queue, .conversation, .dashboard, .knowledge], ["/"], 10)
        default:
            .init(
                "Dashboard", "概覽", "Shows the numbers.", "顯示數字概覽。", [.queue], ["g"], 11)
        }
    }

    private var work: Description {
        switch self {
        case .takeOver:
            .init(
                "Take over", "接手", "Makes the conversation yours; the bot falls silent.",
                "由你接手對話，機械人隨即停止發言。", [.queue, .conversation], ["t"], 3)
        case .reply:
            .init(
                "Reply", "回覆", "Writes to the customer; quotes the selected message.",
                "回覆客人；如選取了訊息則引用它。", here, ["r"], 4)
        case .approve:
            .init(
                "Send draft", "批准草稿", "Takes over and sends the proposed answer as it stands.",
                "接手並照原文送出建議的答案。", here, ["y"], 2)
        case .editDraft:
            .init(
                "Edit draft", "修改草稿", "Takes over and puts the proposed answer into the reply.",
                "接手並將建議的答案放入回覆，修改後再送出。", here, ["Y"], 2)
        case .insertFirst:
            .init(
                "Use answer 1", "用答案1", "Puts the best candidate's answer into the reply.",
                "將第一候選答案放入回覆。", here, ["i", "1"], 5)
        case .insertSecond:
            .init(
                "Use answer 2", "用答案2", "Puts the second candidate's answer into the reply.",
                "將第二候選答案放入回覆。", here, ["2"])
        case .insertThird:
            .init(
                "Use answer 3", "用答案3", "Puts the third candidate's answer into the reply.",
                "將第三候選答案放入回覆。", here, ["3"])
        case .note:
            .init(
                "Note", "備註", "Leaves a note that only the team sees.", "留下只有團隊看到的備註。",
                here, ["n"], 6)
        case .returnToBot:
            .init(
                "To bot", "交回", "Gives the conversation back to the bot, with a note.",
                "將對話交回機械人，並留備註。", here, ["b"], 7)
        case .resolve: .init("Resolve", "結案", "Closes the conversation.", "結束對話。", here, ["x"], 8)
        case .assign:
            .init(
                "Assign", "指派", "Gives the conversation to a colleague.", "將對話指派給同事。",
                here, ["a"])
        case .explain:
            .init(
                "Explain", "解釋", "Shows why the bot decided as it did.", "顯示機械人為何如此決定。",
                here, ["e"])
        case .fix:
            .init(
                "Fix", "修正", "Opens an answer's entry in your editor, or a new one.",
                "用編輯器開啟答案的條目，或新增一條。", here, ["f"], 9)
        case .openFile:
            .init(
                "Open file", "開檔案", "Opens the customer's file outside, with xdg-open.",
                "在主控台以外用 xdg-open 開啟客人的檔案。", here, ["o"])
        case .attach:
            .init(
                "Attach", "附加檔案", "Sends a file of your machine with the reply, by its path.",
                "按路徑將你電腦上的檔案隨回覆傳送。", here, ["u", "ctrl+o"])
        case .template:
            .init(
                "Template", "範本", "Sends the approved template, such as once the window is closed.",
                "發送已獲批准的範本，例如在時限過後。", here, ["p"])
        default:
            .init(
                "Next", "下一個", "Opens the next conversation of the list.", "開啟清單中的下一個對話。",
                here, ["]"])
        }
    }

    private var program: Description {
        switch self {
        case .palette:
            .init(
                "Menu", "指令", "Finds any command by its name.", "按名稱尋找指令。", all,
                ["ctrl+p", ":"], 12)
        case .help: .init("Help", "說明", "Shows every key.", "顯示所有按鍵。", all, ["?", "f1"], 13)
        case .language:
            .init("中文／English", "English／中文", "Changes the language.", "切換語言。", all, ["L"])
        case .theme: .init("Theme", "主題", "Changes the colours.", "切換顏色主題。", all, ["T"])
        case .reload:
            .init(
                "Read again", "重新讀取", "Reads the files of colours and keys again.",
                "重新讀取顏色及按鍵檔。", all, ["R"])
        case .bell:
            .init(
                "Bell", "響鐘",
                "Rings, or not, when a conversation begins to wait. While one inbox is listed (i), only "
                    + "for that one, and for what is urgent or late elsewhere.",
                "有對話開始等候時響鐘，或不響。只看一個收件匣（i）時，只為該收件匣，以及其他收件匣的緊急或"
                    + "逾時對話響鐘。", all, ["B"])
        case .suspend:
            .init(
                "Suspend", "暫停", "Goes back to the shell; 'fg' returns.", "暫回命令列；以 fg 返回。",
                all, ["ctrl+z"])
        case .back:
            .init(
                "Back", "返回", "Leaves this screen; what you typed is kept.",
                "離開此畫面；已輸入的內容會保留。",
                [.conversation, .dashboard, .knowledge, .entry, .help, .review, .gate],
                ["q", "esc", "left"], 14)
        default:
            .init(
                "Quit", "離開", "Leaves the console; the worker goes on.", "離開主控台，機械人繼續運作。",
                [.queue], ["q", "ctrl+c"], 14)
        }
    }

    private var judging: Description {
        switch self {
        case .judge:
            .init(
                "Judge", "評審", "Says whether the selected message's decision was right.",
                "評定所選訊息的決定是否正確。", here, ["v"])
        case .review:
            .init(
                "Review", "評審清單", "Shows what was drawn by lot for people to judge.",
                "列出抽樣待評審的回覆。", [.queue, .dashboard], ["v"])
        case .judgeRight:
            .init(
                "Right", "正確", "The answer is right; the next one comes at once.",
                "答案正確；即時顯示下一個。", [.review], ["y"], 1)
        case .judgeWrong:
            .init(
                "Wrong", "錯誤", "The answer is wrong; says why.", "答案錯誤；填寫原因。", [.review], ["n"], 2)
        default:
            .init(
                "For a person", "應轉真人", "A person should have had it; says why.",
                "應轉交真人；填寫原因。", [.review], ["h"], 3)
        }
    }

    private var gates: Description {
        switch self {
        case .gate:
            .init(
                "Gate", "閘門", "Shows what each gate promises, its labels, meter and results.",
                "顯示各閘門的承諾、標籤、容錯額及成效。", [.queue, .dashboard], ["m"])
        case .stopBot:
            .init(
                "Stop bot", "停止機械人", "The kill switch: the inbox's bot falls silent.",
                "緊急停止：該收件匣的機械人靜默。", [.gate], ["K"], 1)
        case .resumeBot:
            .init(
                "Resume", "恢復", "Lets a stopped bot go on.", "讓已停止的機械人繼續。", [.gate], ["S"], 2)
        case .reopenGate:
            .init(
                "Open again", "重新開放", "Opens a gate that tightened itself.",
                "重新開放已自動收緊的閘門。", [.gate], ["O"], 3)
        case .fitGate:
            .init(
                "Refit", "重新擬合", "Makes a version from the labels; it is not in force yet.",
                "以標籤製作新版本；尚未啟用。", [.gate], ["F"], 4)
        case .rollBackGate:
            .init(
                "Roll back", "還原", "Puts the version in force that was so before.",
                "重新啟用上一個版本。", [.gate], ["U"], 6)
        case .reviewRate:
            .init(
                "Draw", "抽查", "Sets the share of messages that is drawn for people to judge.",
                "設定抽取多少訊息供人評審。", [.gate], ["P"], 7)
        default:
            .init(
                "Versions", "版本", "Chooses the version in force, or compares one with it.",
                "選擇啟用的版本，或與現行版本比較。", [.gate], ["A"], 5)
        }
    }

    var all: Set<Context> { Set(Context.allCases) }
    private var here: Set<Context> { [.conversation] }
}

extension Command.Description {
    init(
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
