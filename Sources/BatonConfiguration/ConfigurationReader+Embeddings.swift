import Foundation
import Yams

extension ConfigurationReader {
    /// Reads `embeddings:`; `nil` where it names no address that can be posted to.
    mutating func embeddings(_ node: Node) -> Configuration.Embeddings? {
        guard let map = mapping(node, "embeddings") else { return nil }
        check(
            map,
            knows: ["url", "model", "api_key", "query_prefix", "passage_prefix", "input_type"])
        guard let url = required("url", in: map, of: node) else { return nil }
        guard let address = URL(string: url), address.host?.isEmpty == false,
            address.scheme == "https" || address.scheme == "http"
        else {
            fault(
                map["url"] ?? node,
                "'url' is the whole web address, such as http://127.0.0.1:8090/v1/embeddings")
            return nil
        }
        var embeddings = Configuration.Embeddings(
            url: url, model: map["model"].flatMap { string($0, "model") },
            apiKey: map["api_key"].flatMap { secret($0, "api_key", isNeeded: needsSecrets) },
            queryPrefix: map["query_prefix"].flatMap { string($0, "query_prefix") } ?? "",
            passagePrefix: map["passage_prefix"].flatMap { string($0, "passage_prefix") } ?? "")
        if let node = map["input_type"] { inputTypes(node, &embeddings) }
        return embeddings
    }

    private mutating func inputTypes(_ node: Node, _ embeddings: inout Configuration.Embeddings) {
        if let isSent = node.bool {
            embeddings.queryType = isSent ? "query" : nil
            embeddings.passageType = isSent ? "passage" : nil
            return
        }
        guard let map = node.mapping else {
            fault(
                node,
                "'input_type' is true for query and passage, or the server's own words: "
                    + "{query: search_query, passage: search_document}")
            return
        }
        check(map, knows: ["query", "passage"])
        embeddings.queryType = required("query", in: map, of: node)
        embeddings.passageType = required("passage", in: map, of: node)
    }
}
