package import BatonCore
import NIOCore
import NIOPosix
import Synchronization

/// Why the worker cannot be reached.
package struct DeskUnreachable: Error, Sendable, Hashable, CustomStringConvertible {
    /// What happened, and what to do.
    package var words: BilingualText

    package var description: String { words.english }

    /// Makes an error.
    package init(_ english: String, _ chinese: String) {
        words = BilingualText(english, chinese)
    }

    /// The connection was there, and ended.
    package static let gone = DeskUnreachable("the worker has gone", "機械人已停止或斷線")
}

extension BilingualText {
    /// What an error of the Desk says, in both languages where it has them.
    package init(saying error: any Error) {
        switch error {
        case let error as DeskUnreachable: self = error.words
        case let refusal as DeskRefusal:
            self.init(refusal.description, refusal.chinese ?? refusal.description)
        default: self.init("\(error)", "\(error)")
        }
    }
}

/// A person's side of the Desk: one connection to the worker.
package final class DeskClient: Sendable {
    private struct State {
        var waiting: [UInt64: CheckedContinuation<DeskReply, any Error>] = [:]
        var next: UInt64 = 1
        var isClosed = false
    }

    /// Who the worker takes this client for.
    package let welcome: DeskWelcome
    /// What the worker tells; ends when the connection does.
    package let events: AsyncStream<DeskEvent>

    private let channel: any Channel
    private let state: StateBox

    /// Connects to the worker of a data folder and says hello.
    /// - Throws: ``DeskUnreachable`` where no worker listens; ``DeskRefusal`` where it refuses.
    package static func connect(dataFolder: String) async throws -> DeskClient {
        let path = DeskLocation.find(dataFolder: dataFolder)
        let state = StateBox()
        let (events, continuation) = AsyncStream.makeStream(of: DeskEvent.self)
        let channel: any Channel
        do {
            channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandlers([
                            ByteToMessageHandler(FrameDecoder()),
                            ReplyHandler(state: state, events: continuation),
                        ])
                    }
                }
                .connect(unixDomainSocketPath: path).get()
        } catch {
            throw DeskUnreachable(
                "no worker listens at \(path); start one with 'baton' or 'baton worker'",
                "沒有機械人在 \(path) 運行；請以 baton 或 baton worker 啟動")
        }
        let reply = try await ask(
            .hello(major: DeskVersion.major, minor: DeskVersion.minor), channel, state)
        switch reply {
        case .welcome(let welcome):
            return DeskClient(welcome: welcome, events: events, channel: channel, state: state)
        case .refused(let refusal):
            try? await channel.close()
            throw refusal
        default:
            try? await channel.close()
            throw DeskUnreachable(
                "what listens at \(path) is no worker of Baton", "在 \(path) 運行的不是 Baton")
        }
    }

    private init(
        welcome: DeskWelcome, events: AsyncStream<DeskEvent>, channel: any Channel, state: StateBox
    ) {
        self.welcome = welcome
        self.events = events
        self.channel = channel
        self.state = state
    }

    /// Asks the worker.
    /// - Throws: ``DeskUnreachable`` where the connection is lost before the answer.
    package func send(_ request: DeskRequest) async throws -> DeskReply {
        try await Self.ask(request, channel, state)
    }

    /// Ends the connection.
    package func close() async {
        try? await channel.close()
    }

    private static func ask(_ request: DeskRequest, _ channel: any Channel, _ state: StateBox)
        async throws -> DeskReply
    {
        try await withCheckedThrowingContinuation { continuation in
            let id: UInt64? = state.lock.withLock { state in
                guard !state.isClosed else { return nil }
                let id = state.next
                state.next += 1
                state.waiting[id] = continuation
                return id
            }
            guard let id else {
                return continuation.resume(throwing: DeskUnreachable.gone)
            }
            do {
                let buffer = try DeskWire.encode(ClientFrame(id: id, request: request))
                channel.writeAndFlush(buffer, promise: nil)
            } catch {
                state.lock.withLock { _ = $0.waiting.removeValue(forKey: id) }
                continuation.resume(throwing: error)
            }
        }
    }

    /// The replies that are waited for, shared with the channel's handler.
    private final class StateBox: Sendable {
        let lock = Mutex(State())
    }

    private final class ReplyHandler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let state: StateBox
        private let events: AsyncStream<DeskEvent>.Continuation

        init(state: StateBox, events: AsyncStream<DeskEvent>.Continuation) {
            self.state = state
            self.events = events
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard let frame = try? DeskWire.decode(ServerFrame.self, unwrapInboundIn(data)) else {
                return
            }
            if let event = frame.event { events.yield(event) }
            if let id = frame.id, let reply = frame.reply {
                state.lock.withLock { $0.waiting.removeValue(forKey: id) }?
                    .resume(returning: reply)
            }
        }

        func channelInactive(context: ChannelHandlerContext) {
            let waiting = state.lock.withLock { state in
                state.isClosed = true
                let waiting = Array(state.waiting.values)
                state.waiting = [:]
                return waiting
            }
            for continuation in waiting {
                continuation.resume(throwing: DeskUnreachable.gone)
            }
            events.finish()
            context.fireChannelInactive()
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }
}
