package import BatonCore

/// A shop that does not exist, for the demo and the tests: household goods and gifts under a flyover.
package enum SampleShop {
    /// Its name.
    package static let name = "橋下雜貨 Kiu Ha Store"
    /// The name of its knowledge base.
    package static let knowledge = "shop"

    /// Its knowledge.
    package static let entries: [Entry] = rows.map { row in
        Entry(
            id: EntryID(row.id), knowledge: knowledge, language: "zh-Hant",
            questions: [
                Phrasing(row.chinese, language: "zh-Hant"),
                Phrasing(row.cantonese, language: "yue"),
                Phrasing(row.english, language: "en"),
            ],
            answers: ["zh-Hant": row.chineseAnswer, "en": row.englishAnswer],
            tags: [String(row.id.prefix { $0 != "-" })])
    }

    private typealias Row = (
        id: String, chinese: String, cantonese: String, english: String, chineseAnswer: String,
        englishAnswer: String
    )

    private static let rows: [Row] = [
        (
            "shop-hours", "營業時間", "你哋幾點開門幾點閂門？", "What are your opening hours?",
            "我們每日上午11時至晚上8時營業。", "We are open every day from 11 am to 8 pm."
        ),
        (
            "shop-holiday", "公眾假期有營業嗎？", "紅日開唔開門？", "Are you open on public holidays?",
            "公眾假期照常營業，農曆年初一至初三休息。",
            "We open on public holidays as usual, and close for the first three days of Lunar New Year."
        ),
        (
            "shop-address", "店舖地址在哪裏？", "你哋喺邊度？點去？", "Where is the shop?",
            "深水埗橋下街18號地舖，港鐵深水埗站C2出口步行3分鐘。",
            "G/F, 18 Kiu Ha Street, Sham Shui Po; three minutes from MTR Sham Shui Po exit C2."
        ),
        (
            "shop-parking", "附近有停車場嗎？", "附近有冇得泊車？", "Is there parking nearby?",
            "附近的橋下中心設有時租停車場，每小時港幣28元。", "Kiu Ha Centre next door has hourly parking at HK$28."
        ),
        (
            "shop-pets", "可以帶寵物進店嗎？", "可唔可以帶狗入嚟？", "Can I bring my dog?", "歡迎寵物，請使用牽繩或寵物袋。",
            "Pets are welcome on a lead or in a carrier."
        ),
        (
            "shop-toilet", "店內有洗手間嗎？", "有冇廁所借？", "Do you have a toilet?", "店內沒有洗手間，最近的在橋下中心1樓。",
            "We have none; the nearest is on 1/F of Kiu Ha Centre."
        ),
        (
            "delivery-time", "送貨需要多少天？", "送貨要幾耐？幾時送到？", "How long does delivery take?",
            "現貨一般2至3個工作天送到，離島需5個工作天。",
            "Items in stock arrive in 2 to 3 working days, 5 for the outlying islands."
        ),
        (
            "delivery-fee", "運費怎樣計算？", "運費幾錢？", "How much is delivery?", "訂單滿港幣400元免運費，未滿則收港幣35元。",
            "Delivery is free from HK$400, otherwise HK$35."
        ),
        (
            "delivery-islands", "會送到離島嗎？", "長洲南丫島送唔送？", "Do you deliver to outlying islands?",
            "可送到長洲、坪洲、南丫島及大嶼山，附加費港幣30元。",
            "Yes, to Cheung Chau, Peng Chau, Lamma and Lantau for an extra HK$30."
        ),
        (
            "delivery-overseas", "可以寄到海外嗎？", "寄唔寄去英國或者加拿大？", "Do you ship overseas?",
            "可寄往英國、加拿大、澳洲及台灣，運費按重量計算。",
            "We ship to the UK, Canada, Australia and Taiwan; the fee goes by weight."
        ),
        (
            "delivery-pickup", "可以到店自取嗎？", "可唔可以自己上嚟攞？", "Can I pick up in store?",
            "可以，落單後約2小時可到店自取，貨品保留7天。",
            "Yes, about two hours after ordering; we keep it for seven days."
        ),
        (
            "delivery-locker", "可以寄到順豐站嗎？", "可唔可以寄去順豐櫃？", "Can you send to an SF locker?",
            "可以，結帳時選擇順豐自取點即可，收費港幣20元。", "Yes, choose an SF pick-up point at checkout, HK$20."
        ),
        (
            "delivery-slot", "可以指定送貨時間嗎？", "可唔可以夜晚送？", "Can I choose a delivery time?",
            "可選上午、下午或晚上6時至9時送貨，請在備註註明。", "Choose morning, afternoon or 6 to 9 pm in the order note."
        ),
        (
            "delivery-address", "怎樣更改送貨地址？", "落咗單點改地址？", "How do I change the delivery address?",
            "出貨前可在訂單頁面更改地址；出貨後請聯絡順豐熱線。",
            "Before dispatch, change it on the order page; after that, call the SF hotline."
        ),
        (
            "return-policy", "退貨政策是怎樣？", "唔啱可唔可以退？", "What is your return policy?",
            "收貨後14天內，貨品未經使用並保留包裝可退貨，運費由客人支付。",
            "Unused goods in their packaging can be returned within 14 days; you pay the postage."
        ),
        (
            "return-exchange", "可以換貨嗎？", "可唔可以換第二隻色？", "Can I exchange an item?",
            "14天內可換同價貨品一次，請帶同收據到店。",
            "You may exchange once for an item of the same price within 14 days, with the receipt."
        ),
        (
            "return-sale", "減價貨品可以退換嗎？", "特價貨退唔退得？", "Can sale items be returned?",
            "減價貨品只換不退，限7天內。", "Sale items can be exchanged within 7 days, not refunded."
        ),
        (
            "return-refund-time", "退款需要多久？", "退錢要等幾耐？", "How long does a refund take?",
            "收到退貨後5至7個工作天內退回原付款方式。",
            "5 to 7 working days after we receive the goods, to the way you paid."
        ),
        (
            "return-receipt", "沒有收據可以退貨嗎？", "唔見咗單點算？", "What if I lost my receipt?",
            "可提供訂單編號或付款紀錄代替收據。", "An order number or payment record will do instead."
        ),
        (
            "pay-methods", "接受甚麼付款方式？", "可以點俾錢？", "Which payment methods do you accept?",
            "接受現金、信用卡、轉數快、PayMe、支付寶及八達通。", "Cash, credit cards, FPS, PayMe, Alipay and Octopus."
        ),
        (
            "pay-fps", "轉數快號碼是多少？", "FPS過數去邊？", "What is your FPS ID?",
            "轉數快識別碼為8800123，過數後請上載截圖到訂單頁面。",
            "FPS ID 8800123; then upload the screenshot on the order page."
        ),
        (
            "pay-instalment", "可以分期付款嗎？", "可唔可以分期？", "Can I pay by instalments?",
            "滿港幣1,000元可用信用卡分3期，免手續費。",
            "Orders from HK$1,000 can be split into three on a credit card, without a fee."
        ),
        (
            "pay-invoice", "可以開發票嗎？", "公司要報銷，有冇發票？", "Can I get an invoice?",
            "可以，請在訂單備註填寫公司名稱，發票會以電郵寄出。",
            "Yes, put the company name in the order note and we email the invoice."
        ),
        (
            "pay-currency", "可以用人民幣付款嗎？", "收唔收人民幣？", "Do you take renminbi?",
            "店內可收人民幣，按當日匯率計算，網店只收港幣。", "In store yes, at the day's rate; online only HK dollars."
        ),
        (
            "gift-wrap", "有禮物包裝服務嗎？", "可唔可以幫手包禮物？", "Do you gift-wrap?", "有，每件港幣15元，可附手寫心意卡。",
            "Yes, HK$15 an item, with a handwritten card."
        ),
        (
            "gift-card", "有禮券賣嗎？", "有冇現金券賣？", "Do you sell gift cards?",
            "有港幣100元、300元及500元禮券，有效期一年。", "HK$100, 300 and 500 gift cards, valid for one year."
        ),
        (
            "gift-corporate", "有企業送禮服務嗎？", "公司買多啲有冇折？", "Do you do corporate gifts?",
            "50份起有九折，可印公司標誌，需時10個工作天。",
            "From 50 pieces there is 10 % off and your logo can be printed; allow 10 working days."
        ),
        (
            "member-join", "怎樣成為會員？", "點樣入會？", "How do I become a member?", "在網店免費登記即可，即送港幣20元優惠。",
            "Register free on the web shop and get HK$20 off at once."
        ),
        (
            "member-points", "積分怎樣計算？", "啲分點計？", "How do points work?",
            "每消費港幣1元得1分，500分可換港幣25元現金券。", "One point a dollar; 500 points give a HK$25 voucher."
        ),
        (
            "member-birthday", "會員生日有優惠嗎？", "生日有冇著數？", "Is there a birthday offer?", "生日月份可享一次八五折。",
            "15 % off once in your birthday month."
        ),
        (
            "product-thermos", "保溫杯可以保溫多久？", "個暖壺keep到幾耐熱？", "How long does the thermos keep hot?",
            "橋牌保溫杯可保熱12小時、保冷24小時。", "The Bridge thermos keeps hot for 12 hours and cold for 24."
        ),
        (
            "product-thermos-wash", "保溫杯可以放洗碗機嗎？", "個暖壺可唔可以用洗碗機洗？",
            "Is the thermos dishwasher safe?", "杯身不可放洗碗機，杯蓋可以。", "The lid is, the body is not."
        ),
        (
            "product-umbrella", "雨傘有保養嗎？", "把遮壞咗有冇得整？", "Is the umbrella under warranty?",
            "橋下雨傘有一年保養，傘骨損壞可免費維修。",
            "The Kiu Ha umbrella has a one-year warranty; broken ribs are repaired free."
        ),
        (
            "product-candle", "香薰蠟燭可以燒多久？", "支蠟燭燒到幾耐？", "How long does the candle burn?",
            "大豆蠟香薰蠟燭200克約可燃燒40小時。", "The 200 g soy candle burns for about 40 hours."
        ),
        (
            "product-towel", "毛巾是甚麼物料？", "條毛巾咩料？", "What are the towels made of?",
            "100%長纖棉，不含螢光劑。", "100 % long-staple cotton without optical brighteners."
        ),
        (
            "product-bowl", "碗可以放微波爐嗎？", "隻碗叮唔叮得？", "Are the bowls microwave safe?",
            "雞公碗可放微波爐及洗碗機，鑲金邊款式除外。",
            "The rooster bowls are safe in microwave and dishwasher, except those with a gold rim."
        ),
        (
            "product-kids", "兒童餐具適合幾歲？", "啲細路餐具幾大用得？", "What age is the kids' tableware for?",
            "兒童餐具適合1至6歲，不含雙酚A。", "For ages 1 to 6, free of BPA."
        ),
        (
            "product-custom", "可以刻名嗎？", "可唔可以刻個名上去？", "Can you engrave a name?",
            "保溫杯及木砧板可刻名，每件港幣50元，需時3天。",
            "Thermoses and wooden boards can be engraved for HK$50; it takes three days."
        ),
        (
            "stock-check", "怎樣查存貨？", "點睇有冇貨？", "How do I check stock?",
            "網店貨品頁面顯示即時存貨，「店內有貨」即可到店購買。",
            "The product page shows live stock; “in store” means you can buy it at the shop."
        ),
        (
            "stock-restock", "缺貨會補貨嗎？", "冇貨幾時返貨？", "When will it be back in stock?",
            "一般2星期內補貨，可在貨品頁面登記到貨通知。",
            "Usually within two weeks; sign up for the notice on the product page."
        ),
        (
            "order-cancel", "怎樣取消訂單？", "落咗單想cancel得唔得？", "How do I cancel an order?",
            "出貨前可在訂單頁面取消，款項全數退回。", "Cancel on the order page before dispatch and get a full refund."
        ),
        (
            "order-track", "怎樣追蹤包裹？", "點樣睇件貨去到邊？", "How do I track my parcel?",
            "出貨後會收到順豐單號短訊，可在順豐網站查詢。",
            "We text you the SF number at dispatch; look it up on the SF website."
        ),
        (
            "order-wholesale", "有批發價嗎？", "攞多啲有冇平啲？", "Do you have wholesale prices?",
            "同款滿30件有批發價，請電郵 wholesale@kiuha.example 查詢。",
            "From 30 pieces of one item; write to wholesale@kiuha.example."
        ),
        (
            "order-warranty", "產品有保養嗎？", "有冇保養？", "Is there a warranty?",
            "電器類產品及雨傘一年保養，其他產品如有瑕疵7天內可換。",
            "One year on electrical goods and umbrellas; other faulty goods are exchanged within 7 days."
        ),
        (
            "shop-workshop", "有工作坊嗎？", "有冇班上？", "Do you run workshops?",
            "逢星期六下午2時有蠟燭工作坊，每位港幣380元，請於網店預約。",
            "A candle workshop every Saturday at 2 pm, HK$380 each; book on the web shop."
        ),
        (
            "shop-jobs", "有招聘職位嗎？", "你哋請唔請人？", "Are you hiring?",
            "現招聘兼職店務員，請將履歷電郵至 jobs@kiuha.example。",
            "We are looking for part-time shop staff; send your CV to jobs@kiuha.example."
        ),
    ]
}
