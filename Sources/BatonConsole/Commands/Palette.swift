import BatonCore

/// Finds commands by what a person types, in either language.
enum Palette {
    /// The commands of the present screen that match, best first; those that cannot be done now come
    /// after those that can.
    static func commands(matching text: String, in model: Model) -> [Command] {
        let wanted = text.lowercased().filter { !$0.isWhitespace }
        return Command.allCases.enumerated()
            .filter { $0.element != .palette && isOffered($0.element, in: model) }
            .compactMap { offset, command in
                score(of: command, wanted).map {
                    (command, $0, (command.description.hint ?? 50) * 100 + offset)
                }
            }
            .sorted { left, right in
                let obstacles = (isBarred(left.0, model), isBarred(right.0, model))
                return (obstacles.0 ? 1 : 0, -left.1, left.2)
                    < (obstacles.1 ? 1 : 0, -right.1, right.2)
            }
            .map(\.0)
    }

    private static func isOffered(_ command: Command, in model: Model) -> Bool {
        command.description.contexts.contains(model.context)
    }

    private static func isBarred(_ command: Command, _ model: Model) -> Bool {
        command.obstacle(in: model) != nil
    }

    /// The best match of its titles, its name, and its sentences (at less).
    private static func score(of command: Command, _ wanted: String) -> Int? {
        guard !wanted.isEmpty else { return 0 }
        let description = command.description
        let names = [description.title.english, description.title.chinese, command.rawValue]
        let best = names.compactMap { score(of: $0, wanted) }.max()
        let sentences = [description.sentence.english, description.sentence.chinese]
        let isInSentence = sentences.contains { $0.lowercased().contains(wanted) }
        return best ?? (isInSentence ? 1 : nil)
    }

    /// How well the letters of `wanted` stand in a name in their order: runs and word starts count
    /// more; `nil` where they do not.
    static func score(of name: String, _ wanted: String) -> Int? {
        var score = 10
        var previous: Character = " "
        var isRun = false
        var rest = wanted[...]
        for character in name.lowercased() {
            guard let next = rest.first else { break }
            if character == next {
                rest.removeFirst()
                score += isRun ? 5 : (previous.isLetter ? 0 : 8)
                isRun = true
            } else {
                isRun = false
            }
            previous = character
        }
        return rest.isEmpty ? score : nil
    }
}
