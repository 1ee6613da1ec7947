package import BatonCore

/// What customers are asked when an agent needs their number, over the button that gives it.
package enum PhoneRequest {
    /// The question in the customer's language.
    package static func text(language: Language) -> String {
        switch language {
        case .english:
            "To look into this we need your phone number. Please share it with the button below."
        case .cantonese, .mixed, .romanisedCantonese:
            "我哋要你嘅電話號碼先可以跟進，麻煩撳下面個掣分享畀我哋。"
        case .traditionalChinese: "我們需要您的電話號碼才可跟進，請按下面的按鈕分享。"
        case .simplifiedChinese: "我们需要您的电话号码才可跟进，请按下面的按钮分享。"
        }
    }
}
