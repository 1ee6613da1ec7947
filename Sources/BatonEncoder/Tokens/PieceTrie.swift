/// The model's pieces, byte by byte, in tables that are used where they lie in the mapped file.
///
/// Nodes are numbered level by level, so that a node's children stand side by side, sorted by their
/// bytes: those of node n are `children[n]..<children[n + 1]`.
struct PieceTrie {
    /// What stands for "no piece ends here".
    static let none = UInt32.max

    private let labels: UnsafeBufferPointer<UInt8>
    private let children: UnsafeBufferPointer<UInt32>
    private let ids: UnsafeBufferPointer<UInt32>

    init(
        labels: UnsafeBufferPointer<UInt8>, children: UnsafeBufferPointer<UInt32>,
        ids: UnsafeBufferPointer<UInt32>
    ) {
        self.labels = labels
        self.children = children
        self.ids = ids
    }

    /// Whether the tables lead nowhere outside themselves, with ids below `pieces`.
    func isSound(pieces: Int) -> Bool {
        guard labels.count == ids.count, children.count == labels.count + 1,
            children.last.map(Int.init) == labels.count,
            ids.allSatisfy({ $0 == Self.none || $0 < pieces })
        else { return false }
        // Children come after their parent, so that no walk can run in a circle.
        return labels.indices.allSatisfy {
            children[$0] > $0 && children[$0] <= children[$0 + 1]
        }
    }

    /// Calls `body` with the end and the id of each piece that `text` holds from `start` on, the
    /// shortest first.
    @inline(__always)
    func pieces(
        in text: UnsafeBufferPointer<UInt8>, from start: Int, _ body: (Int, UInt32) -> Void
    ) {
        var node = 0
        var position = start
        while position < text.count {
            guard let child = child(of: node, text[position]) else { return }
            node = child
            position += 1
            if ids[node] != Self.none { body(position, ids[node]) }
        }
    }

    @inline(__always)
    private func child(of node: Int, _ label: UInt8) -> Int? {
        var low = Int(children[node])
        var high = Int(children[node + 1])
        while low < high {
            let middle = (low + high) / 2
            if labels[middle] == label { return middle }
            if labels[middle] < label { low = middle + 1 } else { high = middle }
        }
        return nil
    }
}

/// The tables of a ``PieceTrie``.
struct PieceTrieTables: Equatable {
    private(set) var labels: [UInt8] = [0]
    private(set) var children: [UInt32] = []
    private(set) var ids: [UInt32] = [PieceTrie.none]

    /// Builds them; a piece's id is its place, and of two that are alike the later counts.
    init(_ pieces: [[UInt8]]) {
        let order = pieces.indices.sorted { first, second in
            pieces[first] == pieces[second]
                ? first < second : pieces[first].lexicographicallyPrecedes(pieces[second])
        }
        // Each node of the level at hand: which of the sorted pieces begin with its bytes.
        var level = [order[...]]
        var depth = 0
        while !level.isEmpty {
            var next: [ArraySlice<Int>] = []
            for node in level {
                children.append(UInt32(labels.count))
                var rest = node.drop { pieces[$0].count <= depth }
                while let first = rest.first {
                    let label = pieces[first][depth]
                    let same = rest.prefix { pieces[$0][depth] == label }
                    let ending = same.last { pieces[$0].count == depth + 1 }
                    labels.append(label)
                    ids.append(ending.map { UInt32($0) } ?? PieceTrie.none)
                    next.append(same)
                    rest = rest.dropFirst(same.count)
                }
            }
            level = next
            depth += 1
        }
        children.append(UInt32(labels.count))
    }
}
