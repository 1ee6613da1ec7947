import ArgumentParser
import BatonConfiguration
import Foundation

/// What every command takes.
struct GlobalOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The configuration (else $BATON_CONFIG, ./baton.yaml, /etc/baton/baton.yaml).",
            valueName: "file"))
    var config: String?

    /// The file that the options and the environment name; `nil` where there is none.
    var configurationPath: String? {
        ConfigurationFile.locate(
            explicit: config, environment: ProcessInfo.processInfo.environment)
    }

    /// The configuration where there is one: it lends its thresholds and hours to what works
    /// without.
    var optionalConfiguration: Configuration? {
        get throws { configurationPath == nil ? nil : try load() }
    }

    /// The configuration for one who speaks to the worker and has none of its secrets.
    func load() throws -> Configuration { try load(needsSecrets: false) }

    /// The configuration for the worker; a secret that verifying needs must be at hand.
    func loadForWorker() throws -> Configuration { try load(needsSecrets: true) }

    private func load(needsSecrets: Bool) throws -> Configuration {
        guard let path = configurationPath else {
            throw Failure(
                .configuration,
                "no configuration: there is no ./baton.yaml; 'baton init' writes one, "
                    + "'baton demo' shows a sample shop without one")
        }
        return try ConfigurationFile.load(
            path, environment: ProcessInfo.processInfo.environment, needsSecrets: needsSecrets)
    }
}
