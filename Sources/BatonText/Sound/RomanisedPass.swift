/// One message on its way through the lattice.
struct RomanisedPass {
    private let pieces: [RomanisedText.Piece]
    private let vocabulary: SoundVocabulary
    private let weight: Float
    private let logarithms: (general: Float, own: Float)
    /// What a `j` costs as Jyutping's j and as Yale's, by the message's other spellings.
    private let costOfJ: (j: Float, z: Float)
    private var lattice = RomanisedLattice()
    /// Letters that may still be read as syllables; words past them are kept as they are.
    private var lettersLeft = RomanisedText.mostLetters

    /// The cost of the message with every word kept as it is.
    private(set) var literalCost: Float = 0

    init(pieces: [RomanisedText.Piece], vocabulary: SoundVocabulary, weight: Float) {
        self.pieces = pieces
        self.vocabulary = vocabulary
        self.weight = weight
        logarithms = (Natural.logarithm(1 - weight), weight > 0 ? Natural.logarithm(weight) : 0)
        let initials = Set(pieces.compactMap { $0.kind == .letters ? $0.letters.first : nil })
        if initials.contains(UInt8(ascii: "z")) {
            costOfJ = (0, 1.5)
        } else if initials.contains(UInt8(ascii: "y")) {
            costOfJ = (1.5, 0)
        } else {
            costOfJ = (0, 0)
        }
    }

    mutating func search() -> (lattice: RomanisedLattice, ends: Range<Int32>) {
        var states: Range<Int32> = 0..<1
        var wasLiteral = false
        for (number, piece) in pieces.enumerated() {
            switch piece.kind {
            case .letters:
                lettersLeft -= piece.letters.count
                let grid = SyllableGrid(lettersLeft < 0 ? [] : piece.letters)
                let cost = costOfKeeping(piece.letters, grid)
                literalCost += wasLiteral ? max(1, cost.alone - Self.bonus) : cost.alone
                wasLiteral = true
                states = read(piece.letters, grid, number, cost.amidst, from: states)
            case .han:
                for state in states {
                    let held = lattice.nodes[Int(state)]
                    lattice.step(
                        from: state, .piece(number), cost: 0, earlier: held.before,
                        before: piece.character, isLiteral: false)
                }
                states = lattice.close()
            case .other, .mark:
                let before: UInt32 = piece.kind == .mark ? SoundLanguageModel.edge : 0
                for state in states {
                    let isLiteral = lattice.nodes[Int(state)].isLiteral
                    lattice.step(
                        from: state, .piece(number), cost: 0, earlier: 0, before: before,
                        isLiteral: isLiteral)
                }
                states = lattice.close()
            }
        }
        for state in states {
            let held = lattice.nodes[Int(state)]
            let isChinese = !held.isLiteral && held.before != 0
            let context = SoundLanguageModel.Context(held.earlier, held.before)
            let cost =
                isChinese
                ? -SoundLanguageModel.logarithm(
                    of: SoundLanguageModel.edge, in: context, alone: SoundLanguageModel.unknown)
                : Self.costOfEnd
            lattice.step(
                from: state, .nothing, cost: cost, earlier: 0, before: 0, isLiteral: false)
        }
        literalCost += Self.costOfEnd
        let ends = lattice.close()
        return (lattice, ends)
    }

    /// The cost of an end after a word that is kept.
    private static let costOfEnd: Float = 2
    /// What a kept word costs less after another.
    private static let bonus: Float = 1.5
    /// The cost of a syllable's end inside a word.
    private static let costOfJoint: Float = 1
    private static let costOfRare: Float = 1.5

    /// Reads one word, whole as it is and as syllables.
    private mutating func read(
        _ letters: [UInt8], _ grid: SyllableGrid, _ number: Int, _ keeping: Float,
        from states: Range<Int32>
    ) -> Range<Int32> {
        let count = letters.count
        guard grid.isReadable else {
            keep(number, keeping, from: states)
            return lattice.close()
        }
        var columns = [Range<Int32>](repeating: 0..<0, count: count + 1)
        columns[0] = states
        for end in 1...count {
            for length in 1...min(RomanisedSpelling.longest, end) {
                let start = end - length
                guard !columns[start].isEmpty, !grid[start..<end].isEmpty else { continue }
                let choices = choices(grid[start..<end])
                let joint = start > 0 ? Self.costOfJoint : 0
                for state in columns[start] { extend(state, choices, joint) }
            }
            if end == count { keep(number, keeping, from: states) }
            columns[end] = lattice.close()
        }
        return columns[count]
    }

