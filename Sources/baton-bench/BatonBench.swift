import ArgumentParser

/// Measures Baton on this machine; every figure in the documentation names its command.
@main
struct BatonBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "baton-bench", abstract: "Measures Baton on this machine.",
        subcommands: [
            Acknowledge.self, ChannelsBench.self, ConsoleBench.self, DocumentsBench.self,
            EditBench.self,
            Encode.self, EncoderBench.self, Fit.self, GateBench.self, GroundingBench.self,
            QueueBench.self,
            RetrievalBench.self,
            Seed.self, Throughput.self,
        ])
}
