import ArgumentParser

/// The options that name an embedding server, whose vectors count beside the encoder's.
struct ServerOptions: ParsableArguments {
    @Option(help: "An embedding server's address: its vectors count beside the encoder's.")
    var server: String?

    @Flag(help: "The server is told which texts are queries and which are passages.")
    var inputType = false

    @Option(help: "A file that keeps the server's vectors between runs.")
    var serverVectors: String?

    /// The server's vectors; `nil` where none is named.
    /// - Throws: why it cannot be reached.
    func reached() async throws -> ServerVectors? {
        guard let server else { return nil }
        return try await ServerVectors(
            url: server, hasInputType: inputType, vectors: serverVectors)
    }
}
