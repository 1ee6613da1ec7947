/// Notices a reply that recites its own rules, or speaks of being a model.
enum PromptLeak {
    /// Words in a row that are no accident.
    private static let words = 6

    private static let marks = [
        "passage", "system prompt", "my instructions", "the instructions", "language model",
        "as an ai", "i am an ai", "no_answer", "<<<", ">>>", "earlier messages", "提示词", "提示语",
        "系统提示", "系统指令", "我的指令", "语言模型", "人工智能模型", "作为ai", "作为一个ai", "passages",
    ]

    /// Whether a reply holds rules, or speaks of them.
    static func isIn(_ reply: String, rules: String) -> Bool {
        let folded = ComposingText.folded(reply)
        if marks.contains(where: folded.contains) { return true }
        let said = pieces(folded)
        guard said.count >= words else { return false }
        let known = runs(pieces(ComposingText.folded(rules)))
        return (0...(said.count - words)).contains { start in
            known.contains(said[start..<(start + words)].joined(separator: " "))
        }
    }

    private static func runs(_ pieces: [String]) -> Set<String> {
        guard pieces.count >= words else { return [] }
        return Set(
            (0...(pieces.count - words)).map {
                pieces[$0..<($0 + words)].joined(separator: " ")
            })
    }

    private static func pieces(_ text: String) -> [String] {
        text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}
