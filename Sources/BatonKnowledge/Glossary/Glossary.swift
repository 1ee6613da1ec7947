import BatonText

/// Concepts of a trade and the terms for them in every way customers and shops write, so that
/// 「幾多錢」 and "how much" meet without a language model.
package struct Glossary: Sendable {
    /// Hong Kong retail and services.
    package static let commerce = Glossary(
        lines: (CommerceGlossary.lines + CommerceGlossary.spoken).map(\.description))

    /// No concepts.
    package static let empty = Glossary(lines: [])

    /// The concepts' names; a concept is an index into them.
    package let concepts: [String]

    /// A trie over atoms (a Chinese character, a stemmed word, a number) in flat form.
    private let atoms: [String: Int32]
    private let edges: [Int64: Int32]
    private let meanings: [[Int32]]
    private let longest = 8

    /// Reads lines `concept: term | term …`, those of one name being one concept; a line without
    /// a colon is skipped.
    package init(lines: [String]) {
        var concepts: [String] = []
        var atoms: [String: Int32] = [:]
        var edges: [Int64: Int32] = [:]
        var meanings: [[Int32]] = [[]]
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let name = String(line[..<colon])
            let concept = Int32(concepts.firstIndex(of: name) ?? concepts.count)
            if concept == concepts.count { concepts.append(name) }
            for term in line[line.index(after: colon)...].split(separator: "|") {
                let tokens = Tokenizer.tokens(of: String(term)).filter { $0.kind != .hanBigram }
                guard !tokens.isEmpty else { continue }
                var node: Int32 = 0
                for token in tokens {
                    let atom = atoms[token.text] ?? Int32(atoms.count)
                    atoms[token.text] = atom
                    let edge = Int64(node) << 32 | Int64(atom)
                    if let next = edges[edge] {
                        node = next
                    } else {
                        let next = Int32(meanings.count)
                        meanings.append([])
                        edges[edge] = next
                        node = next
                    }
                }
                if !meanings[Int(node)].contains(concept) { meanings[Int(node)].append(concept) }
            }
        }
        self.concepts = concepts
        self.atoms = atoms
        self.edges = edges
        self.meanings = meanings
    }

    /// The concepts that `tokens` name: by every term of several atoms, and by single atoms that
    /// stand in none of these.
    func concepts(in tokens: [Token]) -> [Int] {
        guard !concepts.isEmpty else { return [] }
        var sequence: [(atom: Int32, position: Int)] = []
        sequence.reserveCapacity(tokens.count)
        for token in tokens where token.kind != .hanBigram {
            sequence.append((atoms[token.text] ?? -1, token.position))
        }
        var found: [Int] = []
        var covered = 0
        for start in sequence.indices {
            var node: Int32 = 0
            var single: Int32?
            var index = start
            while index < sequence.count, index - start < longest, sequence[index].atom >= 0 {
                if index > start, sequence[index].position - sequence[index - 1].position > 1 {
                    break
                }
                let edge = Int64(node) << 32 | Int64(sequence[index].atom)
                guard let next = edges[edge] else { break }
                node = next
                index += 1
                guard !meanings[Int(node)].isEmpty else { continue }
                if index - start == 1 {
                    single = node
                } else {
                    found += meanings[Int(node)].map(Int.init)
                    covered = max(covered, index)
                }
            }
            if let single, start >= covered { found += meanings[Int(single)].map(Int.init) }
        }
        return found
    }
}
