import BatonChannels
package import BatonConfiguration
import BatonCore
import BatonStore
import BatonText
import Foundation
import Synchronization

/// The policy in force: asked at every message and every send, and exchanged while the worker runs.
package final class PolicyKeeper: Sendable {
    private let book: Mutex<PolicyBook>
    private let forms = Mutex<[[String]: Set<String>]>([:])
    private let configuration: Configuration
    private let channels: [String: String]

    /// Reads what ships and the business's own files.
    /// - Throws: ``ConfigurationError`` with everything that is wrong in them.
    package convenience init(_ configuration: Configuration) throws(ConfigurationError) {
        self.init(configuration, book: try PolicyFiles.load(configuration.policies))
    }

    init(_ configuration: Configuration, book: PolicyBook) {
        self.book = Mutex(book)
        self.configuration = configuration
        channels = Dictionary(
            configuration.connections.map { ($0.id, $0.channel) }
        ) { first, _ in first }
    }

    /// Every rule in force.
    var current: PolicyBook { book.withLock { $0 } }

    /// The channel of a connection; `nil` where it is not configured.
    func channel(of connection: String) -> String? { channels[connection] }

    /// What holds for a customer of an inbox.
    func policy(of inbox: InboxID, country: PolicyCountry, at now: Timestamp) -> EffectivePolicy {
        current.policy(
            for: PolicyCase(
                provider: channels[inbox.connection] ?? inbox.connection, inbox: inbox,
                country: country, at: now))
    }

    /// What holds for a contact in a conversation.
    func policy(of conversation: Conversation, with contact: Contact, at now: Timestamp)
        -> EffectivePolicy
    {
        policy(
            of: conversation.inbox,
            country: PolicyCountry(
                phone: contact.address(.phone), userID: contact.address(.bsuid)), at: now)
    }

    /// What holds of the window alone for a conversation's customer: cheap, for rows of a list.
    func window(of conversation: Conversation, at now: Timestamp) -> EffectivePolicy {
        let inbox = conversation.inbox
        return current.policy(
            for: PolicyCase(
                provider: channels[inbox.connection] ?? inbox.connection, inbox: inbox,
                country: PolicyCountry(
                    phone: conversation.contactPhone, userID: conversation.contactUserID),
                at: now),
            only: ["window.service", "window.outside"])
    }

    /// The month that money is counted by, `yyyy-mm`, by the business's clock.
    func month(of now: Timestamp) -> String {
        String(
            CalendarDay.text(of: now, offsetMinutes: configuration.hours.utcOffsetMinutes)
                .prefix(7))
    }

    /// The words by which an event's sender stops and starts the bot, added to its routing.
    func routing(_ routing: Routing, for row: InboxRow, at now: Timestamp) -> Routing {
        guard row.event.kind == .message || row.event.accountEvent?.event == "user_call" else {
            return routing
        }
        let policy = policy(
            of: InboxID(connection: row.connection, account: row.event.account ?? ""),
            country: PolicyCountry(row.event.contact ?? ContactAddress()), at: now)
        var routing = routing
        routing.stopWords = plain(policy.stopWords)
        routing.startWords = plain(policy.startWords)
        routing.callsOpenWindow = policy.callsOpenWindow
        return routing
    }

    /// Words in plain form, each list made once.
    private func plain(_ words: [String]) -> Set<String> {
        forms.withLock { forms in
            if let known = forms[words] { return known }
            let made = Set(words.map(PlainWords.form))
            forms[words] = made
            return made
        }
    }

    /// Says in the log which policy a worker starts with, where it is another than the last.
    func recordLoaded(in store: any Store, at now: Timestamp) async throws(StoreError) {
        let last = try await store.lastPolicy()
        guard last?.digest != current.digest else { return }
        try await store.keep(
            version(of: current, files: configuration.policies, at: now), word: "loaded",
            by: .system)
    }

    /// Reads the files again: they are in force for the next message, and the log says so.
    /// - Throws: ``ConfigurationError`` with what is wrong, and the old ones stay in force; or
    ///   ``StoreError``.
    /// - Returns: whether anything differs.
    func reload(into store: any Store, by actor: Actor, at now: Timestamp) async throws -> Bool {
        var files = configuration.policies
        // baton.yaml may name other files by now.
        if FileManager.default.fileExists(atPath: configuration.file) {
            files =
                try ConfigurationFile.load(
                    configuration.file, environment: ProcessInfo.processInfo.environment,
                    needsSecrets: false
                ).policies
        }
        let read = try PolicyFiles.load(files)
        guard read.digest != current.digest else { return false }
        try await store.keep(
            version(of: read, files: files, at: now), word: "reloaded", by: actor)
        book.withLock { $0 = read }
        forms.withLock { $0 = [:] }
        return true
    }

    private func version(of book: PolicyBook, files: [String], at now: Timestamp)
        -> PolicyVersion
    {
        var texts: [String: String] = [:]
        for file in files {
            texts[file] = FileManager.default.contents(atPath: file)
                .map { String(decoding: $0, as: UTF8.self) }
        }
        let body = (try? JSONEncoder().encode(texts)).map { String(decoding: $0, as: UTF8.self) }
        return PolicyVersion(digest: book.digest, at: now, body: body ?? "{}")
    }
}
