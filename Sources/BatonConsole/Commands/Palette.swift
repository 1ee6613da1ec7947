import BatonCore
import BatonText

/// Finds commands by what a person types, in either language.
enum Palette {
    /// The commands that match, best first: those that can be done now, then those that cannot, then,
    /// once something is typed, those of other screens, so that whatever is looked for is found.
    static func commands(matching text: String, in model: Model) -> [Command] {
        let wanted = folded(text).filter { !$0.isWhitespace }
        return Command.allCases.enumerated()
            .filter { $0.element != .palette && (!wanted.isEmpty || isHere($0.element, model)) }
            .compactMap { offset, command in
                score(of: command, wanted).map {
                    (command, $0, (command.description.hint ?? 50) * 100 + offset)
                }
            }
            .sorted { left, right in
                (distance(of: left.0, model), -left.1, left.2)
                    < (distance(of: right.0, model), -right.1, right.2)
            }
            .map(\.0)
    }

    private static func isHere(_ command: Command, _ model: Model) -> Bool {
        command.description.contexts.contains(model.context)
    }

    /// 0 for what can be done now, 1 for what is barred here, 2 for what belongs to another screen.
    private static func distance(of command: Command, _ model: Model) -> Int {
        if !isHere(command, model) { return 2 }
        return isBarred(command, model) ? 1 : 0
    }

    /// Without case, and in one form of the Chinese characters.
    private static func folded(_ text: String) -> String { HanFolding.fold(text.lowercased()) }

    private static func isBarred(_ command: Command, _ model: Model) -> Bool {
        command.obstacle(in: model) != nil
    }

    /// The best match of its titles, its name and what else it is called; else, at less, of its
    /// sentences.
    private static func score(of command: Command, _ wanted: String) -> Int? {
        guard !wanted.isEmpty else { return 0 }
        let description = command.description
        let titles = [description.title.english, description.title.chinese, command.rawValue]
        let best = titles.compactMap { score(of: folded($0), wanted) }.max()
        let others = command.otherNames.map { folded($0).filter { !$0.isWhitespace } }
        // A word that people call it by is typed whole or from its beginning.
        let other = others.contains { $0.hasPrefix(wanted) } ? otherNameScore : nil
        if let found = [best, other].compactMap(\.self).max() { return found }
        let sentences = [description.sentence.english, description.sentence.chinese]
        return sentences.contains { folded($0).filter { !$0.isWhitespace }.contains(wanted) }
            ? 1 : nil
    }

    /// Between letters that are scattered over a title, and a title's beginning.
    private static let otherNameScore = 20

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
