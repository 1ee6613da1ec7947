package import BatonConfiguration
import BatonUnderstanding

extension DecisionPipeline {
    /// The pipeline that a configuration asks for: thresholds, hours, and what always goes to people.
    package init(_ configuration: Configuration) {
        self.init(thresholds: configuration.gate.thresholds, hours: configuration.hours)
        for (code, phrases) in configuration.gate.handOver.words.sorted(by: { $0.key < $1.key }) {
            subjects.words.add(phrases, as: code)
        }
        reservedTags = configuration.gate.handOver.tags
        staleAfterDays = configuration.gate.staleAfterDays
    }
}
