/// Notices a sentence that says no where its passage says yes, or the other way round.
///
/// Coarse on purpose: a true sentence that is refused costs a draft, a turned one that is sent costs
/// a customer.
enum Polarity {
    /// Whether some sentence of a reply turns what the closest sentence of the sources says.
    static func isTurned(_ reply: String, sources: String) -> Bool {
        let known = Sentences.of(ComposingText.folded(sources)).flatMap(Sentences.clauses).map {
            (words: WordSupport.Words($0), denies: denies($0))
        }
        for clause in Sentences.of(ComposingText.folded(reply)).flatMap(Sentences.clauses) {
            let words = WordSupport.Words(clause)
            guard words.count >= 2, !words.isCourtesy else { continue }
            let scored = known.map { (support: words.support(in: $0.words), denies: $0.denies) }
            guard let best = scored.map(\.support).max(), best >= leastLikeness else { continue }
            let closest = scored.filter { $0.support >= best - 0.1 }
            let said = denies(clause)
            if !closest.contains(where: { $0.denies == said }) { return true }
        }
        return false
    }

    /// How much of a clause must stand in another for the two to speak of the same.
    private static let leastLikeness = 0.5

    /// Words that hold a negative and are none.
    private static let harmless = [
        "不同", "不过", "不但", "不如", "不论", "无论", "不时", "未来", "不妨", "不单", "唔该", "差不多", "不少", "无线", "无糖",
        "not only", "no problem", "no.", "无须", "毋须", "不用", "不必", "不需", "唔使", "唔需", "no need",
        "not need", "n't need", "没问题", "冇问题", "对唔住", "不好意思",
    ]
    private static let chinese = [
        "不", "唔", "冇", "没", "无", "未", "非", "勿", "莫", "咪", "别", "恕", "拒", "禁", "谢绝", "除外",
        "休息", "停业", "关门", "除咗", "除了",
    ]
    private static let english: Set<String> = [
        "not", "no", "never", "cannot", "none", "nor", "neither", "without", "unable", "refuse",
        "except", "closed", "excluding",
    ]

    /// Whether a folded text says no to something, in either language.
    static func denies(_ text: String) -> Bool {
        var rest = text
        for word in harmless { rest = rest.replacing(word, with: " ") }
        if chinese.contains(where: rest.contains) || rest.contains("n't") { return true }
        return rest.split { !($0.isASCII && $0.isLetter) }.contains { english.contains(String($0)) }
    }
}
