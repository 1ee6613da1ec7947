import BatonChannels
import BatonCore
import Foundation
import Testing

@Suite("ChoiceMenu")
struct ChoiceMenuTests {
    private let options = [
        MessageContent.Option(id: "hours", title: "營業時間", description: "每日"),
        MessageContent.Option(id: "human", title: "搵真人"),
        MessageContent.Option(id: "track", title: "Track order"),
    ]

    @Test("options are listed under the text, one a line")
    func listed() {
        #expect(
            ChoiceMenu.numbered("想問咩？", options)
                == "想問咩？\n1. 營業時間 – 每日\n2. 搵真人\n3. Track order")
    }

    @Test(
        "a numeral in any writing, or the title, is the choice",
        arguments: [
            "2", " 2. ", "２", "（2）", "#2", "二", "②", "2️⃣", "02", "搵真人", "搵真人！",
        ])
    func chosen(answer: String) {
        #expect(ChoiceMenu.option(for: answer, among: options)?.id == "human")
    }

    @Test("the title counts whatever its case and spaces")
    func title() {
        #expect(ChoiceMenu.option(for: "track  ORDER", among: options)?.id == "track")
    }

    @Test(
        "what is no choice stays what the customer wrote",
        arguments: [
            "", " ", "0", "4", "2個", "22", "99999999999999999999", "-", "二三", "真人", "½",
            "\u{20E3}", "1 or 2",
        ])
    func notChosen(answer: String) {
        #expect(ChoiceMenu.option(for: answer, among: options) == nil)
        #expect(ChoiceMenu.option(for: answer, among: []) == nil)
    }

    @Test("the choice comes back as a button's would, with what was written")
    func content() {
        var expected = MessageContent(type: .choice)
        expected.choice = .init(
            source: "numeral", id: "hours", title: "營業時間", description: "每日", data: "１")
        #expect(ChoiceMenu.choice(for: "１", among: options) == expected)
        #expect(ChoiceMenu.choice(for: "四", among: options) == nil)
    }
}

@Suite("MessageFitter")
struct MessageFitterTests {
    private func capabilities(
        text: Int, menu: ChannelCapabilities.MenuLimits? = nil
    ) -> ChannelCapabilities {
        ChannelCapabilities(
            maxTextLength: text, maxCaptionLength: 10, menu: menu, features: [],
            serviceWindowMilliseconds: nil, rates: [])
    }

    @Test("a menu that the channel can show stays as it is")
    func buttons() {
        let limits = ChannelCapabilities.MenuLimits(
            buttons: 3, buttonTitle: 20, body: 100, idBytes: 20)
        #expect(
            MessageFitter.fit(TestChannel.question, to: capabilities(text: 100, menu: limits))
                == [TestChannel.question])
    }

    @Test("without buttons the options are listed once, and kept so that a numeral can be read")
    func numbered() throws {
        var expected = MessageContent.text("想問咩？\n1. 營業時間\n2. 搵真人")
        expected.menu = TestChannel.menu
        expected.menu?.isListed = true
        let limits = capabilities(text: 100)
        let fitted = MessageFitter.fit(TestChannel.question, to: limits)
        #expect(fitted == [expected])
        #expect(fitted.flatMap { MessageFitter.fit($0, to: limits) } == [expected])

        let request = try TestChannel.adapter("whatsapp_cloud").request(
            for: TestChannel.send(try #require(fitted.first), to: ContactAddress(phone: "+1")))
        let text = TestChannel.json(request)?["text"] as? [String: Any]
        #expect(text?["body"] as? String == "想問咩？\n1. 營業時間\n2. 搵真人")
    }

    @Test("a long text is cut, and the menu stays with the last part")
    func long() {
        var content = MessageContent.text(String(repeating: "長", count: 27))
        content.menu = TestChannel.menu
        let fitted = MessageFitter.fit(content, to: capabilities(text: 20))
        #expect(fitted.allSatisfy { ($0.text ?? "").utf16.count <= 20 })
        #expect(fitted.map { $0.menu == nil } == [true, true, false])
        #expect(
            fitted.compactMap(\.text).joined()
                == String(repeating: "長", count: 27) + "1. 營業時間\n2. 搵真人")
    }

    @Test(
        "no cut falls inside a character",
        arguments: ["👨‍👩‍👧‍👦", "🇭🇰", "e\u{301}", "한", "👍🏽", "𠮷", "\r\n"])
    func graphemes(character: String) {
        let text = String(repeating: character, count: 40)
        for limit in 11...24 {
            let parts = MessageFitter.fit(.text(text), to: capabilities(text: limit))
                .compactMap(\.text)
            #expect(parts.allSatisfy { $0.utf16.count <= limit })
            let whole = parts.joined()
            // White space at a cut is the cut's; everything else is all there.
            #expect(character == "\r\n" || whole == text)
            #expect(parts.allSatisfy { $0.allSatisfy { String($0) == character } })
        }
    }

    @Test("a caption that is too long follows its picture as a text")
    func caption() {
        var picture = MessageContent(type: .image)
        picture.mediaID = "5"
        var bare = picture
        picture.caption = "一二三四五六七八九十十一"
        bare.caption = nil
        #expect(
            MessageFitter.fit(picture, to: capabilities(text: 100))
                == [bare, .text("一二三四五六七八九十十一")])
    }
}

@Suite("RetryPolicy")
struct ProviderRetryTests {
    @Test("the provider's wait is kept exactly, or at least, and believed for a day at most")
    func told() {
        func delay(_ action: ErrorAction, _ told: Int?, attempt: Int = 0) -> Int64? {
            RetryPolicy.delayMilliseconds(
                action: action, attempt: attempt, random: 0, retryAfterSeconds: told)
        }
        #expect(delay(.retryAfter, 7) == 7000)
        #expect(delay(.retryAfter, nil, attempt: 2) == 2000)
        #expect(delay(.retryBackoff, 7) == 7000)
        #expect(delay(.retryBackoff, nil) == 500)
        #expect(delay(.retryAfter, .max) == 86_400_000)
        #expect(delay(.retryAfter, -5) == 0)
        #expect(delay(.retryAfter, 7, attempt: 5) == nil)
        #expect(delay(.contactBlocked, 7) == nil)
    }
}
