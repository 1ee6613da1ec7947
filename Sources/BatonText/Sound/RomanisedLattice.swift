/// The ways to read a message, as a lattice that is searched with a beam.
///
/// A state is the last two characters; per place the best `width` states are kept, each with its
/// best ways in, from which the best whole readings are taken in order (A* backwards, the beam's
/// own costs being exact). Costs are −ln p.
struct RomanisedLattice {
    /// What a step writes: a Chinese character, or a piece of the message as it is.
    enum Emission: Hashable {
        case character(folded: UInt32, written: UInt32)
        case piece(Int)
        case nothing
    }

    /// A way into a state.
    struct Arc {
        var parent: Int32
        var emission: Emission
        /// The cost of the whole way through this arc.
        var cost: Float
    }

    /// A state at one place.
    struct Node {
        var earlier: UInt32
        var before: UInt32
        var isLiteral: Bool
        /// The best way in, then the others, the better first.
        var arcs: (Arc, Arc?, Arc?)
        var cost: Float { arcs.0.cost }
    }

    /// States kept at each place.
    static let width = 12
    /// Characters tried for one stretch of letters.
    static let choices = 36
    /// Steps whose cost is so far above the best at their place are left out.
    static let reach: Float = 8

    private(set) var nodes: [Node]
    /// Steps into the next place, not yet pruned.
    private var steps: [Step] = []
    /// The least cost of a step given since the last `close`.
    private var least = Float.infinity

    private struct Step {
        var arc: Arc
        var earlier: UInt32
        var before: UInt32
        var isLiteral: Bool
    }

    init() {
        let arc = Arc(parent: -1, emission: .nothing, cost: 0)
        nodes = [
            Node(
                earlier: 0, before: SoundLanguageModel.edge, isLiteral: false, arcs: (arc, nil, nil)
            )
        ]
    }

    /// Adds a step to the place that `close` will close.
    mutating func step(
        from parent: Int32, _ emission: Emission, cost: Float, earlier: UInt32, before: UInt32,
        isLiteral: Bool
    ) {
        let whole = nodes[Int(parent)].cost + cost
        guard whole <= least + Self.reach else { return }
        least = min(least, whole)
        let arc = Arc(parent: parent, emission: emission, cost: whole)
        steps.append(Step(arc: arc, earlier: earlier, before: before, isLiteral: isLiteral))
    }

    /// Keeps the best of the steps given since the last call, as the states of one place.
    /// - Returns: the states' numbers, the best first.
    mutating func close() -> Range<Int32> {
        let start = nodes.count
        steps.removeAll { $0.arc.cost > least + Self.reach }
        steps.sort { $0.arc.cost < $1.arc.cost }
        for step in steps {
            if let place = (start..<nodes.count).first(where: {
                nodes[$0].before == step.before && nodes[$0].earlier == step.earlier
                    && nodes[$0].isLiteral == step.isLiteral
            }) {
                if nodes[place].arcs.1 == nil {
                    nodes[place].arcs.1 = step.arc
                } else if nodes[place].arcs.2 == nil {
                    nodes[place].arcs.2 = step.arc
                }
            } else if nodes.count - start < Self.width {
                nodes.append(
                    Node(
                        earlier: step.earlier, before: step.before, isLiteral: step.isLiteral,
                        arcs: (step.arc, nil, nil)))
            }
        }
        steps.removeAll(keepingCapacity: true)
        least = .infinity
        return Int32(start)..<Int32(nodes.count)
    }
}

extension RomanisedLattice {
    /// The best whole ways to the states `ends`, the best first, at most `limit`.
    func best(of ends: Range<Int32>, limit: Int) -> [(emissions: [Emission], cost: Float)] {
        var open: [Partial] = []
        var made: [(emission: Emission, next: Int32)] = []
        for end in ends {
            open.append(Partial(node: end, behind: 0, total: node(end).cost, tail: -1))
        }
        var found: [(emissions: [Emission], cost: Float)] = []
        for _ in 0..<Self.mostExpansions {
            guard let place = open.indices.min(by: { open[$0].total < open[$1].total }) else {
                break
            }
            let partial = open.remove(at: place)
            if partial.node == 0 {
                var emissions: [Emission] = []
                var next = partial.tail
                while next >= 0 {
                    emissions.append(made[Int(next)].emission)
                    next = made[Int(next)].next
                }
                found.append((emissions, partial.total))
                if found.count >= limit { break }
                continue
            }
            let held = node(partial.node)
            for case .some(let arc) in [held.arcs.0, held.arcs.1, held.arcs.2] {
                let behind = partial.behind + arc.cost - node(arc.parent).cost
                made.append((arc.emission, partial.tail))
                open.append(
                    Partial(
                        node: arc.parent, behind: behind, total: behind + node(arc.parent).cost,
                        tail: Int32(made.count - 1)))
            }
        }
        return found
    }

    /// A way from the end back to a state.
    private struct Partial {
        var node: Int32
        /// The cost from the state to the end.
        var behind: Float
        var total: Float
        var tail: Int32
    }

    private static let mostExpansions = 600

    private func node(_ number: Int32) -> Node { nodes[Int(number)] }
}
