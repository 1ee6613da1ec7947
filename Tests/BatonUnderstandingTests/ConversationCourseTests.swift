import BatonCore
import BatonUnderstanding
import Testing

@Suite("What a conversation's course tells")
struct ConversationCourseTests {
    @Test(
        "a question that comes again in nearly the same words goes to a person",
        arguments: [
            ("請問運費幾錢", "請問運費幾錢？"), ("How much is the delivery?", "how much is the delivery"),
            ("wan fai gei do cin aa", "wan fai gei do cin a"), ("请问运费多少钱？", "請問運費多少錢"),
        ])
    func repeated(_ text: String, _ other: String) {
        #expect(ConversationCourse.read(text, after: []) == [])
        #expect(ConversationCourse.read(text, after: [other, "幾點開門"]) == [.repeated])
    }

    @Test("thanks and greetings may come as often as they like, and so may short words")
    func pleasantries() {
        for text in ["唔該晒", "hi", "ok", "早晨"] {
            #expect(ConversationCourse.read(text, after: [text, text]) == [])
        }
    }

    @Test("another question about the same thing is no repetition")
    func others() {
        #expect(ConversationCourse.read("幾點開門", after: ["幾點閂門"]) == [])
        #expect(
            ConversationCourse.read("Do you ship to Canada?", after: ["Do you ship to Japan?"])
                == [])
    }

    @Test(
        "impatience in two turns is anger, in one it is not, in any of the four languages",
        arguments: [
            ("That's not what I asked", "are you there"), ("唔係問呢樣呀", "快啲啦"),
            ("不是問這個", "到底幾時送到"), ("m hai man ni go", "faai di la"), ("究竟點？？", "喂？"),
            ("WHERE IS MY PARCEL", "hello?? parcel"),
        ])
    func temper(_ text: String, _ before: String) {
        #expect(ConversationCourse.read(text, after: []) == [])
        #expect(ConversationCourse.read(text, after: ["幾時送到我屋企", before]) == [.anger])
        #expect(
            ConversationCourse.read(text, after: [before, "邊度有得泊車", "多謝你"]) == [])
    }

    @Test("an abbreviation in capitals is not shouting")
    func capitals() {
        #expect(
            ConversationCourse.read("FPS ID?", after: ["SF EXPRESS?", "VISA OK?"]) == [])
    }
}
