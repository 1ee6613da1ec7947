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
        get throws {
            try configurationPath.map {
                try ConfigurationFile.load(
                    $0, environment: ProcessInfo.processInfo.environment)
            }
        }
    }

    /// The configuration; an error where there is none or it is wrong.
    func load() throws -> Configuration {
        guard let path = configurationPath else {
            throw Failure(
                .configuration,
                "no configuration: there is no ./baton.yaml; 'baton init' writes one, "
                    + "'baton demo' shows a sample shop without one")
        }
        return try ConfigurationFile.load(
            path, environment: ProcessInfo.processInfo.environment)
    }
}
