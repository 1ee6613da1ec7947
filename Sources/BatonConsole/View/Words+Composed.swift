import BatonCore

/// What the console says of a machine's words.
extension Words {
    static let summary = BilingualText("Summary", "摘要")
    static let modelSummary = BilingualText("AI says", "AI 摘要")
    static let machineMade = BilingualText("machine-made", "機器撰寫")
    static let modelDraft = BilingualText(
        "AI draft, checked, machine-made", "AI 草稿（機器撰寫，經核對）")
}
