/// What a simulated customer writes.
package struct SampleQuestion: Sendable, Hashable {
    /// What should come of it.
    package enum Kind: Sendable, Hashable {
        /// The shop's knowledge has the answer.
        case answerable
        /// It has not, or a person is wanted.
        case forPeople
        /// Thanks, which want no answer.
        case thanks
    }

    /// The words; each line is a message of its own, sent as a burst.
    package var text: String
    /// What should come of it.
    package var kind: Kind

    /// Makes a question.
    package init(_ text: String, _ kind: Kind) {
        self.text = text
        self.kind = kind
    }

    /// What customers of the sample shop write.
    package static let all: [SampleQuestion] =
        answerable.map { SampleQuestion($0, .answerable) }
        + forPeople.map { SampleQuestion($0, .forPeople) }
        + thanks.map { SampleQuestion($0, .thanks) }

    private static let answerable = [
        "請問今日開到幾點？", "你哋幾點開門呀", "what time do you close tonight?", "紅日有冇開門", "舖頭喺邊呀？",
        "深水埗邊個出口行過嚟最近", "where exactly is your shop", "附近有冇停車場", "帶狗入嚟得唔得？",
        "送貨要幾多日", "幾時送到呀？", "how long is delivery to Sha Tin", "運費幾錢呀", "買滿幾多免運費",
        "is delivery free over 400?", "長洲送唔送到", "可唔可以寄去英國", "do you ship to Canada?",
        "可以到店自取嗎", "可唔可以寄順豐站", "可以夜晚先送嗎", "落咗單想改地址", "買咗唔啱可唔可以退貨",
        "退货政策是什么", "can i return it if i dont like it", "想換第二隻色得唔得", "特價貨可以退嗎", "退款要等幾耐先到",
        "唔見咗張單可以退嗎", "收唔收轉數快", "可以用八達通俾錢嗎", "do you take alipay or payme",
        "FPS number係咩", "可以分期付款嗎", "要張發票報銷", "收唔收人民幣", "有冇禮物包裝", "can you gift wrap it",
        "有冇禮券賣", "公司送禮有冇折", "點樣做會員", "啲積分點計", "生日有冇優惠", "個保溫杯保溫幾耐",
        "is the thermos dishwasher safe", "把遮壞咗有冇保養", "支蠟燭可以燒幾耐", "條毛巾咩料㗎",
        "雞公碗可以放微波爐嗎", "小朋友餐具幾歲用得", "可唔可以刻名", "冇貨幾時補貨", "想cancel張order",
        "怎樣追蹤包裹", "how do i track my parcel", "批發價幾錢", "有冇蠟燭工作坊", "你好\n想問下運費\n幾錢呀",
        "hello\nwhat are your opening hours", "你們接受什么付款方式",
    ]
    private static let forPeople = [
        "我要搵真人", "can i talk to a real person please", "转人工", "唔該幫我轉駁客服", "我上星期嗰張單到而家都未收到",
        "張單號碼KH20931去咗邊", "你哋件貨爛咗，我要投訴", "this is ridiculous, I want to complain",
        "我隻杯漏水，燙親手", "可唔可以平啲", "你識唔識煮飯", "今日天氣點", "介紹間好食嘅餐廳", "幫我寫篇文",
        "你哋老闆係邊個", "想同你哋合作做宣傳", "do you sell bicycles", "有冇黑色XXL號雨衣", "件T恤幾多錢",
        "我信用卡過咗兩次數", "receipt上面個銀碼錯咗", "gei dim sau gung ah", "喂？", "???",
        "想訂200個杯送客，聽日要", "我要退錢，唔係換貨", "speak to manager", "你係咪機械人嚟㗎",
    ]
    private static let thanks = ["唔該晒", "thanks!", "多謝你", "ok thx", "👍", "谢谢"]
}
