package import AsyncHTTPClient
import BatonAnswers
package import BatonConfiguration
package import BatonCore
import BatonKnowledge

/// A server that makes vectors, as OpenAI's `/v1/embeddings` does: asked with a deadline, in
/// batches, again where that may help, and left alone for a while where it keeps failing.
package actor EmbeddingServer {
    /// Why no vectors came.
    package struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
        /// What happened and what to do; no text that was asked about, and no key.
        package var description: String
    }

    /// How long it is waited for.
    package struct Patience: Sendable, Hashable {
        /// For a customer's words, and for an editor.
        package var prompt: Duration
        /// For a batch that nobody waits for.
        package var batch: Duration
        /// Pauses before a batch that failed is tried again.
        package var retries: [Duration]

        /// Makes it; what is left out is as shipped.
        package init(
            prompt: Duration = Limits.queryVectorPatience,
            batch: Duration = Limits.embeddingPatience,
            retries: [Duration] = Limits.embeddingRetries
        ) {
            self.prompt = prompt
            self.batch = batch
            self.retries = retries
        }
    }

    /// Told how each request ended, and after how many nanoseconds.
    package typealias Report = @Sendable (_ isAnswered: Bool, _ nanoseconds: Int64) -> Void

    /// What its vectors are kept under: they change with the server, the model and the prefixes.
    package nonisolated let model: String
    /// How many numbers its vectors have; `nil` until it has answered once.
    package private(set) var dimensions: Int?
    /// Why it does not answer; `nil` while it does.
    package private(set) var fault: String?

    private nonisolated let settings: Configuration.Embeddings
    private let exchange: EmbeddingExchange
    private let clock: any WallClock
    private let sleeper: any Clock<Duration>
    private let patience: Patience
    private let report: Report
    private var breaker = CircuitBreaker<String>()

    /// Makes a client of a server.
    /// - Parameters:
    ///   - clock: by which a server that fails is left alone.
    ///   - sleeper: by which deadlines and pauses are kept.
    ///   - report: told how each request ended.
    package init(
        _ settings: Configuration.Embeddings, client: HTTPClient = .shared,
        clock: any WallClock = SystemWallClock(),
        sleeper: any Clock<Duration> = ContinuousClock(), patience: Patience = Patience(),
        report: @escaping Report = { _, _ in }
    ) {
        self.settings = settings
        self.clock = clock
        self.sleeper = sleeper
        self.patience = patience
        self.report = report
        exchange = EmbeddingExchange(settings: settings, client: client, sleeper: sleeper)
        let way = [
            settings.url, settings.model ?? "", settings.passagePrefix, settings.queryPrefix,
            settings.passageType ?? "", settings.queryType ?? "",
        ].joined(separator: "\n")
        model = "\(settings.model ?? "server")@\(TextKey.key(of: way).prefix(12))"
    }

    /// Whether what it reads stays on this machine.
    package nonisolated var isLocal: Bool { settings.isLocal }

    /// The vector of a customer's words; `nil` where it does not come in time.
    ///
    /// A server elsewhere is not shown personal data.
    /// - Parameter hidden: words that it is not shown either.
    package func query(_ text: String, hiding hidden: [String] = []) async -> [Float]? {
        let shown = isLocal ? text : PersonalMask.masked(text, hiding: hidden)
        return try? await ask(
            [settings.queryPrefix + shown], settings.queryType, within: patience.prompt
        ).first
    }

    /// The vectors of customers' words, however many; for questions that nobody waits for.
    package func queries(_ texts: [String]) async throws(Failure) -> [[Float]] {
        try await batched(texts.map { settings.queryPrefix + $0 }, settings.queryType)
    }

    /// The vectors of entries' texts.
    package func passages(_ texts: [String]) async throws(Failure) -> [[Float]] {
        try await batched(texts.map { settings.passagePrefix + $0 }, settings.passageType)
    }

    /// The vectors of a few texts of an entry, in time for an editor who waits; `nil` otherwise.
    package func promptPassages(_ texts: [String]) async -> [[Float]]? {
        try? await ask(
            texts.map { settings.passagePrefix + $0 }, settings.passageType,
            within: patience.prompt)
    }

    private func batched(_ texts: [String], _ type: String?) async throws(Failure) -> [[Float]] {
        var vectors: [[Float]] = []
        for start in stride(from: 0, to: texts.count, by: Limits.embeddingBatch) {
            let batch = Array(texts[start..<min(start + Limits.embeddingBatch, texts.count)])
            vectors += try await persistently(batch, type)
        }
        return vectors
    }

    /// Asks again after pauses: a server that has just been started, or is busy, may yet answer.
    private func persistently(_ texts: [String], _ type: String?) async throws(Failure)
        -> [[Float]]
    {
        for pause in patience.retries {
            do throws(Failure) {
                return try await ask(texts, type, within: patience.batch)
            } catch {
                guard !Task.isCancelled, breaker.reason(at: clock.now()) == nil else {
                    throw error
                }
                try? await sleeper.sleep(for: pause)
            }
        }
        return try await ask(texts, type, within: patience.batch)
    }

    private func ask(_ texts: [String], _ type: String?, within limit: Duration)
        async throws(Failure) -> [[Float]]
    {
        guard !texts.isEmpty else { return [] }
        let now = clock.now()
        if let why = breaker.reason(at: now) { throw Failure(description: why) }
        breaker.attempt(at: now)
        let start = ContinuousClock.now
        do throws(Failure) {
            let vectors = try await exchange.vectors(of: texts, type: type, within: limit)
            let length = vectors.first?.count ?? 0
            if let dimensions, dimensions != length {
                throw Failure(
                    description: "the embedding server gives \(length) numbers where it gave "
                        + "\(dimensions): its model changed; restart the worker, or mend 'model'")
            }
            dimensions = length
            fault = nil
            breaker.succeeded()
            report(true, (ContinuousClock.now - start).nanoseconds)
            return vectors
        } catch {
            fault = error.description
            breaker.failed(at: clock.now(), why: error.description)
            report(false, (ContinuousClock.now - start).nanoseconds)
            throw error
        }
    }
}
