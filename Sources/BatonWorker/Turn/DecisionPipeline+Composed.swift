package import BatonAnswers
package import BatonCore
import BatonGate

extension DecisionPipeline {
    /// What a model may word for a result; `nil` where the gate does not let it be asked.
    /// - Parameters:
    ///   - turns: the messages before, oldest first.
    ///   - longest: what the channel takes, in UTF-16 units.
    package func composingTask(
        for result: Result, turns: [ComposingTask.Turn] = [],
        longest: Int = ComposingLimits.replyLength
    ) -> ComposingTask? {
        guard gate.mayCompose(result.verdict, result.evidence, result.circumstances) else {
            return nil
        }
        return ComposingTask(
            question: result.evidence.text, language: result.evidence.language, turns: turns,
            passages: result.evidence.candidates.filter(\.isValid).map(Passage.init),
            longest: min(longest, ComposingLimits.replyLength))
    }

    /// The gate's last word: the check's numbers are evidence, and the gate decides.
    package func settled(_ result: Result, with composed: ComposedReply?) -> Result {
        guard let composed else { return result }
        var settled = result
        for (name, value) in composed.grounding { settled.evidence.features[name] = value }
        settled.verdict = gate.settled(result.verdict, with: composed, result.circumstances)
        if settled.verdict.reasons.first == .composed { settled.reply = composed.text }
        return settled
    }
}
