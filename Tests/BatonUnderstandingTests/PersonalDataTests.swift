import BatonUnderstanding
import Testing

/// Personal data in what people type in Hong Kong.
@Suite("personal data")
struct PersonalDataTests {
    static let cases: [(text: String, redacted: String)] = [
        ("我身份證A123456(3)", "我身份證…"),
        ("HKID: A123456(3)", "HKID: …"),
        ("hkid a1234563", "hkid …"),
        ("Ａ１２３４５６（３）", "…"),
        ("AB987654(3)", "…"),
        ("E364912(5) 呢個", "… 呢個"),
        ("我個ID係 AB 123456 (9)", "我個ID係 …"),
        ("A 123456(3)", "…"),
        ("A123456(4)", "…(4)"),
        ("4111 1111 1111 1111", "…"),
        ("卡號4111-1111-1111-1111過期", "卡號…過期"),
        ("５５５５５５５５５５５５４４４４", "…"),
        ("378282246310005", "…"),
        ("4111 1111 1111 1112", "4111 1111 1111 1112"),
        ("八達通12345678(9)", "八達通…"),
        ("octopus 123456789", "octopus …"),
        ("八達通有冇優惠", "八達通有冇優惠"),
        ("打俾我 9123 4567", "打俾我 …"),
        ("電話91234567", "電話…"),
        ("+852 6123 4567", "…"),
        ("852-2345-6789", "…"),
        ("００８５２９１２３４５６７", "…"),
        ("whatsapp +44 7911 123456 thx", "whatsapp … thx"),
        ("call 28123456.", "call …."),
        ("９１２３４５６７", "…"),
        ("我電話係5123-4567呀", "我電話係…呀"),
        ("email: may.chan@example.com", "email: …"),
        ("寄去 kk_wong+shop@mail.example.hk 啦", "寄去 … 啦"),
        ("a@b", "a@b"),
        ("@baton 你好", "@baton 你好"),
        ("訂單 HK20394817 幾時到", "訂單 … 幾時到"),
        ("#12345 點呀", "… 點呀"),
        ("order 88231 status", "order … status"),
        ("單號:2039481 未到", "單號:… 未到"),
        ("SF1234567890123 送到邊", "… 送到邊"),
        ("ref AB-12345-C", "ref …"),
        ("iPhone15 有冇貨", "iPhone15 有冇貨"),
        ("PS5幾錢", "PS5幾錢"),
        ("WH-1000XM5 hk price", "WH-1000XM5 hk price"),
        ("A4紙", "A4紙"),
        ("500ml", "500ml"),
        ("2026-11-25", "2026-11-25"),
        ("$1,280.50", "$1,280.50"),
        ("HK$1280", "HK$1280"),
        ("10:30-18:00", "10:30-18:00"),
        ("買3件", "買3件"),
        ("第12號更新", "第12號更新"),
        ("1000pcs", "1000pcs"),
        ("我叫陳大文", "我叫…"),
        ("我個名係李小美，想問", "我個名係…，想問"),
        ("我姓黃", "我姓…"),
        ("my name is May Chan", "my name is …"),
        ("I'm Peter, is the shop open?", "I'm …, is the shop open?"),
        ("this is Ken Wong from Kowloon", "this is … from Kowloon"),
        ("I am looking for a ring", "I am looking for a ring"),
        ("i'm not sure", "i'm not sure"),
        ("I am in Mong Kok", "I am in Mong Kok"),
        ("陳小姐想取貨", "…小姐想取貨"),
        ("同王先生講", "同…先生講"),
        ("小姐你好", "小姐你好"),
        ("先生，請問", "先生，請問"),
        ("本人李志強", "本人…"),
        ("送去12樓B室", "送去…"),
        ("3座15樓A室 太古城", "… 太古城"),
        ("Flat B, 12/F, Sun House", "…, Sun House"),
        ("room 1203, 12/f", "…"),
        ("店喺3樓", "店喺3樓"),
        ("幾多樓", "幾多樓"),
        ("5號鋪", "5號鋪"),
        ("Block 3 Flat 5A", "…"),
        ("今日開唔開", "今日開唔開"),
        ("有冇得退貨", "有冇得退貨"),
        ("how much is delivery", "how much is delivery"),
        ("尖沙咀店幾點收", "尖沙咀店幾點收"),
        ("2019年買嘅", "2019年買嘅"),
        ("10分鐘後到", "10分鐘後到"),
        ("9月1號", "9月1號"),
        ("7折", "7折"),
        ("100%", "100%"),
        ("24小時", "24小時"),
        ("8號風球開唔開", "8號風球開唔開"),
        ("想book 25/12 7pm 4位", "想book 25/12 7pm 4位"),
        ("size 38 定 39", "size 38 定 39"),
        ("wifi password 係咩", "wifi password 係咩"),
        ("500-800蚊", "500-800蚊"),
        ("1234", "1234"),
        ("12345", "12345"),
        ("order 一份", "order 一份"),
        ("多謝", "多謝"),
        ("", ""),
        ("🙏🙏", "🙏🙏"),
        ("我叫咗外賣", "我叫咗外賣"),
        ("我叫佢打俾你", "我叫佢打俾你"),
        ("我係會員", "我係會員"),
        ("我係旺角", "我係旺角"),
        ("1111111111111", "1111111111111"),
        ("0000000000000000", "0000000000000000"),
        ("12345678", "12345678"),
        ("21234567 同 31234567", "… 同 …"),
        ("tel:2123 4567 / 9123 4567", "tel:… / …"),
        ("A123456(3)同B123456(6)", "…同…"),
        ("a123456(3)b", "…b"),
        ("我卡4111111111111111同電話91234567", "我卡…同電話…"),
        ("may@example.com,91234567", "…,…"),
        ("Dr. Chan is here", "Dr. Chan is here"),
        ("call me Sam", "call me Sam"),
    ]

    @Test("what is personal is taken out, and nothing else", arguments: cases)
    func redacted(_ text: String, _ expected: String) {
        #expect(PersonalData.redacted(text) == expected)
    }

    @Test("the kinds are told apart")
    func kinds() {
        #expect(
            PersonalData.kinds(in: "A123456(3)，4111111111111111，91234567，may@example.com")
                == [.identityCard, .paymentCard, .phone, .email])
        #expect(PersonalData.kinds(in: "幾點開門？").isEmpty)
    }

    @Test("what was redacted holds nothing more to redact", arguments: cases)
    func settled(_ text: String, _ expected: String) {
        let once = PersonalData.redacted(text)
        #expect(PersonalData.redacted(once) == once)
    }
}
