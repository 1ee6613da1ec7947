/// How often each key was counted: an open hash table of whole numbers, about 15 bytes a key.
///
/// Swift's own dictionary guards against chosen keys, at some 30 ns a look-up; here a look-up is
/// most of the work, and a key chosen to collide only slows its own knowledge base down.
struct GramCounts: Sendable {
    private var keys: [UInt64] = []
    private var counts: [Int32] = []
    /// Keys in the table, those counted down to nothing too.
    private var used = 0

    /// The count of `key`, which is not 0.
    subscript(key: UInt64) -> Int32 {
        guard !keys.isEmpty else { return 0 }
        let place = place(of: key)
        return keys[place] == key ? counts[place] : 0
    }

    /// Adds `change` to the count of `key`, which is not 0; a count never falls under 0.
    mutating func add(_ change: Int32, to key: UInt64) {
        if used * 4 >= keys.count * 3 { grow() }
        let place = place(of: key)
        if keys[place] != key {
            guard change > 0 else { return }
            keys[place] = key
            used += 1
        }
        counts[place] = max(0, counts[place] &+ change)
    }

    private func place(of key: UInt64) -> Int {
        let mask = keys.count - 1
        var place = Int(truncatingIfNeeded: SoundLanguageModel.mix(key)) & mask
        while keys[place] != key, keys[place] != 0 { place = (place + 1) & mask }
        return place
    }

    /// Makes room, leaving away what is counted no more.
    private mutating func grow() {
        let old = zip(keys, counts).filter { $0.1 > 0 }
        var size = 1_024
        while size < old.count * 2 { size *= 2 }
        keys = [UInt64](repeating: 0, count: size)
        counts = [Int32](repeating: 0, count: size)
        used = old.count
        for (key, count) in old {
            let place = place(of: key)
            keys[place] = key
            counts[place] = count
        }
    }
}
