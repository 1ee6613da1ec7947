import BatonConfiguration
import BatonCore
import BatonEncoder
import BatonWorker

/// `baton ask --compose`: what the model would word, without a turn and without a record.
enum AskComposing {
    /// The decision with what was composed; as it was where the gate asks no model.
    static func composed(_ decision: Decision, _ global: GlobalOptions) async throws -> Decision {
        let configuration = try global.optionalConfiguration ?? global.load()
        guard let settings = configuration.composing else {
            throw Failure(
                .configuration,
                "--compose needs 'composing:' in the configuration; 'baton init' shows it")
        }
        return try await LanguageModelTrial.use(
            settings, encoder: try UniversalSentenceEncoder.installed()
        ) { trial in
            try await trial.composed(decision, thresholds: configuration.gate.thresholds)
        }
    }
}
