import AsyncHTTPClient
import BatonConfiguration
import Foundation
import NIOCore
import NIOHTTP1

/// One request to an embedding server, and what is believed of its answer.
struct EmbeddingExchange: Sendable {
    typealias Failure = EmbeddingServer.Failure

    let settings: Configuration.Embeddings
    let client: HTTPClient
    let sleeper: any Clock<Duration>

    private struct Body: Encodable {
        var input: [String]
        var model: String?
        var input_type: String?
        var encoding_format = "float"
    }

    private struct Answer: Decodable {
        struct Item: Decodable {
            var index: Int?
            var embedding: [Float]
        }
        var data: [Item]
    }

    /// The vectors of `texts`, in their order, each made to have length 1.
    /// - Throws: where they do not come whole within `limit`, or are no vectors.
    func vectors(of texts: [String], type: String?, within limit: Duration)
        async throws(Failure) -> [[Float]]
    {
        let result: Result<[[Float]], Failure>? = await within(limit, by: sleeper) {
            do throws(Failure) {
                return .success(try await fetch(texts, type, within: limit))
            } catch {
                return .failure(error)
            }
        }
        guard let result else {
            throw failure("does not answer within \(limit)")
        }
        return try result.get()
    }

    private func fetch(_ texts: [String], _ type: String?, within limit: Duration)
        async throws(Failure) -> [[Float]]
    {
        var request = HTTPClientRequest(url: settings.url)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        if let key = settings.apiKey {
            request.headers.add(name: "authorization", value: "Bearer \(key.value)")
        }
        let body = Body(input: texts, model: settings.model, input_type: type)
        let bytes: ByteBuffer
        do {
            request.body = .bytes(try JSONEncoder().encode(body))
            let response = try await client.execute(
                request, timeout: .nanoseconds(limit.nanoseconds))
            guard response.status == .ok else {
                throw failure(
                    "answers \(response.status.code); check 'url', 'model' and 'api_key'")
            }
            bytes = try await response.body.collect(
                upTo: Limits.embeddingBytes * (texts.count + 1))
        } catch let error as Failure {
            throw error
        } catch is NIOTooManyBytesError {
            throw failure("answers with more than vectors can be; check 'url'")
        } catch {
            throw failure("cannot be reached; start it, or check 'url'")
        }
        guard
            let answer = try? JSONDecoder().decode(Answer.self, from: Data(bytes.readableBytesView))
        else {
            throw failure("answers with something else than vectors; check 'url'")
        }
        return try vectors(in: answer, for: texts.count)
    }

    private func vectors(in answer: Answer, for count: Int) throws(Failure) -> [[Float]] {
        var found = [[Float]?](repeating: nil, count: count)
        for (place, item) in answer.data.enumerated() {
            let index = item.index ?? place
            guard found.indices.contains(index) else { continue }
            found[index] = Self.unit(item.embedding)
        }
        let vectors = found.compactMap(\.self)
        guard vectors.count == count, answer.data.count == count,
            Set(vectors.map(\.count)).count == 1
        else { throw failure("does not give one vector for each text; check 'model'") }
        return vectors
    }

    /// The vector with length 1; `nil` for one that has none.
    private static func unit(_ vector: [Float]) -> [Float]? {
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        guard length.isFinite, length > 0 else { return nil }
        return vector.map { $0 / length }
    }

    private func failure(_ what: String) -> Failure {
        Failure(description: "the embedding server at \(settings.url) \(what)")
    }
}
