import BatonConfiguration
import BatonEncoder
import BatonWorker

extension Doctor {
    /// Whether the embedding server can be reached, and what its vectors are.
    func embeddings(_ settings: Configuration.Embeddings) async -> Finding {
        let server = EmbeddingServer(settings)
        do {
            let vectors = try await server.passages(["營業時間", "opening hours"])
            return .ok(
                "the embedding server at \(settings.url) gives vectors of "
                    + "\(vectors.first?.count ?? 0) numbers")
        } catch {
            return .warning(
                "\(error); until then the model in this process counts, or words alone")
        }
    }

    /// Whether entries are found by meaning as well as by words.
    func model() -> Finding {
        do {
            guard let encoder = try UniversalSentenceEncoder.installed() else {
                return .warning(
                    "no model at \(ModelCommand.path): entries are found by their words alone; "
                        + "install it: baton model install")
            }
            try encoder.verify()
            return .ok("the model \(encoder.model) is sound")
        } catch {
            return .warning("\(error); until then by words alone")
        }
    }
}
