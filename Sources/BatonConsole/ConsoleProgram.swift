package import BatonCore
package import BatonDesk
package import BatonUI
import Synchronization

/// What the console needs of the worker; the composition root gives the real one.
package protocol DeskLink: Sendable {
    /// Asks; throws with a sentence where the worker is away.
    func send(_ request: DeskRequest) async throws -> DeskReply
    /// Connects, tells what comes, and connects again, until the task is cancelled.
    func run(_ tell: @escaping @Sendable (ConsoleMessage) -> Void) async
}

/// The console's loop: it alone touches the terminal, and it never awaits.
@MainActor
package final class ConsoleProgram {
    private let terminal: any Terminal
    private let link: any DeskLink
    private let clock: any WallClock
    private let themes: (String) -> Theme?
    private let edit: (EntryRevision) -> ConsoleMessage?
    private let inbox = Inbox()
    private var model: Model
    private var theme: Theme

    /// Makes a console.
    /// - Parameters:
    ///   - themes: reads a theme by name; `nil` where it is wrong, the old one then stays.
    ///   - edit: opens an entry in the person's editor while the terminal is suspended.
    package init(
        terminal: any Terminal, link: any DeskLink, clock: any WallClock,
        language: InterfaceLanguage, theme: Theme, themes: @escaping (String) -> Theme?,
        edit: @escaping (EntryRevision) -> ConsoleMessage?
    ) {
        self.terminal = terminal
        self.link = link
        self.clock = clock
        self.themes = themes
        self.edit = edit
        self.theme = theme
        model = Model(
            size: terminal.size, language: language, theme: theme.name, now: clock.now())
    }

    /// The longest wait before the times on the screen are drawn again.
    private static let tickMilliseconds = 1000

    /// Runs until the person leaves or the terminal goes away.
    package func run() {
        terminal.present(view(model), theme: theme)
        let inbox = inbox
        let waker = terminal.waker
        let link = link
        let linkTask = Task { @concurrent in
            await link.run { message in
                inbox.add(message)
                waker.wake()
            }
        }
        while !model.isDone {
            let events = terminal.waitForEvents(timeoutMilliseconds: Self.tickMilliseconds)
            var messages: [ConsoleMessage] = [.tick(clock.now())]
            for event in events {
                switch event {
                case .key(let key): messages.append(.key(key))
                case .resized(let size): messages.append(.resized(size))
                case .terminate: messages.append(.terminate)
                case .woken: break
                }
            }
            messages += inbox.drain()
            for message in messages {
                for effect in update(&model, message) { perform(effect) }
            }
            terminal.present(view(model), theme: theme)
        }
        linkTask.cancel()
    }

    private func perform(_ effect: ConsoleEffect) {
        switch effect {
        case .ring: terminal.ring()
        case .saveTheme(let name): if let loaded = themes(name) { theme = loaded }
        case .edit(let revision):
            var message: ConsoleMessage?
            terminal.suspend { message = self.edit(revision) }
            if let message { inbox.add(message) }
        case .ask(let request):
            let inbox = inbox
            let waker = terminal.waker
            let link = link
            EffectRunner.start {
                do {
                    inbox.add(.reply(try await link.send(request), to: request))
                } catch {
                    inbox.add(.failed("\(error)", to: request))
                }
                waker.wake()
            }
        }
    }
}

/// The one place that starts tasks from the loop: a plain `Task` would inherit the main actor, which
/// the loop blocks, and never run.
enum EffectRunner {
    static func start(_ body: @escaping @Sendable () async -> Void) {
        Task { @concurrent in await body() }
    }
}

/// Messages from tasks to the loop.
final class Inbox: Sendable {
    private let messages = Mutex<[ConsoleMessage]>([])

    func add(_ message: ConsoleMessage) { messages.withLock { $0.append(message) } }

    /// The most messages taken before the screen is drawn.
    private static let atOnce = 256

    func drain() -> [ConsoleMessage] {
        messages.withLock { messages in
            let taken = Array(messages.prefix(Self.atOnce))
            messages.removeFirst(taken.count)
            return taken
        }
    }
}
