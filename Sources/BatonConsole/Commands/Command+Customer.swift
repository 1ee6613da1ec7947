import BatonCore
import BatonDesk
import BatonUI

extension Command {
    /// What the table says of the commands that are about the customer more than the words.
    var customer: Description {
        switch self {
        case .askPhone:
            .init(
                "Ask number", "索取電話", "Asks for the customer's own number by a button.",
                "以按鈕向客人索取其電話號碼。", [.conversation], ["c"])
        case .consent:
            .init(
                "Marketing", "推廣同意", "Records that the customer agreed to marketing, or not.",
                "記錄客人同意接收推廣訊息，或撤回同意。", [.conversation], ["m"])
        default:
            .init(
                "Other chat", "另一對話", "Opens the customer's other conversation.",
                "開啟這位客人的另一個對話。", [.conversation], ["O"])
        }
    }

    /// Why one of these cannot be done now.
    func customerObstacle(_ model: Model) -> BilingualText? {
        guard let open = model.conversation else { return nil }
        switch self {
        case .askPhone:
            if open.view.terms?.canAskPhone != true { return Words.cannotAskPhone }
            if open.view.contact.address(.phone) != nil { return Words.phoneIsKnown }
            if open.view.conversation.state == .resolved { return Words.closedAlready }
            if model.isWindowClosed(open.view.conversation) { return Words.windowClosed }
            return open.isHeld(by: model.person) ? nil : Words.takeFirst
        case .other: return open.otherConversation == nil ? Words.noOtherConversation : nil
        default: return nil
        }
    }
}

extension ConversationModel {
    /// The customer's other conversation that matters most: one that goes on, else the newest.
    var otherConversation: Conversation? {
        let others = view.others ?? []
        return others.first { $0.state == .open } ?? others.first
    }

    /// Whether the customer agreed to marketing messages, as it stands.
    var hasAgreedToMarketing: Bool { view.marketing?.isGranted == true }
}
