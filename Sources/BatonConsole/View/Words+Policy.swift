import BatonCore

extension Words {
    // What the channel's policy lets people send.
    static let windowClosedTemplate = BilingualText(
        "window closed: only a template goes out until they write · p sends it · n leaves a note",
        "時限已過：客人再留言前只可發送範本；按 p 發送，按 n 留備註")
    static let windowBy = BilingualText("window %", "時限 %")
    static let noTemplate = BilingualText(
        "The policy names no template; 'baton policy show' says what it holds.",
        "政策未有訂明範本；可用 baton policy show 查看。")
    static let confirmTemplate = BilingualText(
        "Send the template %?", "發送範本 %？")
    static let freeFor = BilingualText("free for another %", "仍免費 %")
    static let costUnknown = BilingualText(
        "billed, rate not set: % in the policy file", "收費訊息，未設定價格：請在政策檔填寫 %")
    static let billed = BilingualText("billed", "收費訊息")
    static let templateSent = BilingualText("The template is on its way.", "範本已送出。")
}
