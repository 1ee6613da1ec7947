import Testing

@testable import BatonKnowledge

@Suite("How like a message an entry's phrasings are")
struct PhrasingLikenessTests {
    private static let phrasings = [
        ("my card was stolen", 0), ("someone took my card", 0), ("reset the pin please", 1),
    ]
    private static let rarity = HeadInput.rarity(phrasings.map(\.0))
    private static let likeness = PhrasingLikeness(
        phrasings.map {
            HeadTraining.Example(
                input: HeadInput($0.0, rarity: rarity, vector: nil), place: $0.1)
        }, classes: 3)

    @Test("a phrasing's own words are 1, the mean of all phrasings is less, another entry's least")
    func own() {
        let input = HeadInput("my card was stolen", rarity: Self.rarity, vector: nil)
        let (near, centre) = Self.likeness.likeness(to: input)

        #expect(abs(near[0] - 1) < 1e-4)
        #expect(centre[0] > 0.5 && centre[0] < 0.8)
        #expect(near[1] < 0.2)
        #expect([near[2], centre[2]] == [0, 0])
    }

    @Test("what shares nothing with any phrasing is like none")
    func nothing() {
        let input = HeadInput("？！", rarity: Self.rarity, vector: nil)

        #expect(Self.likeness.likeness(to: input).near == [0, 0, 0])
    }
}
