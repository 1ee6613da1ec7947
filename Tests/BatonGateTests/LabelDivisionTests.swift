import BatonCore
import BatonGate
import Testing

@Suite("No label serves twice")
struct LabelDivisionTests {
    @Test("fit and bound share no conversation, whatever the order")
    func apart() {
        let labels = (0..<2000).map { number -> GradedDecision in
            var label = Labels.one(number, 0.5, isRight: true)
            label.conversation = ConversationID("c\(number % 700)")
            return label
        }
        let divided = LabelDivision().divide(labels)
        let again = LabelDivision().divide(labels.reversed())

        let fit = Set(divided.fit.map(\.conversation))
        let bound = Set(divided.bound.map(\.conversation))
        #expect(fit.isDisjoint(with: bound))
        #expect(fit.count + bound.count == 700)
        #expect(divided == again)
        #expect(abs(Double(bound.count) / 700 - 0.6) < 0.05)
        #expect(divided.bound.count == bound.count)
        #expect(
            divided.fit.count + divided.bound.count + divided.sameConversation == labels.count)
    }

    @Test("only labels drawn at random reach the bound, and weak ones reach nothing")
    func sources() {
        var labels: [GradedDecision] = []
        for (place, source) in LabelSource.allCases.enumerated() {
            labels += (0..<100).map {
                Labels.one(place * 100 + $0, 0.5, isRight: true, source: source)
            }
        }
        let divided = LabelDivision().divide(labels)

        #expect(Set(divided.bound.map(\.source)) == [.randomSample])
        #expect(Set(divided.fit.map(\.source)) == [.randomSample, .review, .chosen])
        #expect(
            divided.fit.count + divided.bound.count + divided.selective + divided.weak == 400)
    }

    @Test("the window slides: what is older counts nowhere")
    func window() {
        let labels = (0..<100).map { Labels.one($0, 0.5, isRight: true, day: $0) }
        let now = Timestamp(seconds: 99 * 86_400)
        let divided = LabelDivision().sliding(days: 28, now: now).divide(labels)

        #expect(divided.tooOld == 71)
        #expect(divided.fit.count + divided.bound.count == 29)
        #expect(
            (divided.fit + divided.bound).allSatisfy { $0.at >= Timestamp(seconds: 71 * 86_400) })
    }

    @Test("another salt divides otherwise, the same one always alike")
    func salt() {
        let ids = (0..<200).map { ConversationID("客\($0)") }
        let first = ids.map { LabelDivision(salt: "a").isForBound($0) }

        #expect(first == ids.map { LabelDivision(salt: "a").isForBound($0) })
        #expect(first != ids.map { LabelDivision(salt: "b").isForBound($0) })
    }
}
