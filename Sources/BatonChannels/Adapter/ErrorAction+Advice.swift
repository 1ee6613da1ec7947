package import BatonCore

extension ErrorAction {
    /// What a refusal means for the person who reads it, and what to do; `nil` where the table does not
    /// know the code.
    package var advice: BilingualText? {
        switch self {
        case .useTemplate:
            BilingualText(
                "the service window is over; send a template, or wait until the customer writes",
                "服務時限已過：可發送範本，或等客人再留言")
        case .failNotify:
            BilingualText(
                "the customer cannot receive it here; reach them another way",
                "客人未能在此渠道接收：請以其他方式聯絡")
        case .failNoRetry24h:
            BilingualText(
                "the provider limits such messages to this customer; try again after a day",
                "平台限制向此客人發送這類訊息：請於一日後再試")
        case .stopMarketing:
            BilingualText(
                "the customer wants no marketing messages; send none",
                "客人不願接收推廣訊息：請勿再發送")
        case .retryBackoff, .retryAfter, .retryLimited:
            BilingualText(
                "the provider was busy each time it was tried; send it again later",
                "平台繁忙，多次重試未成：請稍後再送")
        case .retryBackoffPair:
            BilingualText(
                "too many messages to this customer at once; send it again later",
                "短時間內向此客人發送太多：請稍後再送")
        case .stopBusinessInitiated:
            BilingualText(
                "the provider lets nothing be begun for now; wait until the customer writes",
                "平台暫不接受由商戶開始的對話：請等客人留言")
        case .haltChannelAlert:
            BilingualText(
                "the provider stopped the connection; check its token, permissions and account",
                "平台已停用此連線：請檢查權杖、權限及帳戶")
        case .failConfigAlert:
            BilingualText(
                "the template or its settings are at fault; mend them with the provider",
                "範本或其設定有誤：請到平台修正")
        case .failBug:
            BilingualText(
                "the provider does not take this form; write it another way, and report the code",
                "平台不接受此格式：請改用其他寫法，並回報編號")
        case .askResend:
            BilingualText(
                "the customer's file cannot be fetched; ask them to send it again",
                "未能取得客人的檔案：請客人重新傳送")
        case .needPhoneNumber:
            BilingualText(
                "the customer's number is needed for this; ask them for it",
                "需要客人的電話號碼：請向客人索取")
        case .verifyIdentity:
            BilingualText(
                "the customer's identity changed; make sure who it is first",
                "客人身份有變：請先核實身份")
        case .splitAndResend:
            BilingualText(
                "the text is too long for the provider; send it in parts",
                "文字太長，平台不接受：請分開發送")
        case .contactBlocked:
            BilingualText(
                "the customer has blocked this account; reach them another way",
                "客人已封鎖此帳戶：請以其他方式聯絡")
        case .failHandover: nil
        }
    }
}
