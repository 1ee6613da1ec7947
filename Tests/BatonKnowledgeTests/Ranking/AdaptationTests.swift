import Testing

@testable import BatonKnowledge

@Suite("The adaptation of vectors")
struct AdaptationTests {
    @Test("a vector is moved by its two factors, another length is left alone")
    func apply() {
        let adaptation = Adaptation(
            model: "m", dimensions: 3, rank: 1, left: [1, 0, 2], right: [0, 10, 1])

        #expect(adaptation.apply([1, 1, 1]) == [1, 31, 4])
        #expect(adaptation.apply([1, 1]) == [1, 1])
    }

    @Test("written as a text it is read back to a step's precision")
    func text() throws {
        let adaptation = Adaptation(
            model: "m", dimensions: 2, rank: 2, left: [1.27, -1.27, 0.5, 0], right: [0, 0, 0, 2.54])
        let read = try #require(Adaptation(text: adaptation.text(notes: ["note"])))

        #expect(read.model == "m")
        for (mine, theirs) in zip(read.left + read.right, adaptation.left + adaptation.right) {
            #expect(abs(mine - theirs) < 0.011)
        }
        #expect(Adaptation(text: "# nothing") == nil)
        #expect(Adaptation(text: "model m\ndimensions 2\nrank 2\nleft A\nright B") == nil)
    }

    @Test("learning brings the right entries nearer, and always the same way")
    func learn() {
        let examples = (0..<8).map { number -> AdaptationFit.Example in
            let side: Float = number % 2 == 0 ? 1 : -1
            return AdaptationFit.Example(
                query: [side, 0.2, 0, 0], candidates: [0, 0, side, 0, 0, 0, -side, 0],
                isRight: [true, false], weight: 1)
        }
        var fit = AdaptationFit()
        fit.rank = 2
        let learned = fit.fit(examples, model: "m", dimensions: 4)
        let turned = learned.apply([1, 0.2, 0, 0])

        #expect(turned[2] > 0)
        #expect(learned.apply([-1, 0.2, 0, 0])[2] < 0)
        #expect(fit.fit(examples, model: "m", dimensions: 4).left == learned.left)
        #expect(fit.fit([], model: "m", dimensions: 4).apply([1, 2, 3, 4]) == [1, 2, 3, 4])
    }
}
