/// What one source's vectors say of a knowledge base's entries.
struct MeaningTable {
    let space: VectorSpace
    private(set) var vectors: VectorTable
    /// Entries whose vectors are still to be made.
    private(set) var missing: Set<Int32> = []

    init(space: VectorSpace) {
        self.space = space
        vectors = VectorTable(dimensions: space.dimensions)
    }

    /// Whether nearly every one of `count` entries has its vectors, so that meaning can be compared.
    func isUsable(for count: Int) -> Bool {
        vectors.count > 0 && missing.count * 20 <= count + 20
    }

    /// Takes note of an entry that has no vectors yet.
    mutating func add(_ slot: Int32) { missing.insert(slot) }

    /// Forgets an entry.
    mutating func remove(_ slot: Int32) {
        vectors.remove(slot)
        missing.remove(slot)
    }

    /// Takes the vectors of an entry that has none.
    mutating func put(_ made: [[Float]], of texts: [EntryProfile.Text], for slot: Int32) {
        vectors.put(made, parts: texts.map(\.part), for: slot)
        missing.remove(slot)
    }
}
