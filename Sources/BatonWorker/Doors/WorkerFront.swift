import BatonDesk
import Hummingbird
import Synchronization

/// Who answers at the worker's doors: the set of services that runs, or the one that takes its place.
///
/// While connections are exchanged requests wait here; none is refused.
final class WorkerFront: Sendable {
    /// What one set of services answers by.
    struct Answering: Sendable {
        let http: any HTTPResponder<WorkerRequestContext>
        let desk: WorkerDesk
    }

    private struct State {
        var answering: Answering?
        var isClosed = true
        var isOver = false
        var waiting: [UInt64: CheckedContinuation<Answering?, Never>] = [:]
        var number: UInt64 = 0
    }

    private let state = Mutex(State())

    /// Has a set of services answer, those first that wait.
    func open(_ answering: Answering) {
        let waiting = state.withLock { state in
            state.answering = answering
            state.isClosed = false
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        for one in waiting { one.resume(returning: answering) }
    }

    /// Has requests wait for the next set.
    func close() { state.withLock { $0.isClosed = true } }

    /// Has nobody wait any more: there is no next set.
    func end() {
        let waiting = state.withLock { state in
            state.isOver = true
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        for one in waiting { one.resume(returning: nil) }
    }

    /// Who answered last, for those that end.
    var last: Answering? { state.withLock { $0.answering } }

    /// Who answers, as soon as somebody does; `nil` where nobody will, or the asker has gone.
    func current() async -> Answering? {
        let number = state.withLock { state in
            state.number += 1
            return state.number
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let (isReady, answering) = state.withLock { state -> (Bool, Answering?) in
                    if state.isOver || Task.isCancelled { return (true, nil) }
                    if !state.isClosed { return (true, state.answering) }
                    state.waiting[number] = continuation
                    return (false, nil)
                }
                if isReady { continuation.resume(returning: answering) }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: number) }?.resume(returning: nil)
        }
    }
}

/// Hands requests of the HTTP listener to who answers now.
struct StandingResponder: HTTPResponder {
    let front: WorkerFront

    func respond(to request: Request, context: WorkerRequestContext) async throws -> Response {
        guard let answering = await front.current() else {
            return Response(status: .serviceUnavailable)
        }
        return try await answering.http.respond(to: request, context: context)
    }
}

/// Hands requests of the Desk to who answers now.
struct StandingDesk: DeskHandler {
    let front: WorkerFront

    func reply(to request: DeskRequest, from session: DeskSession) async -> DeskReply {
        guard let answering = await front.current() else {
            return .refused(
                DeskRefusal(
                    .storage, "the worker ends; ask again once it is back",
                    chinese: "伺服器正在關閉，請稍後再試"))
        }
        return await answering.desk.reply(to: request, from: session)
    }

    func replied(to request: DeskRequest) async { await front.last?.desk.replied(to: request) }

    func sessionOpened(_ session: DeskSession) async {
        await front.current()?.desk.sessionOpened(session)
    }

    func sessionClosed(_ session: DeskSession) async {
        await front.last?.desk.sessionClosed(session)
    }
}
