import BatonConfiguration
import Foundation

/// What `--embeddings URL[,MODEL[,OPTION…]]` names.
enum EmbeddingOption {
    static func settings(_ text: String) throws -> Configuration.Embeddings {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let url = parts.first ?? ""
        guard let address = URL(string: url), address.host?.isEmpty == false,
            address.scheme == "http" || address.scheme == "https"
        else {
            throw Failure(
                .usage,
                "--embeddings takes a whole web address, such as "
                    + "http://127.0.0.1:8090/v1/embeddings")
        }
        var settings = Configuration.Embeddings(url: url)
        if parts.count > 1, !parts[1].isEmpty { settings.model = parts[1] }
        for option in parts.dropFirst(2) {
            let halves = option.split(separator: "=", maxSplits: 1).map(String.init)
            switch halves.first {
            case "input_type":
                settings.queryType = "query"
                settings.passageType = "passage"
            case "query_prefix": settings.queryPrefix = halves.dropFirst().first ?? ""
            case "passage_prefix": settings.passagePrefix = halves.dropFirst().first ?? ""
            default:
                throw Failure(
                    .usage,
                    "--embeddings: unknown option '\(option)'; there is input_type, "
                        + "query_prefix=TEXT, passage_prefix=TEXT")
            }
        }
        return settings
    }
}
