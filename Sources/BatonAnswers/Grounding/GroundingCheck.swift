import BatonCore

/// Holds a reply that a model worded to the passages it cites; in code, and never by a model.
///
/// It looks for reasons to refuse. What it refuses costs a draft; what it lets through a customer
/// reads, so every doubt counts against the reply.
package struct GroundingCheck: Sendable {
    /// What the check found, by name, to weigh and to show.
    package struct Result: Sendable, Hashable {
        /// Why the reply is refused; empty where it may stand.
        package var faults: [GroundingFault]
        /// The share of its words that the cited passages bear out, 0…1.
        package var support: Double
        /// The same of its weakest sentence, 0…1.
        package var weakest: Double
        /// Figures, links, numbers and places that it states.
        package var figures: Int
        /// Whether it is in another language than its passages, so that only meanings could be
        /// compared: for a person to approve, and never to be sent alone.
        package var isTranslated = false

        /// Whether the reply may stand.
        package var isGrounded: Bool { faults.isEmpty }
    }

    /// The least share of a whole reply's words that must stand in cited passages.
    ///
    /// Chosen on the sample shop: each answer under its own passage has 1, and the highest that one
    /// reaches under another's passage stays below; `GroundingCheckTests` measures both.
    package static let leastSupport = 0.6
    /// The same for each sentence by itself: one false sentence among true ones is refused.
    package static let leastSentenceSupport = 0.5

    /// Checks a reply against the passages that it cites.
    /// - Parameters:
    ///   - cited: passages' numbers, from 1.
    ///   - isWhole: whether the model ended by itself, and was not cut off.
    ///   - vectors: of texts in their order, each of length 1, to compare a reply with passages of
    ///     another language; without them such a reply is refused.
    package static func check(
        _ reply: String, citing cited: Set<Int>, for task: ComposingTask, isWhole: Bool = true,
        vectors: ([String]) -> [[Float]]? = { _ in nil }
    ) -> Result {
        // What a server sends in a megabyte is no reply, and would take minutes to look at.
        guard reply.utf16.count <= task.longest * 4 else {
            return Result(
                faults: [.tooLong(most: task.longest)], support: 0, weakest: 0, figures: 0)
        }
        // As much of each passage as the model was told.
        let passages = task.passages.enumerated().filter { cited.contains($0.offset + 1) }.map {
            $0.element.question + "\n" + $0.element.answer.prefix(ComposingLimits.passageLength)
        }
        let sources = passages.joined(separator: "\n")
        var faults: [GroundingFault] = []
        if passages.isEmpty || cited.contains(where: { !task.passages.indices.contains($0 - 1) }) {
            faults.append(.noCitation)
        }
        let stated = StatedFacts(reply)
        let known = StatedFacts(sources)
        faults += stated.faults(against: known)
        let isTranslated = MeaningSupport.isNeeded(reply, sources: sources)
        faults += PlaceNames.faults(reply, against: sources, isTranslated: isTranslated)
        if !ReplyLanguage.isFit(reply, for: task.language, sources: sources) {
            faults.append(.language)
        }
        if reply.utf16.count > task.longest { faults.append(.tooLong(most: task.longest)) }
        if let promise = ActionPromise.phrase(in: reply, unless: sources) {
            faults.append(.promise(promise))
        }
        if PromptLeak.isIn(reply, rules: ComposingPrompt.rules(task)) || PersonalMask.isIn(reply) {
            faults.append(.leak)
        }
        let meaning =
            isTranslated
            ? MeaningSupport(reply, sources: sources, vectors: vectors) : nil
        let support = meaning?.measure ?? WordSupport.measure(reply, sources: sources)
        if support.whole < leastSupport || support.weakest < leastSentenceSupport {
            faults.append(.unsupported)
        }
        if meaning?.isTurned ?? Polarity.isTurned(reply, sources: sources) {
            faults.append(.contradicts)
        }
        if !isWhole { faults.append(.cutOff) }
        return Result(
            faults: faults, support: support.whole, weakest: support.weakest,
            figures: stated.count, isTranslated: meaning != nil)
    }
}
