import Testing

@testable import BatonKnowledge

@Suite("Vectors whose phrasings' own scatter counts less")
struct VectorWhiteningTests {
    /// Entries are told by the first two numbers; the third is a phrasing's own chance.
    private static let groups: [[[Float]]] = (0..<30).map { entry in
        let angle = Float(entry) / 5
        return [-1, -0.5, 0.5, 1].map { [angle - 3, (angle - 3) * (angle - 3) / 3, $0 * 4] }
    }

    private static func cosine(_ left: [Float], _ right: [Float]) -> Float {
        zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
    }

    @Test("phrasings of one entry come nearer, and every vector has length 1")
    func nearer() throws {
        let whitening = try #require(VectorWhitening(groups: Self.groups))
        let turned = Self.groups.map { $0.map(whitening.apply) }
        let middle = Self.groups.flatMap(\.self).reduce([0, 0, 0] as [Float]) { sum, vector in
            zip(sum, vector).map { $0 + $1 / 120 }
        }
        let centred = Self.groups.map { group in
            group.map { vector -> [Float] in
                let rest = zip(vector, middle).map { $0 - $1 }
                let length = Self.cosine(rest, rest).squareRoot()
                return rest.map { $0 / length }
            }
        }

        #expect(turned.joined().allSatisfy { abs(Self.cosine($0, $0) - 1) < 1e-4 })
        let before = centred.map { Self.cosine($0[1], $0[2]) }.reduce(0, +)
        let after = turned.map { Self.cosine($0[1], $0[2]) }.reduce(0, +)
        #expect(after > before + 1)
    }

    @Test("an even scatter leaves the angles between vectors as they are")
    func even() throws {
        let groups: [[[Float]]] = [[1, 0], [-1, 0], [0, 1], [0, -1]].map { (place: [Float]) in
            [[1, 0], [-1, 0], [0, 1], [0, -1]].map { (step: [Float]) in
                [place[0] * 3 + step[0], place[1] * 3 + step[1]]
            }
        }
        let whitening = try #require(VectorWhitening(groups: groups))

        let turned = whitening.apply([3, 4])
        #expect(abs(turned[0] - 0.6) < 1e-4)
        #expect(abs(turned[1] - 0.8) < 1e-4)
    }

    @Test("without phrasings that differ there is none; other lengths are left alone")
    func none() throws {
        #expect(VectorWhitening(groups: []) == nil)
        #expect(VectorWhitening(groups: [[[1, 0]], [[0, 1]]]) == nil)
        #expect(VectorWhitening(groups: [[[1, 0], [1, 0]]]) == nil)
        #expect(VectorWhitening(groups: [[[1, 0], [1]]]) == nil)
        let whitening = try #require(VectorWhitening(groups: [[[1, 0], [0, 1]]]))
        #expect(whitening.apply([1, 2, 3]) == [1, 2, 3])
    }
}
