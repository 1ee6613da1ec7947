package import BatonCore

extension GateState {
    /// The state as one word, as a decision keeps it.
    package var word: String {
        switch self {
        case .closed: "closed"
        case .open: "open"
        case .tightened: "tightened"
        case .stopped: "stopped"
        }
    }

    /// The state that a word means to a decision; who stopped it, and when, bears on none.
    package init?(word: String) {
        let never = Timestamp(milliseconds: 0)
        switch word {
        case "closed": self = .closed
        case "open": self = .open
        case "tightened": self = .tightened(since: never)
        case "stopped": self = .stopped(by: PersonID(""), since: never, before: .closed)
        default: return nil
        }
    }

    /// The state in words.
    package var title: BilingualText {
        switch self {
        case .closed: BilingualText("closed: it drafts for people", "未開放：只擬草稿")
        case .open: BilingualText("open: it may answer alone", "開放：可自行回覆")
        case .tightened:
            BilingualText(
                "tightened: the error budget is spent; a supervisor may open it again",
                "已收緊：容錯額已用盡；主管可重新開放")
        case .stopped:
            BilingualText("stopped by a person: the bot is silent", "已由真人停止：機械人靜默")
        }
    }
}
