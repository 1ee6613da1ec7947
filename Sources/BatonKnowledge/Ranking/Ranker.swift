/// The models that order candidates: one for words alone, one where there are vectors too.
package struct Ranker: Sendable {
    package static let shipped = Ranker()

    func scores(_ table: RankTable, hasVector: Bool) -> [Double] {
        table.entries.indices.map { Double(table[$0, .bm25]) + (hasVector ? Double(table[$0, .cosineBoth]) : 0) }
    }

    func adapted(_ vector: [Float], model: String) -> [Float] { vector }
}
