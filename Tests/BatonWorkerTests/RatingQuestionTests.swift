import BatonAnswers
import BatonCore
import Testing

@Suite("What is taken for a rating")
struct RatingQuestionTests {
    @Test(
        "a numeral from 1 to 5 alone, as people write it",
        arguments: [
            ("5", 5), ("４", 4), (" 3 ", 3), ("2分", 2), ("一", 1), ("五星", 5), ("★★★★", 4),
            ("5!", 5), ("4 stars", 4),
        ])
    func scores(_ text: String, _ score: Int) {
        #expect(RatingQuestion.score(of: .text(text)) == score)
    }

    @Test(
        "anything else is not",
        arguments: ["0", "6", "55", "5 days?", "幾錢", "", "four", "5個點賣", "★★★★★★", "！"])
    func others(_ text: String) {
        #expect(RatingQuestion.score(of: .text(text)) == nil)
    }
}
