package import BatonCore

/// What holds where a configuration says nothing.
package enum ConfigurationDefaults {
    /// The gate's thresholds.
    package static let thresholds = GateThresholds.usual
    /// What a gate by guarantee promises unless the configuration says otherwise.
    package static let guarantee = Configuration.Gate.Guarantee(risk: 0.05, confidence: 0.9)
    /// The share of messages that is drawn for people to judge.
    package static let review = 0.05
    /// How long to wait for more of a burst: people type the next line within 1 to 3 seconds.
    package static let debounce = Configuration.Debounce(
        milliseconds: 1500, capMilliseconds: 6000)
    /// The HTTP listener: this machine only, since TLS is the proxy's.
    package static let http = Configuration.HTTP(
        host: "127.0.0.1", port: 8080, publicURL: nil)
}

extension ConfigurationDefaults {
    /// How long composing a reply may take, in milliseconds.
    package static let composingDeadline: Int64 = 12_000
    /// The longest that it may be given: a turn ends within 30 s whatever a server does.
    package static let longestComposingDeadline: Int64 = 25_000
}