    private mutating func keep(_ number: Int, _ cost: Float, from states: Range<Int32>) {
        for state in states {
            let held = lattice.nodes[Int(state)]
            let lessened = held.isLiteral ? max(1, cost - Self.bonus) : cost
            lattice.step(
                from: state, .piece(number), cost: lessened, earlier: 0, before: 0, isLiteral: true)
        }
    }

    private mutating func extend(_ state: Int32, _ choices: [Choice], _ joint: Float) {
        let held = lattice.nodes[Int(state)]
        let context = Context(held, vocabulary)
        for choice in choices {
            lattice.step(
                from: state,
                .character(folded: choice.character.folded, written: choice.character.written),
                cost: cost(of: choice, in: context) + choice.cost + joint,
                earlier: held.before, before: choice.character.folded, isLiteral: false)
        }
    }

    /// A character that a piece of text may spell.
    private struct Choice {
        var character: SoundReadings.Character
        /// The cost of spelling it so.
        var cost: Float
        /// ln p of the character by itself, in general.
        var general: Float
        /// Its share of the knowledge base's own text.
        var own: Float
    }

    /// What a character stands after.
    private struct Context {
        var general: SoundLanguageModel.Context
        /// How often the character before, and the two before, come in the knowledge base.
        var before: Float = 0
        var both: Float = 0

        init(_ node: RomanisedLattice.Node, _ vocabulary: SoundVocabulary) {
            general = SoundLanguageModel.Context(node.earlier, node.before)
            guard node.before != 0 else { return }
            before = vocabulary.count(0, 0, node.before)
            if node.earlier != 0, before > 0 {
                both = vocabulary.count(0, node.earlier, node.before)
            }
        }
    }

    /// The likeliest characters of `readings`, with the cost of spelling them so.
    private func choices(_ readings: [RomanisedSpelling.Reading]) -> [Choice] {
        var choices: [(choice: Choice, total: Float)] = []
        for reading in readings {
            var cost = reading.cost
            switch reading.j {
            case .none: break
            case .jyutping: cost += costOfJ.j
            case .yale: cost += costOfJ.z
            }
            let characters = SoundReadings.shared.characters[Int(reading.syllable)]
            for character in characters.prefix(Self.mostCharacters) {
                let general = SoundLanguageModel.logarithm(of: character.folded)
                let own = vocabulary.share(of: character.folded)
                let whole = cost + (character.isRare ? Self.costOfRare : 0)
                choices.append(
                    (
                        Choice(character: character, cost: whole, general: general, own: own),
                        whole - mixed(general, own)
                    ))
            }
        }
        choices.sort { $0.total < $1.total }
        return choices.prefix(RomanisedLattice.choices).map(\.choice)
    }

    /// Characters of one syllable that are looked at.
    private static let mostCharacters = 40

    /// −ln p of a character in the general language and the knowledge base's together.
    private func cost(of choice: Choice, in context: Context) -> Float {
        let character = choice.character.folded
        let general = SoundLanguageModel.logarithm(
            of: character, in: context.general, alone: choice.general)
        guard choice.own > 0, context.before > 0 else { return -mixed(general, choice.own) }
        let (earlier, before) = (context.general.earlier, context.general.before)
        let times = vocabulary.count(0, before, character)
        let pair = (times + choice.own) / (context.before + 1)
        guard times > 0, context.both > 0 else { return -mixed(general, pair) }
        let triple =
            (vocabulary.count(earlier, before, character) + pair) / (context.both + 1)
        return -mixed(general, triple)
    }

    private func mixed(_ general: Float, _ own: Float) -> Float {
        guard own > 0, weight > 0 else { return general + logarithms.general }
        let left = general + logarithms.general
        let right = Natural.logarithm(own) + logarithms.own
        let (more, less) = left > right ? (left, right) : (right, left)
        return more + Natural.logarithm(1 + Natural.power(less - more))
    }

    /// The cost of a word that is kept as it is: in a message that is kept whole, and amidst
    /// Cantonese, where a short word that also spells syllables ("wan", "me") is seldom English.
    private func costOfKeeping(
        _ letters: [UInt8], _ grid: SyllableGrid
    ) -> (alone: Float, amidst: Float) {
        if letters == [UInt8(ascii: "5")] { return (3, 3) }
        if RomanisedEvidence.chatWords.contains(letters) { return (5, 5) }
        if letters == [UInt8(ascii: "i")] { return (6, 9) }
        let alone: Float
        if let rank = EnglishWords.rank(letters) {
            alone = rank == .common ? 6.5 : 8.5
        } else if vocabulary.contains(letters) {
            alone = 6.5
        } else {
            alone = 8 + 1.5 * Float(min(letters.count, 12))
        }
        let isShort = letters.count <= 4 && grid.isReadable
        return (alone, isShort ? alone + Self.costAmidst : alone)
    }

    private static let costAmidst: Float = 4.5
}
