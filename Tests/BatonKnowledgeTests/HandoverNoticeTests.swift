import BatonCore
import Testing

@testable import BatonAnswers

@Suite("What a customer is told at a handover")
struct HandoverNoticeTests {
    private func text(
        _ language: Language, reason: ReasonCode = .askedForPerson, isOpen: Bool = true,
        next: LocalTime? = nil, online: Int = 1
    ) -> String {
        HandoverNotice.text(
            language: language, reason: reason, isOpen: isOpen, nextOpening: next,
            agentsOnline: online)
    }

    private let monday = LocalTime(day: "2026-11-30", weekday: 0, minute: 600)

    @Test(
        "it is in the customer's language",
        arguments: [
            (
                Language.english,
                "I have passed your message to a colleague. They will reply to you here."
            ),
            (.cantonese, "已經將你嘅訊息轉交同事。佢會喺呢度覆你。"),
            (.romanisedCantonese, "已經將你嘅訊息轉交同事。佢會喺呢度覆你。"),
            (.traditionalChinese, "已將您的訊息轉交同事。同事會在此回覆您。"),
            (.simplifiedChinese, "已将您的消息转交同事。同事会在此回复您。"),
        ])
    func languages(language: Language, words: String) {
        #expect(text(language) == words)
    }

    @Test("with nobody at the desk it does not promise that somebody will answer soon")
    func nobody() {
        #expect(
            text(.english, online: 0)
                == "I have passed your message to a colleague. Nobody is at the desk this moment; "
                + "they will reply here as soon as they are back.")
    }

    @Test("outside the opening hours it names the next opening, whoever is online")
    func closed() {
        #expect(
            text(.english, isOpen: false, next: monday, online: 3)
                == "I have passed your message to a colleague. We are closed now and open again "
                + "Monday at 10:00; your message is kept and will be answered here.")
        #expect(text(.cantonese, isOpen: false, next: monday).contains("星期一 10:00"))
        #expect(text(.english, isOpen: false).contains("We are closed now"))
    }

    @Test("a complaint is met with an apology")
    func complaint() {
        #expect(text(.cantonese, reason: .complaint).hasPrefix("唔好意思"))
    }
}
