import AsyncHTTPClient
import BatonAnswers
import BatonConfiguration
import Foundation
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix

/// One request to a language model's server, and what is believed of its answer.
struct LanguageModelExchange: Sendable {
    typealias Failure = LanguageModelServer.Failure

    let settings: Configuration.Composing
    let client: HTTPClient
    let sleeper: any Clock<Duration>

    private struct Body: Encodable {
        struct Options: Encodable { var include_usage = true }
        var model: String
        var messages: [PromptMessage]
        var temperature = 0
        var max_tokens: Int
        var stream: Bool
        var stream_options: Options?
    }

    /// The answer to a prompt, whole.
    /// - Parameter limit: covers everything, to the last byte of a slow drip.
    /// - Throws: where it does not come whole in time, or is no answer.
    func answer(
        to messages: [PromptMessage], mostTokens: Int, within limit: Duration
    ) async throws(Failure) -> ChatAnswer {
        let result: Result<ChatAnswer, Failure>? = await within(limit, by: sleeper) {
            do throws(Failure) {
                return .success(try await fetch(messages, mostTokens, limit))
            } catch {
                return .failure(error)
            }
        }
        guard let result else { throw failure(.silent, "does not answer within \(limit)") }
        return try result.get()
    }

    private func fetch(
        _ messages: [PromptMessage], _ mostTokens: Int, _ limit: Duration
    ) async throws(Failure) -> ChatAnswer {
        do {
            let response = try await client.execute(
                // A little sooner than the end, so that it says what it waited for.
                try request(messages, mostTokens),
                timeout: .nanoseconds(limit.nanoseconds / 10 * 9))
            try check(response.status)
            let isStream =
                response.headers.first(name: "content-type")?
                .hasPrefix("text/event-stream") ?? false
            let answer = isStream ? try await stream(response) : try await whole(response)
            guard answer.finish != nil else { throw failure(.garbage, "breaks off its answer") }
            return answer
        } catch let error as Failure {
            throw error
        } catch is NIOTooManyBytesError {
            throw failure(.garbage, "answers with more than a reply can be")
        } catch let error as HTTPClientError where error == .deadlineExceeded {
            throw failure(.silent, "does not answer within \(limit)")
        } catch {
            let isUnreached = Self.isUnreached(error)
            throw isUnreached
                ? failure(.unreachable, "cannot be reached; start it, or check 'server'")
                : failure(.garbage, "breaks the connection off")
        }
    }

    /// Whether no connection came about, so that nothing was asked.
    private static func isUnreached(_ error: any Error) -> Bool {
        switch error {
        case is NIOConnectionError: true
        case let error as HTTPClientError:
            error == .connectTimeout || error == .getConnectionFromPoolTimeout
        case let error as IOError: error.errnoCode == ECONNREFUSED
        default: false
        }
    }

    private func request(_ messages: [PromptMessage], _ mostTokens: Int) throws
        -> HTTPClientRequest
    {
        var request = HTTPClientRequest(url: settings.url)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        if let key = settings.apiKey {
            request.headers.add(name: "authorization", value: "Bearer \(key.value)")
        }
        let body = Body(
            model: settings.model, messages: messages, max_tokens: mostTokens,
            stream: settings.streams, stream_options: settings.streams ? .init() : nil)
        request.body = .bytes(try JSONEncoder().encode(body))
        return request
    }

    private func check(_ status: HTTPResponseStatus) throws(Failure) {
        switch status.code {
        case 200: return
        case 300..<400:
            throw failure(.refused, "sends elsewhere (\(status.code)); name the place itself")
        case 401, 403: throw failure(.refused, "answers \(status.code); check 'api_key'")
        case 429: throw failure(.busy, "answers 429: too many requests, or its quota is spent")
        case 400..<500:
            throw failure(.refused, "answers \(status.code); check 'server' and 'model'")
        default: throw failure(.busy, "answers \(status.code)")
        }
    }

    private func whole(_ response: HTTPClientResponse) async throws -> ChatAnswer {
        let body = try await response.body.collect(upTo: Limits.modelBytes)
        var answer = ChatAnswer()
        guard answer.take(Array(body.readableBytesView)) else {
            throw failure(.garbage, "answers with something else than a reply")
        }
        // A whole answer need not say that it ended.
        answer.finish = answer.finish ?? "stop"
        return answer
    }

    /// Pieces that cannot be read are passed over; a stream that ends before it says so is none.
    private func stream(_ response: HTTPClientResponse) async throws -> ChatAnswer {
        var answer = ChatAnswer()
        var events = ServerEvents()
        var size = 0
        for try await buffer in response.body {
            size += buffer.readableBytes
            guard size <= Limits.modelBytes else {
                throw NIOTooManyBytesError(maxBytes: Limits.modelBytes)
            }
            for event in events.take(buffer.readableBytesView) {
                if event.elementsEqual("[DONE]".utf8) {
                    answer.finish = answer.finish ?? "stop"
                    return answer
                }
                _ = answer.take(event)
            }
        }
        if let last = events.end(), !last.elementsEqual("[DONE]".utf8) { _ = answer.take(last) }
        return answer
    }

    private func failure(_ kind: Failure.Kind, _ what: String) -> Failure {
        Failure(kind: kind, description: "the language model at \(settings.server) \(what)")
    }
}
