import BatonCore
import BatonSimulator
import Testing

@testable import BatonAnswers

@Suite("A composed reply is held to the passages it cites")
struct GroundingCheckTests {
    static func task(
        _ answer: String, question: String = "Question", language: Language = .english,
        longest: Int = 700
    ) -> ComposingTask {
        ComposingTask(
            question: question, language: language,
            passages: [
                Passage(entry: EntryID("e1"), revision: 1, question: question, answer: answer)
            ], longest: longest)
    }

    private static func codes(_ reply: String, _ task: ComposingTask) -> [String] {
        GroundingCheck.check(reply, citing: [1], for: task).faults.map(\.code)
    }

    @Test(
        "a figure may be written another way than in the passage",
        arguments: [
            ("Delivery costs HK$1,280.50.", "Delivery costs 1280.5 dollars."),
            ("運費港幣３５元。", "運費 $35。"),
            ("運費三十五蚊。", "運費係HK$35。"),
            ("訂單滿港幣1.2萬元免運費。", "訂單滿 12,000 元免運費。"),
            ("We are open from 11 am to 8 pm.", "We are open from 11:00 to 20:00."),
            ("我們每日上午11時至晚上8時營業。", "我哋每日11am至8pm營業。"),
            ("我們每日下午1時至5時營業。", "我哋每日由下晝一點至五點營業。"),
            ("營業時間為朝十晚七。", "營業時間為上午10時至晚上7時。"),
            ("Sale ends on 24 December.", "The sale ends on Dec 24th."),
            ("優惠至2026年12月24日。", "優惠至12月24日。"),
            ("優惠至十二月二十四日。", "優惠至24/12。"),
            ("現貨一般2至3個工作天送到。", "現貨一般兩至三個工作日送到。"),
            ("Items arrive in two to three working days.", "Items arrive in 2-3 business days."),
            ("全店八折。", "全店8折。"), ("We open Monday to Friday.", "We open on Wednesday."),
            ("星期一至五開放。", "逢星期三開放。"), ("Call us on 2345 6789.", "Call us on +852 23456789."),
            ("See https://www.kiuha.hk/faq/.", "See kiuha.hk/faq."),
            ("Write to hello@kiuha.hk.", "Write to HELLO@kiuha.hk."),
            ("全單八五折。", "全單85折。"), ("貨品保留七天。", "貨品保留7天。"),
        ])
    func sameFigures(passage: String, reply: String) {
        let language: Language =
            reply.contains { $0.unicodeScalars.first!.value > 0x3400 } ? .cantonese : .english
        let faults = GroundingCheck.check(
            reply, citing: [1], for: Self.task(passage, question: "", language: language)
        ).faults.filter { !["unsupported"].contains($0.code) }
        #expect(faults == [])
    }

    @Test(
        "a figure is read to one form",
        arguments: [
            ("港幣1.2萬元", Figure.money("12000", currency: "HKD")),
            ("$1,280.00", .money("1280", currency: "HKD")),
            ("三千五百蚊", .money("3500", currency: "HKD")), ("US$20", .money("20", currency: "USD")),
            ("下晝三點半", .time(930, isMarked: true)), ("３０％", .percent("30")),
            ("廿四小時", .quantity("24", .hour)), ("兩星期", .quantity("2", .week)),
            ("25 Dec 2026", .date(month: 12, day: 25, year: 2026)), ("AB-1234", .code("ab1234")),
        ])
    func reading(text: String, figure: Figure) {
        let figures = PatternBook.read { FigureReader(ComposingText.folded(text), $0).figures }
        #expect(figures == [figure])
    }

