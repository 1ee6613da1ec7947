import BatonCore

extension Words {
    // What concerns the customer more than the words: number, consent, other conversations.
    static let cannotAskPhone = BilingualText(
        "This channel has no button that asks for a number; ask in words.",
        "此渠道沒有索取電話號碼的按鈕；請以文字詢問。")
    static let phoneIsKnown = BilingualText(
        "The customer's number is known already.", "已知客人的電話號碼。")
    static let confirmAskPhone = BilingualText(
        "Ask the customer for their own number, by a button?", "以按鈕向客人索取其電話號碼？")
    static let phoneAsked = BilingualText(
        "Asked; the number is added here once they share it.", "已索取；客人分享後會自動加入。")
    static let marketing = BilingualText("Mktg", "推廣")
    static let agreed = BilingualText("agreed", "已同意")
    static let tookBack = BilingualText("stopped", "已停止")
    static let consentTitle = BilingualText(
        "How did they agree to marketing?", "客人如何同意接收推廣訊息？")
    static let consentHint = BilingualText(
        "Such as: ticked the box on the order form; said so on the phone",
        "例如：訂購時剔選同意；來電時表示")
    static let withdrawTitle = BilingualText(
        "How did they take their consent back?", "客人如何撤回同意？")
    static let consentRecorded = BilingualText(
        "Recorded: they agreed to marketing messages.", "已記錄：客人同意接收推廣訊息。")
    static let consentWithdrawn = BilingualText(
        "Recorded: no more marketing messages.", "已記錄：不再發送推廣訊息。")
    static let byCustomer = BilingualText("the customer", "客人")
    static let byProvider = BilingualText("the provider", "渠道商")
    static let noOtherConversation = BilingualText(
        "The customer has no other conversation.", "這位客人沒有其他對話。")
    static let also = BilingualText("Also", "另有")
    static let goesOnThere = BilingualText(
        "what they write next comes into their other conversation (O)",
        "客人之後的訊息會到其另一對話（O）")
}
