import BatonCore
import Testing

@testable import BatonKnowledge

@Suite("The ranking model")
struct RankModelTests {
    private static func table(_ rows: [[RankFeature: Float]]) -> RankTable {
        var table = RankTable()
        table.values = [Float](repeating: 0, count: rows.count * RankFeature.count)
        for (row, features) in rows.enumerated() {
            table.entries.append(EntryID("e\(row)"))
            for (feature, value) in features { table[row, feature] = value }
        }
        return table
    }

    private static func column(_ name: String) -> Int { RankColumns.numbers[name] ?? -1 }

    @Test("every feature has a place, and the count is theirs")
    func features() {
        #expect(RankFeature.allCases.count == RankFeature.count)
        #expect(RankFeature.allCases.map(\.rawValue) == Array(0..<RankFeature.count))
        #expect(Set(RankColumns.all.map(\.name)).count == RankColumns.all.count)
    }

    @Test("a score comes raw, standardised among the candidates, and less the best one's")
    func columns() {
        let rows = RankColumns.rows(of: Self.table([[.bm25: 0.2], [.bm25: 0.6]]))
        let width = RankColumns.all.count

        #expect(rows[Self.column("bm25.raw")] == 0.2)
        #expect(rows[width + Self.column("bm25.raw")] == 0.6)
        #expect(abs(rows[Self.column("bm25.standard")] + 1) < 1e-4)
        #expect(abs(rows[width + Self.column("bm25.standard")] - 1) < 1e-4)
        #expect(abs(rows[Self.column("bm25.gap")] + 0.4) < 1e-6)
        #expect(rows[width + Self.column("bm25.gap")] == 0)
    }

    @Test("what all candidates have alike is nobody's advantage")
    func alike() {
        let rows = RankColumns.rows(of: Self.table([[.answer: 0.5], [.answer: 0.5]]))

        #expect(rows[Self.column("answer.standard")] == 0)
        #expect(rows[Self.column("answer.gap")] == 0)
    }

    @Test("weights and trees add up, and the slope makes a chance of the sum")
    func sums() {
        var weights = [Float](repeating: 0, count: RankColumns.all.count)
        weights[Self.column("bm25.raw")] = 2
        let first = Int32(Self.column("codes.raw"))
        let second = Int32(Self.column("bm25.raw"))
        var model = RankModel(
            weights: weights,
            trees: [
                RankModel.Tree(
                    columns: SIMD4(first, second, second, 0), thresholds: SIMD4(0, 0.5, 0.5, 0),
                    leaves: SIMD4(1, 2, 3, 4))
            ])
        model.slope = 0
        let table = Self.table([
            [.bm25: 0.25], [.bm25: 0.75], [.bm25: 0.25, .codes: 1], [.bm25: 0.75, .codes: 1],
        ])

        #expect(model.sums(table) == [1.5, 3.5, 3.5, 5.5])
        #expect(model.scores(table) == [0.5, 0.5, 0.5, 0.5])
    }

    @Test("a model written as a text is read back the same")
    func text() {
        var weights = [Float](repeating: 0, count: RankColumns.all.count)
        weights[Self.column("cosineBoth.gap")] = 1.25
        var model = RankModel(
            weights: weights,
            trees: [
                RankModel.Tree(
                    columns: SIMD4(0, 1, 2, 0), thresholds: SIMD4(0.5, 0.25, -1, 0),
                    leaves: SIMD4(0.1, -0.2, 0.3, -0.4))
            ])
        model.slope = 0.5
        model.intercept = -2

        let text = model.text(notes: ["Fitted somewhere."])
        let read = RankModel(text: text)

        #expect(text.hasPrefix("# Fitted somewhere.\n"))
        #expect(read.weights == model.weights)
        #expect(read.trees == model.trees)
        #expect([read.slope, read.intercept] == [0.5, -2])
        #expect(RankModel(text: "tree bm25.raw x\nnonsense").trees.isEmpty)
    }

    @Test("the shipped models read whole")
    func shipped() {
        for kind in Ranker.Kind.allCases {
            let models = [Ranker.shipped.words[kind], Ranker.shipped.meaning[kind]]
            for model in models.compactMap(\.self) + [Ranker.shipped.external] {
                #expect(model.weights.contains { $0 != 0 })
                // Where a weighted sum carried over better there are none.
                let isSum = kind == .headed || kind == .passages
                #expect(isSum || model.trees.count >= 10)
            }
            let weights = Ranker.shipped.words[kind]?.weights ?? []
            #expect(weights.count == RankColumns.all.count)
            let known = zip(RankColumns.all, weights).filter { $0.0.feature.needsEncoder }
            #expect(known.allSatisfy { $0.1 == 0 })
        }
        #expect(Ranker.shipped.adaptation(of: "use-m3-182579c19c70")?.dimensions == 512)
        #expect(Ranker.shipped.adaptation(of: "other") == nil)
    }

    @Test("the kind of candidates picks the model")
    func kinds() {
        #expect(Ranker.Kind(of: Self.table([[.bm25: 1], [.isPassage: 1]])) == .entries)
        let passage: [RankFeature: Float] = [.isPassage: 1, .speaksAnswer: 1]
        #expect(Ranker.Kind(of: Self.table([passage, passage])) == .passages)
        #expect(
            Ranker.Kind(of: Self.table([[.isPassage: 1, .speaksAnswer: 1], [.isPassage: 1]]))
                == .foreign)
        var headed = Self.table([[.head: 0.5], [.bm25: 1]])
        #expect(Ranker.Kind(of: headed) == .entries)
        headed.isHeaded = true
        #expect(Ranker.Kind(of: headed) == .headed)
        #expect(Ranker.Kind(of: RankTable()) == .entries)
    }

    @Test("features that may not order have no weight, but tell how likely an entry is")
    func orders() {
        let examples = (0..<40).map { number in
            RankFit.Example(
                table: Self.table([
                    [.bm25: 0.5 + Float(number % 5) / 10, .rare: 0.8], [.bm25: 0.1, .rare: 0.3],
                ]), isRight: [true, false], weight: 1)
        }
        var fit = RankFit()
        fit.trees = 0
        fit.ordersBy = [.rare]
        let model = fit.leaving([.question]).fit(examples)

        let weighed = zip(RankColumns.all, model.weights).filter { $0.1 != 0 }.map(\.0.feature)
        #expect(Set(weighed) == [.rare])
        #expect(model.likely[Self.column("bm25.raw")] > 0)
        #expect(fit.leaving([.question]).without == [.question])
    }

    @Test("fitting finds the feature that tells the right entry")
    func fit() {
        let examples = (0..<40).map { number in
            RankFit.Example(
                table: Self.table([
                    [.bm25: Float(number % 7) / 10, .gramsQuestion: 0.9], [.bm25: 0.4],
                    [.bm25: Float(number % 3) / 5, .gramsQuestion: 0.2],
                ]), isRight: [true, false, false], weight: 1)
        }
        var fit = RankFit()
        fit.trees = 2
        let model = fit.fit(examples)

        let sums = model.sums(examples[0].table)
        #expect(sums.indices.max { sums[$0] < sums[$1] } == 0)
        #expect(model.weights[Self.column("gramsQuestion.raw")] > 0)
        #expect(fit.fit(examples).weights == model.weights)
    }
}