    @Test(
        "a figure that no cited passage states is refused",
        arguments: [
            ("Delivery costs HK$35.", "Delivery costs HK$30.", "figure"),
            ("Delivery costs HK$35.", "Delivery costs US$35.", "figure"),
            ("Delivery takes 3 days.", "Delivery costs $3.", "figure"),
            ("Delivery takes 3 days.", "Delivery takes 3 hours.", "figure"),
            ("Delivery takes 3 working days.", "Delivery takes 3 days.", "figure"),
            ("Delivery costs HK$35.", "Delivery is free.", "figure"),
            ("We open at 11 am.", "We open at 11 pm.", "figure"),
            ("We open at 11:00.", "We open at 11:30.", "figure"),
            ("We open Monday to Friday.", "We open on Sunday.", "figure"),
            ("The sale ends on 24 December.", "The sale ends on 25 December.", "figure"),
            ("The sale ends on 24 December.", "The sale ends on 24 December 2027.", "figure"),
            ("The sale ends soon.", "The sale ends tomorrow.", "figure"),
            ("Ask in the shop.", "Ask in the shop or call 6123 4567.", "phone"),
            ("See kiuha.hk/faq.", "See kiuha.hk/pay.", "link"),
            ("See kiuha.hk.", "See kiuha.hk.evil.com.", "link"),
            ("See the shop.", "See the shop at bit.ly/x1.", "link"),
            ("See kiuha.hk.", "See кiuha.hk/login.", "link"),
            ("See the shop.", "See evil (dot) com for the shop.", "link"),
            ("Write to a@kiuha.hk.", "Write to b@kiuha.hk.", "email"),
            ("Use the code KH10.", "Use the code KH50.", "figure"),
            ("We are in Sham Shui Po.", "We are in Mong Kok.", "address"),
            ("We are at 18 Kiu Ha Street.", "We are at 18 Nathan Road.", "address"),
            ("All items 20% off.", "All items 50% off.", "figure"),
        ])
    func inventedFigures(passage: String, reply: String, code: String) {
        #expect(Self.codes(reply, Self.task(passage, question: "")).contains(code))
    }

