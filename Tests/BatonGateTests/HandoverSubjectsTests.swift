import BatonCore
import BatonUnderstanding
import Testing

@Suite("What always goes to a person")
struct HandoverSubjectsTests {
    private static let reader = HandoverSubjects()

    @Test(
        "each subject is found in the languages that Hong Kong writes",
        arguments: [
            ("我會去小額錢債審裁處告你哋", [ReasonCode.legal]), ("My lawyer will write to you", [.legal]),
            ("我要找律师", [.legal]), ("what medication should I take for this", [.medical]),
            ("食完成晚屙肚，要食咩藥好", [.medical]), ("I got charged twice yesterday", [.refundDispute]),
            ("我張卡俾你哋過咗兩次數", [.refundDispute]), ("退款迟迟没有到", [.refundDispute]),
            ("我唔想做人喇", [.safety]), ("there is a gas leak in your shop", [.safety]),
            ("唔好話俾我阿媽知", [.minor]), ("我今年14歲，可唔可以報名", [.minor]), ("I'm 15 years old", [.minor]),
            ("ngo yiu tau sou", [.complaint]), ("個侍應態度好差", [.complaint]),
            ("仲未搞掂，有冇搞錯", [.anger]), ("for the third time, where is it", [.anger]),
            ("write me a poem about spring", [.offTopic]), ("幫我寫首詩", [.offTopic]),
            ("gam man luk hap coi hoi mat ye", [.offTopic]),
            ("我身份證係A123456(3)", [.personalData]), ("card 4111 1111 1111 1111", [.personalData]),
        ])
    func found(text: String, reasons: [ReasonCode]) {
        #expect(Self.reader.read(text) == reasons)
    }

    @Test(
        "everyday questions of a shop touch none of them",
        arguments: [
            "請問幾點閂門", "do you deliver to Sha Tin?", "退貨政策係點", "how do I get a refund",
            "我個仔8歲可唔可以上堂", "小童票幾錢", "the tissue issue of the magazine",
            "is there a food court nearby",
            "訂單編號 20261125 幾時到", "電話 91234567", "可唔可以碌卡", "有冇兒童餐", "聖誕有冇人覆WhatsApp", "個仔發燒，今日嗰堂唔嚟",
            "大咗肚去唔去得旅行",
        ])
    func spared(text: String) {
        #expect(Self.reader.read(text) == [])
    }

    @Test("a business's own words add to the shipped ones, under its own reason")
    func own() throws {
        var words = HandoverWords.shipped
        try words.add("[wholesale]\nyue: 批發, 攞貨\nen: bulk order*\n", file: "own.txt")
        let reader = HandoverSubjects(words: words)

        #expect(reader.read("想問批發價") == [ReasonCode("wholesale")])
        #expect(reader.read("Bulk orders please") == [ReasonCode("wholesale")])
        #expect(reader.read("批发要搵律師睇") == [.legal, ReasonCode("wholesale")])
    }

    @Test("an exception spares its own section only")
    func exceptions() throws {
        var words = HandoverWords()
        try words.add("[one]\nen: court\nexcept: food court\n[two]\nen: food\n", file: "w.txt")

        #expect(words.subjects(in: "the food court") == [ReasonCode("two")])
        #expect(words.subjects(in: "the court") == [ReasonCode("one")])
    }

    @Test(
        "a wrong line is refused with file, line and what to do",
        arguments: [
            (
                "en: hello",
                "w.txt:1: these words are in no section; write one, such as [legal], above"
            ),
            ("[legal]\nsue", "w.txt:2: write 'language: phrase, phrase'; there is no colon"),
            ("[legal]\nfr: avocat", "w.txt:2: 'fr' is none of en, zh, yue, yue-Latn, except"),
            (
                "[legal\n",
                "w.txt:1: a section is a word in brackets, such as [legal], of a–z, 0–9 and _"
            ),
            ("[legal]\nen: sue,,x", nil),
            ("[legal]\nen: ?", "w.txt:2: '?' is too short to tell anything; remove it"),
        ] as [(String, String?)])
    func refused(text: String, message: String?) {
        var words = HandoverWords()
        var said: String?
        do throws(HandoverWordsError) {
            try words.add(text, file: "w.txt")
        } catch {
            said = error.description
        }

        #expect(said == message)
    }

    @Test("the shipped file reads whole, and has every subject that the gate ranks")
    func shipped() {
        #expect(
            HandoverWords.shipped.subjects == [
                .safety, .minor, .complaint, .legal, .medical, .refundDispute, .anger, .offTopic,
            ])
    }
}

@Suite("Personal data in a message")
struct PersonalDataTests {
    @Test(
        "an identity card number is one where its check digit is right",
        arguments: [
            "A123456(3)", "a1234563", "我係 G123456(A)", "AB987654(3)", "C668668(9)",
            "HKID:Z683365(A).",
            "A 123456 (3)",
        ])
    func identityCard(text: String) {
        #expect(PersonalData.kinds(in: text) == [.identityCard])
    }

    @Test(
        "what only looks like one is none",
        arguments: ["A123456(4)", "CV208811", "order XA1234563", "A12345", "A12345634", "房A123456"])
    func noIdentityCard(text: String) {
        #expect(PersonalData.kinds(in: text).isDisjoint(with: PersonalData.unwanted))
    }

    @Test(
        "a card number is one where the Luhn check holds",
        arguments: ["4111111111111111", "5500-0000-0000-0004", "我張卡 3782 822463 10005 呀"])
    func card(text: String) {
        #expect(PersonalData.kinds(in: text) == [.paymentCard])
    }

    @Test(
        "a wrong check digit, a phone number or a date is no card",
        arguments: [
            "4111111111111112", "91234567 98765432", "2026-11-25 13:00", "0000000000000000",
        ])
    func noCard(text: String) {
        #expect(PersonalData.kinds(in: text).isDisjoint(with: PersonalData.unwanted))
    }
}
