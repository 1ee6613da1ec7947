import BatonCore
import BatonUI

extension Command {
    /// What the table says of the commands that keep knowledge.
    var keeping: Description {
        switch self {
        case .knowledge:
            .init(
                "Knowledge", "知識庫", "Shows entries, what is missing and what is to be mended.",
                "顯示條目、缺少的答案及待改善項目。", [.queue, .dashboard], ["K"], 11)
        case .showEntries:
            .init("Entries", "條目", "Lists the entries.", "列出所有條目。", [.knowledge], ["1"])
        case .showMissing:
            .init(
                "Missing", "缺少", "Lists what customers asked and nothing answered.",
                "列出客人問過但沒有答案的問題。", [.knowledge], ["2"])
        case .showToMend:
            .init(
                "To mend", "待改善", "Lists doubles, contradictions, missing languages and dates.",
                "列出重複、矛盾、欠缺語言及日期問題。", [.knowledge], ["3"])
        case .showGolden:
            .init(
                "Golden", "必答問題", "Lists the golden questions, failing ones first.",
                "列出必答問題，未通過的在前。", [.knowledge], ["4"])
        case .nextBase:
            .init(
                "Next base", "下一個庫", "Shows the next knowledge base.", "顯示下一個知識庫。",
                [.knowledge], ["b"], 8)
        default: changing
        }
    }

    private var changing: Description {
        switch self {
        case .editEntry:
            .init(
                "Edit", "修改", "Opens the entry in your editor.", "用編輯器開啟條目。",
                kept, ["e"], 3)
        case .newEntry:
            .init(
                "New", "新增", "Begins an entry; from what is missing, with its questions.",
                "新增條目；於「缺少」分頁會填入該等問題。", [.knowledge], ["n"], 2)
        case .publishEntry:
            .init(
                "Publish", "發佈", "The bot uses the entry from now on.", "機械人即時使用此條目。",
                kept, ["p"], 5)
        case .retireEntry:
            .init(
                "Retire", "停用", "Keeps the entry, and the bot no longer uses it.",
                "保留條目，但機械人不再使用。", kept, ["x"])
        case .revertEntry:
            .init(
                "Revert", "還原", "Saves the selected revision again as the newest.",
                "將選取的版本重新儲存為最新。", [.entry], ["v"], 4)
        case .showChanges:
            .init(
                "Changes", "變更", "Shows what the selected revision changed, or its text.",
                "顯示選取版本的變更，或其內容。", [.entry], ["d", "enter"], 1)
        default:
            .init(
                "Ask again", "重新測試", "Asks the golden questions again.", "重新測試必答問題。",
                [.knowledge], ["t"], 7)
        }
    }

    private var kept: Set<Context> { [.knowledge, .entry] }

    /// Why the selected entry cannot be opened, or begun from what is missing.
    func openEntryObstacle(_ model: Model) -> BilingualText? {
        if model.knowledge.selectedGap != nil { return Command.newEntry.obstacle(in: model) }
        return model.knowledge.subject == nil ? Words.noEntry : nil
    }

    /// Why a command that keeps knowledge cannot be done now.
    func keepingObstacle(_ knowledge: KnowledgeModel) -> BilingualText? {
        guard knowledge.base != nil else { return Words.noBase }
        let state = knowledge.subjectRevision?.state
        switch self {
        case .nextBase: return (knowledge.bases ?? []).count < 2 ? Words.oneBase : nil
        case .editEntry: return knowledge.subject == nil ? Words.noEntry : nil
        case .publishEntry, .retireEntry:
            guard let state else {
                return knowledge.subject == nil ? Words.noEntry : Words.openEntryFirst
            }
            if self == .publishEntry { return state == .published ? Words.publishedAlready : nil }
            return state == .retired ? Words.retiredAlready : nil
        case .revertEntry:
            return knowledge.open?.revision.index ?? 0 == 0 ? Words.chooseRevision : nil
        case .askGolden: return knowledge.tab == .golden ? nil : Words.onGolden
        default: return nil
        }
    }
}
