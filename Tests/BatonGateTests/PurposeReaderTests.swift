import BatonCore
import BatonUnderstanding
import Testing

/// What a message is for, as a channel's policy names purposes.
@Suite("purposes of a message")
struct PurposeReaderTests {
    @Test(
        "the words of a message say what it is for; the rest is about the shop's goods",
        arguments: [
            ("where is my order", [PolicyPurpose.orderStatus]),
            ("呢單幾時到呀", [.orderStatus]), ("查單", [.orderStatus]),
            ("I want to book a table and know your opening hours", [.storeInfo, .booking]),
            ("想預約星期六", [.booking]), ("幾點收舖？", [.storeInfo]),
            ("营业时间", [.storeInfo]), ("請問運費幾錢", [.productQuestion]),
            ("我要投訴", [.complaint]),
        ])
    func asked(_ text: String, _ purposes: [PolicyPurpose]) {
        #expect(PurposeReader.asked(text) == purposes)
    }

    @Test("an entry's tag that is a purpose says what its answer is for")
    func tags() {
        #expect(PurposeReader.asked("請問運費幾錢", tags: ["delivery"]) == [.productQuestion])
        #expect(
            PurposeReader.asked("請問運費幾錢", tags: ["delivery", "order_status"])
                == [.orderStatus])
    }

    @Test("a text that touches nothing is for nothing in particular")
    func touched() {
        #expect(PurposeReader.touched("運費三十元") == [])
        #expect(PurposeReader.touched("地址：彌敦道一號") == [.storeInfo])
    }
}
