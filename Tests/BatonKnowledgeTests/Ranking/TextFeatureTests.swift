import BatonCore
import Testing

@testable import BatonKnowledge

@Suite("What ranking reads in texts")
struct TextFeatureTests {
    private static func entry(_ question: String, _ answer: String) -> Entry {
        Entry(
            id: EntryID("e"), knowledge: "kb", language: "zh-Hant",
            questions: [Phrasing(question, language: "zh-Hant")], answers: ["zh-Hant": answer])
    }

    @Test("grams meet across Traditional and Simplified, capitals and full width")
    func folding() {
        #expect(GramSet("退貨安排").hashes == GramSet("退货安排").hashes)
        #expect(GramSet("ＡＢｃ").hashes == GramSet("abc").hashes)
        #expect(GramSet("").hashes.isEmpty)
        #expect(GramSet("！？ 。").hashes.isEmpty)
        #expect(Set(GramSet("退，貨").hashes).isDisjoint(with: GramSet("退貨").hashes))
    }

    @Test("the same text has cosine 1 and full cover, another none")
    func grams() {
        let profiles = [
            EntryProfile(Self.entry("送貨時間", "星期一送貨")), EntryProfile(Self.entry("泊車", "免費")),
        ]
        let comparison = GramComparison(GramSet("送貨時間"), among: profiles)
        let same = comparison.compare(profiles[0])
        let other = comparison.compare(profiles[1])

        #expect(abs((same.cosines.first ?? 0) - 1) < 1e-5)
        #expect(abs(same.cover - 1) < 1e-5)
        #expect(other.cosines.allSatisfy { $0 == 0 })
        #expect(other.cover == 0)
    }

    @Test("an answer is cut into sentences at the marks of both languages")
    func sentences() {
        #expect(
            Script.sentences(of: "先付款。再取貨！OK? Yes. v1.5 is out.\n完")
                == ["先付款。", "再取貨！", "OK?", "Yes.", "v1.5 is out.", "完"])
        #expect(Script.sentences(of: " ").isEmpty)
    }

    @Test("an entry's texts are its phrasings, answers, both together, and sentences")
    func texts() {
        let texts = EntryProfile.texts(of: Self.entry("點退貨？", "七天內。憑單。"))

        #expect(
            texts == [
                EntryProfile.Text(part: .question, text: "點退貨？"),
                EntryProfile.Text(part: .answer, text: "七天內。憑單。"),
                EntryProfile.Text(part: .both, text: "點退貨？\n七天內。憑單。"),
                EntryProfile.Text(part: .sentence, text: "七天內。"),
                EntryProfile.Text(part: .sentence, text: "憑單。"),
            ])
    }

    @Test(
        "figures agree, contradict, or say nothing",
        arguments: [
            ("$500 得唔得", "滿 $500 免運費", Float(1), Float(0)),
            ("$300 得唔得", "滿 $500 免運費", 0, 1), ("晚上9時", "21:00 關門", 1, 0),
            ("3個人", "晚上9時關門", 0, 0), ("幾點", "21:00", 0, 0),
        ])
    func figures(message: String, answer: String, found: Float, contradicted: Float) {
        let agreement = Figures(of: [message]).agreement(with: Figures(of: [answer]))

        #expect(agreement.found == found)
        #expect(agreement.contradicted == contradicted)
    }

    @Test("a code agrees, or contradicts one of its own shape")
    func codes() {
        func agreement(_ message: String, _ answer: String) -> Float {
            Figures(of: [message]).agreement(with: Figures(of: [answer])).codes
        }
        #expect(agreement("AB-15?", "AB-15 and AB-16") == 1)
        #expect(agreement("AB-15?", "AB-16") == -1)
        #expect(agreement("AB-15?", "XYZ-1234") == 0)
    }

    @Test(
        "a follow-up is told from a question of its own",
        arguments: [
            ("咁星期日呢？", true), ("and on Sundays?", true), ("what about the blue one", true),
            ("或者下星期?", true), ("旺角呢間呢", true), ("請問你哋星期日幾點開門同埋收幾多錢呀", false),
            ("how much is delivery to Tai Po", false), ("", false), ("退貨安排", false),
        ])
    func followUps(text: String, expected: Bool) {
        #expect(FollowUp.isOne(text) == expected)
    }

    @Test("homophones are heard in an entry")
    func sounds() {
        let profile = EntryProfile(Self.entry("返工時間", "九點"))
        let message = Sounds.pairs(of: ["番工"])

        #expect(Sounds.share(of: message, in: profile.questionSounds) > 0)
        #expect(Sounds.share(of: [], in: profile.questionSounds) == 0)
    }
}
