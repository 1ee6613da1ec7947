import BatonConsole
import BatonCore
import BatonDesk
import BatonUI
import Synchronization

/// A terminal at which keys are pressed as soon as the screen shows what they wait for.
final class ScriptedTerminal: Terminal {
    /// Keys, and what must be on the screen first.
    struct Step {
        var until: String
        var keys: [String]
    }

    let size = Size(columns: 80, rows: 24)
    private var steps: [Step]
    private(set) var shown: [String] = []
    private(set) var themes: [Theme] = []
    private(set) var suspensions = 0

    init(_ steps: [Step]) { self.steps = steps }

    func present(_ frame: Frame, theme: Theme) {
        shown.append(frame.dump())
        themes.append(theme)
    }

    func waitForEvents(timeoutMilliseconds: Int?) -> [TerminalEvent] {
        guard let step = steps.first, shown.last?.contains(step.until) == true else { return [] }
        steps.removeFirst()
        return step.keys.compactMap { Key(name: $0).map(TerminalEvent.key) }
    }

    var waker: any TerminalWaker { NoWaker() }

    func suspend(while body: () -> Void) {
        suspensions += 1
        body()
    }

    func ring() {}

    private struct NoWaker: TerminalWaker {
        func wake() {}
    }
}

/// A worker of one conversation that May holds; it remembers what it was asked.
final class SampleLink: DeskLink {
    private let asked = Mutex<[DeskRequest]>([])

    var requests: [DeskRequest] { asked.withLock { $0 } }

    func run(_ tell: @escaping @Sendable (ConsoleMessage) -> Void) async {
        tell(.linked(SampleDesk.may))
    }

    func send(_ request: DeskRequest) async throws -> DeskReply {
        asked.withLock { $0.append(request) }
        let row = SampleDesk.row(1, owner: .agent(SampleDesk.may.id))
        return switch request {
        case .queue: .queue(QueuePage(rows: [row], hasMore: false, total: 1))
        case .open: .opened(SampleDesk.view(row))
        case .status: .status(SampleDesk.status())
        default: .done
        }
    }
}