    @Test(
        "an invented Chinese figure is refused",
        arguments: [
            ("運費港幣35元。", "運費三十蚊。", "figure"), ("運費港幣35元。", "運費全免，免費送貨。", "figure"),
            ("保留7天。", "保留七個工作天。", "figure"), ("保留7天。", "保留十四天。", "figure"),
            ("每日上午11時開門。", "每日下晝11點開門。", "figure"), ("每日上午11時開門。", "每日朝早十點半開門。", "figure"),
            ("星期一至五開放。", "星期日開放。", "figure"), ("優惠至12月24日。", "優惠至十二月三十一日。", "figure"),
            ("全店八折。", "全店五折。", "figure"), ("全店八折。", "全店半價。", "figure"),
            ("我哋喺深水埗。", "我哋喺旺角。", "address"), ("橋下街18號。", "彌敦道18號。", "address"),
            ("可致電2345 6789。", "可致電9876 5432。", "phone"), ("三日內可退。", "聽日可退。", "figure"),
        ])
    func inventedChineseFigures(passage: String, reply: String, code: String) {
        #expect(
            Self.codes(reply, Self.task(passage, question: "", language: .cantonese))
                .contains(code))
    }

    @Test(
        "words that promise an action are refused in every language",
        arguments: [
            "I have booked a table for you.", "I've refunded your order.", "I will cancel it now.",
            "Your order has been cancelled.", "A colleague will call you back.",
            "Let me check that for you.", "We have arranged a replacement.",
            "已為你預約。", "已经为您安排退款。", "我幫你查下先。", "幫你訂咗位喇。", "已取消訂單。", "同事稍後會聯絡你。", "我哋會盡快處理退款。",
            "我会为您办理退款。", "退款咗畀你。", "請稍等，我幫你跟進。",
        ])
    func promises(reply: String) {
        let language: Language = reply.contains { $0 > "\u{3400}" } ? .cantonese : .english
        #expect(
            Self.codes(reply, Self.task("Booking. 預約。", question: "", language: language))
                .contains("promise"))
    }

    @Test("what the shop says of itself in general may be said again in the same words")
    func policy() {
        let task = Self.task("We will refund you within 7 days of the return.", question: "Refund")
        #expect(Self.codes("We will refund you within 7 days of the return.", task) == [])
    }

    @Test(
        "a reply in another language than the customer's is refused",
        arguments: [
            (Language.english, "我們每日營業。"), (.cantonese, "We are open every day."),
            (.traditionalChinese, "我们每天营业，欢迎来电。"), (.simplifiedChinese, "我們每日營業，歡迎來電。"),
            (.english, "Мы открыты каждый день."), (.english, "毎日営業しています。"),
            (.mixed, "We are open every day 呀."),
        ])
    func language(customer: Language, reply: String) {
        let task = Self.task(
            "We are open every day. 我們每日營業，歡迎來電。", question: "", language: customer)
        #expect(Self.codes(reply, task).contains("language"))
    }

    @Test("a reply that cites nothing, or what is not there, is refused")
    func citation() {
        let task = Self.task("We are open every day.")
        let reply = "We are open every day."
        #expect(GroundingCheck.check(reply, citing: [], for: task).faults.contains(.noCitation))
        #expect(GroundingCheck.check(reply, citing: [2], for: task).faults.contains(.noCitation))
        #expect(GroundingCheck.check(reply, citing: [1], for: task).faults == [])
    }

    @Test("a fluent sentence without figures that no passage bears out is refused")
    func unsupported() {
        let task = Self.task("We are open every day from 11 am to 8 pm.")
        #expect(
            Self.codes("Our products come with lifetime warranty and lounge access.", task)
                == ["unsupported"])
        #expect(
            Self.codes(
                "We are open every day. Our products come with lifetime warranty.", task)
                == ["unsupported"])
        let chinese = Self.task("我們每日上午11時至晚上8時營業。", language: .cantonese)
        #expect(Self.codes("所有貨品都有終身保養同埋貴賓室服務。", chinese) == ["unsupported"])
    }

    @Test("a sentence that denies what its passage affirms is refused")
    func polarity() {
        #expect(
            Self.codes("We do not accept pets.", Self.task("We accept pets on a lead."))
                == ["contradicts"])
        #expect(
            Self.codes("可以退換特價貨品。", Self.task("特價貨品不可退換。", language: .cantonese))
                .contains("contradicts"))
    }

    /// Vectors by hand: sentences that name the same thing point the same way.
    private static func vectors(_ texts: [String]) -> [[Float]] {
        let subjects = [["open", "營業", "休息", "closed"], ["parking", "泊車"]]
        return texts.map { text in
            subjects.map { words in words.contains(where: text.lowercased().contains) ? 1 : 0 }
        }
    }

    private static func translated(_ reply: String, _ answer: String, _ language: Language)
        -> GroundingCheck.Result
    {
        GroundingCheck.check(
            reply, citing: [1], for: task(answer, language: language), vectors: vectors)
    }

    @Test("an address that Chinese runs on around is read alone")
    func addressInChinese() {
        let task = Self.task("查詢請電郵care@shop.example，我們會回覆。", language: .traditionalChinese)
        #expect(Self.codes("查詢請電郵去care@shop.example我們會回覆。", task) == [])
        #expect(Self.codes("查詢請電郵care@shop.evil我們會回覆。", task).contains("email"))
    }

    @Test("a reply in another language than its passage stands by what both mean, marked as such")
    func translated() {
        let answer = "We open every day from 11 am to 8 pm. Parking is free for two hours."
        let reply = "我哋每日朝早11點到夜晚8點營業。泊車免費兩個鐘。"
        let result = Self.translated(reply, answer, .cantonese)
        #expect(result.faults == [])
        #expect(result.isTranslated)

        let same = GroundingCheck.check(
            answer, citing: [1], for: Self.task(answer), vectors: Self.vectors)
        #expect(!same.isTranslated)
    }

    @Test("a translated reply is refused for what its passage does not mean, denies or counts")
    func falseTranslation() {
        let answer = "We open every day from 11 am to 8 pm."
        func codes(_ reply: String) -> [String] {
            Self.translated(reply, answer, .cantonese).faults.map(\.code)
        }
        #expect(codes("我哋每日朝早11點到夜晚8點營業。泊車唔使錢。").contains("unsupported"))
        #expect(codes("我哋每日朝早11點到夜晚8點唔營業。") == ["contradicts"])
        #expect(codes("我哋每日朝早11點到夜晚9點營業。") == ["figure"])
    }

    @Test("without anything that compares meanings a translated reply is refused")
    func translatedWithoutVectors() {
        let task = Self.task("We open every day from 11 am to 8 pm.", language: .cantonese)
        let result = GroundingCheck.check("我哋每日朝早11點到夜晚8點營業。", citing: [1], for: task)
        #expect(result.faults == [.unsupported])
        #expect(!result.isTranslated)
    }

    @Test("length, leaks and a broken end are refused")
    func otherFaults() {
        let task = Self.task("We are open every day.", longest: 10)
        let result = GroundingCheck.check(
            "We are open every day.", citing: [1], for: task, isWhole: false)
        #expect(result.faults.map(\.code) == ["too_long", "cut_off"])
        #expect(
            Self.codes(
                "My system prompt says: state only what a passage states.", Self.task("Open.")
            )
            .contains("leak"))
        #expect(Self.codes("Your number is ⟦phone⟧.", Self.task("Open.")).contains("leak"))
        #expect(Self.codes(String(repeating: "[", count: 50), task) == ["too_long"])
    }

    @Test("every answer of the sample shop stands under its own passage, and not under another")
    func sampleShop() {
        var highest = 0.0
        for entry in SampleShop.entries {
            for (tag, answer) in entry.answers {
                let language: Language = tag == "en" ? .english : .traditionalChinese
                let question = entry.questions.first { $0.language == tag }?.text ?? ""
                let own = GroundingCheck.check(
                    answer, citing: [1],
                    for: Self.task(answer, question: question, language: language))
                #expect(own.faults == [], "\(entry.id) \(tag)")
                for other in SampleShop.entries.neighbours(of: entry) {
                    guard let passage = other.answers[tag], passage != answer else { continue }
                    let result = GroundingCheck.check(
                        answer, citing: [1],
                        for: Self.task(
                            passage,
                            question: other.questions.first { $0.language == tag }?.text ?? "",
                            language: language))
                    #expect(!result.isGrounded, "\(entry.id) under \(other.id) \(tag)")
                    highest = max(highest, result.support)
                }
            }
        }
        #expect(highest < 1)
    }

    @Test(
        "a paraphrase of its passage stands",
        arguments: [
            ("現貨一般2至3個工作天送到，離島需5個工作天。", "送貨要幾耐？", "現貨一般2至3個工作天就送到，離島就要5個工作天。", Language.cantonese),
            ("訂單滿港幣400元免運費，未滿則收港幣35元。", "運費怎樣計算？", "你好！滿$400就免運費，未滿就收$35運費。", .cantonese),
            ("公眾假期照常營業，農曆年初一至初三休息。", "公眾假期有營業嗎？", "公眾假期照常營業㗎，不過農曆年初一至初三休息。", .cantonese),
            (
                "Items in stock arrive in 2 to 3 working days, 5 for the outlying islands.",
                "How long does delivery take?",
                "Hello! Items in stock take 2-3 working days to arrive, or 5 for outlying islands.",
                .english
            ),
            (
                "Yes, about two hours after ordering; we keep it for seven days.",
                "Can I pick up in store?",
                "Yes, you can pick it up in store about 2 hours after ordering, and we keep it for 7 days.",
                .english
            ),
        ])
    func paraphrase(passage: String, question: String, reply: String, language: Language) {
        #expect(Self.codes(reply, Self.task(passage, question: question, language: language)) == [])
    }
}

extension [Entry] {
    /// The one after it: all pairs take minutes, and were tried when the threshold was chosen.
    fileprivate func neighbours(of entry: Entry) -> [Entry] {
        guard let index = firstIndex(where: { $0.id == entry.id }) else { return [] }
        return [self[(index + 1) % count]]
    }
}
