package import BatonCore
package import Logging
import NIOCore
import NIOPosix
import Synchronization

/// What does the work that people ask for.
package protocol DeskHandler: Sendable {
    /// Answers a request that the session's person may make.
    func reply(to request: DeskRequest, from session: DeskSession) async -> DeskReply
    /// A person has connected.
    func sessionOpened(_ session: DeskSession) async
    /// A person has gone.
    func sessionClosed(_ session: DeskSession) async
    /// A request was answered, and the answer is on its way to who asked.
    func replied(to request: DeskRequest) async
}

extension DeskHandler {
    /// Does nothing.
    package func replied(to request: DeskRequest) async {}
}

/// One connection of one person.
package struct DeskSession: Sendable, Hashable {
    /// Who.
    package var person: Person
    /// The connection.
    package var id: String

    /// Makes a session.
    package init(person: Person, id: String) {
        self.person = person
        self.id = id
    }
}

/// The worker's side of the Desk: who connects is read from the socket, and every right is checked
/// here, before the handler.
package final class DeskServer: Sendable {
    private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    private let dataFolder: String
    private let group: String?
    private let people: [Person]
    private let owner: UInt32
    private let handler: any DeskHandler
    private let logger: Logger
    private let listeners = Mutex<[String: AsyncStream<DeskEvent>.Continuation]>([:])
    private let opened = Atomic<Int>(0)
    /// Connections that were accepted and that nobody has taken up: they end with the server.
    private let accepted = Mutex<[ObjectIdentifier: any Channel]>([:])

    /// Events that a client may be behind before it loses the oldest; it reads the store again anyway.
    private static let eventBuffer = 1024
    /// Requests of one client that are worked on at once.
    private static let requestsAtOnce = 16

    /// Makes a server.
    /// - Parameters:
    ///   - dataFolder: the data folder, absolute.
    ///   - group: the Unix group that may connect.
    ///   - people: who works with Baton.
    ///   - owner: the data folder's user.
    ///   - handler: does the work.
    package init(
        dataFolder: String, group: String?, people: [Person], owner: UInt32,
        handler: any DeskHandler, logger: Logger
    ) {
        self.dataFolder = dataFolder
        self.group = group
        self.people = people
        self.owner = owner
        self.handler = handler
        self.logger = logger
    }

    /// Serves until the task is cancelled.
    /// - Throws: where the socket cannot be bound.
    package func run() async throws {
        let path = try DeskLocation.prepare(dataFolder: dataFolder, group: group)
        // A connection is wrapped only by who serves it: a wrapper that is dropped unserved, since
        // the server was stopped just then, would end the process.
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(.autoRead, value: false)
            .bind(unixDomainSocketPath: path) { channel in
                self.accepted.withLock { $0[ObjectIdentifier(channel)] = channel }
                return channel.eventLoop.makeSucceededFuture(channel)
            }
        defer {
            for channel in accepted.withLock({ Array($0.values) }) { channel.close(promise: nil) }
        }
        try DeskLocation.protect(socket: path, group: group)
        try await withThrowingDiscardingTaskGroup { tasks in
            try await server.executeThenClose { channels in
                for try await channel in channels {
                    tasks.addTask { await self.serve(channel) }
                }
            }
            tasks.cancelAll()
        }
    }

    /// Tells every client.
    package func post(_ event: DeskEvent) async {
        let listeners = listeners.withLock { Array($0.values) }
        for listener in listeners { listener.yield(event) }
    }

    private func serve(_ channel: any Channel) async {
        accepted.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(channel)) }
        do {
            let peer = await PeerIdentity.of(channel)
            let connection = try await channel.eventLoop.submit {
                try channel.pipeline.syncOperations.addHandler(
                    ByteToMessageHandler(FrameDecoder()))
                return try Connection(wrappingChannelSynchronously: channel)
            }.get()
            try await connection.executeThenClose { inbound, outbound in
                try await channel.setOption(.autoRead, value: true).get()
                var frames = inbound.makeAsyncIterator()
                guard let first = try await frames.next(),
                    let session = try await welcome(first, peer, outbound)
                else { return }
                await handler.sessionOpened(session)
                let events = listen(session)
                do {
                    try await converse(session, events, &frames, outbound)
                } catch {
                    logger.debug("a Desk connection ended", metadata: ["session": "\(session.id)"])
                }
                listeners.withLock { _ = $0.removeValue(forKey: session.id) }
                await handler.sessionClosed(session)
            }
        } catch {
            logger.debug("a Desk connection was lost")
        }
    }

    private func listen(_ session: DeskSession) -> AsyncStream<DeskEvent> {
        let (events, continuation) = AsyncStream.makeStream(
            of: DeskEvent.self, bufferingPolicy: .bufferingNewest(Self.eventBuffer))
        listeners.withLock { $0[session.id] = continuation }
        return events
    }

    private func welcome(
        _ frame: ByteBuffer, _ peer: PeerIdentity?,
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) async throws -> DeskSession? {
        let hello = try? DeskWire.decode(ClientFrame.self, frame)
        func refuse(_ refusal: DeskRefusal) async throws -> DeskSession? {
            try await outbound.write(
                try DeskWire.encode(ServerFrame(id: hello?.id ?? 0, reply: .refused(refusal))))
            return nil
        }
        guard case .hello(let major, _) = hello?.request else {
            return try await refuse(DeskRefusal(.malformed, "the first request must be hello"))
        }
        guard major == DeskVersion.major else {
            return try await refuse(
                DeskRefusal(
                    .version,
                    "the worker speaks version \(DeskVersion.major) of the Desk, this "
                        + "program version \(major); update the older of the two",
                    chinese: "此程式與伺服器的版本不同（\(major)／\(DeskVersion.major)）；請更新較舊的一方"))
        }
        guard let peer, let person = peer.person(among: people, owner: owner) else {
            return try await refuse(
                DeskRefusal(
                    .notPermitted,
                    "the Unix user '\(peer?.userName ?? "unknown")' is not among "
                        + "'people' in baton.yaml; ask a supervisor to be added",
                    chinese: "baton.yaml 的 people 沒有你的帳號「\(peer?.userName ?? "?")」；請主管加入"))
        }
        let number = opened.wrappingAdd(1, ordering: .relaxed).newValue
        let session = DeskSession(person: person, id: "\(number)")
        try await outbound.write(
            try DeskWire.encode(
                ServerFrame(
                    id: hello?.id ?? 0,
                    reply: .welcome(
                        DeskWelcome(
                            person: person, major: DeskVersion.major, minor: DeskVersion.minor)))))
        return session
    }

    private func converse(
        _ session: DeskSession, _ events: AsyncStream<DeskEvent>,
        _ frames: inout NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            defer { tasks.cancelAll() }
            let teller = Task {
                for await event in events {
                    try await outbound.write(try DeskWire.encode(ServerFrame(event: event)))
                }
            }
            defer { teller.cancel() }
            var running = 0
            while let frame = try await frames.next() {
                guard let asked = try? DeskWire.decode(ClientFrame.self, frame) else {
                    let refusal = DeskRefusal(
                        .malformed,
                        "the worker does not know this request; it is older than this program: "
                            + "restart it with 'baton stop' and 'baton'",
                        chinese: "運行中的機械人較此程式舊，不明白這個要求；請以 baton stop 及 baton 重新啟動")
                    let id = (try? DeskWire.decode(FrameNumber.self, frame))?.id ?? 0
                    try await outbound.write(
                        try DeskWire.encode(ServerFrame(id: id, reply: .refused(refusal))))
                    continue
                }
                if running == Self.requestsAtOnce {
                    try await tasks.next()
                    running -= 1
                }
                running += 1
                tasks.addTask {
                    let reply = await self.permitted(asked.request, session)
                    try await outbound.write(
                        try DeskWire.encode(ServerFrame(id: asked.id, reply: reply)))
                    await self.handler.replied(to: asked.request)
                }
            }
        }
    }

    /// The answer to a request of a session, after its right was checked.
    func permitted(_ request: DeskRequest, _ session: DeskSession) async -> DeskReply {
        if let needed = DeskPermissions.needed(for: request), !session.person.role.may(needed) {
            return .refused(
                DeskRefusal(
                    .notPermitted,
                    "the role '\(session.person.role.rawValue)' may not do this "
                        + "(\(needed.rawValue)); ask a supervisor",
                    chinese: "你的角色不可這樣做；請找主管"))
        }
        return await handler.reply(to: request, from: session)
    }
}
