package import BatonCore
package import BatonDesk
package import BatonUI
import Glibc
import Synchronization

/// What the console needs of the worker; the composition root gives the real one.
package protocol DeskLink: Sendable {
    /// Asks; throws with a sentence where the worker is away.
    func send(_ request: DeskRequest) async throws -> DeskReply
    /// Connects, tells what comes, and connects again, until the task is cancelled.
    func run(_ tell: @escaping @Sendable (ConsoleMessage) -> Void) async
}

/// What a console starts with and what it may call outside: files, the editor, the clock.
package struct ConsoleSurroundings {
    /// The present moment.
    package var clock: any WallClock
    /// Minutes ahead of UTC that times are shown in at a moment.
    package var utcOffsetMinutes: (Timestamp) -> Int
    /// The names of the themes there are.
    package var themeNames: [String]
    /// Reads a theme by name; throws with `file:line: message`.
    package var theme: (String) throws -> Theme
    /// Reads the person's file of keys; throws with `file:line: message`.
    package var keymap: () throws -> Keymap
    /// Opens an entry, or the text that was made of it before, in the person's editor.
    package var edit: (EntryRevision, String?) -> ConsoleMessage
    /// Opens a new entry of a knowledge base for a question.
    package var create: (String, String, Language) -> ConsoleMessage

    /// Opens a file beside the console; the message that says where that failed.
    package var openOutside: (String) -> String?
    /// Where files lie that the person has opened.
    package var folder = PrivateFolder.standard()
    /// What is said at the bottom when it begins.
    package var greeting: BilingualText?

    /// Makes surroundings.
    package init(
        clock: any WallClock, utcOffsetMinutes: @escaping (Timestamp) -> Int = { _ in 480 },
        themeNames: [String] = ShippedThemes.names,
        theme: @escaping (String) throws -> Theme = { try ShippedThemes.load($0) },
        keymap: @escaping () throws -> Keymap = { .shipped },
        edit: @escaping (EntryRevision, String?) -> ConsoleMessage,
        create: @escaping (String, String, Language) -> ConsoleMessage,
        openOutside: @escaping (String) -> String? = { _ in nil }
    ) {
        self.clock = clock
        self.utcOffsetMinutes = utcOffsetMinutes
        self.themeNames = themeNames
        self.theme = theme
        self.keymap = keymap
        self.edit = edit
        self.create = create
        self.openOutside = openOutside
    }
}

/// The console's loop: it alone touches the terminal, and it never awaits.
@MainActor
package final class ConsoleProgram {
    private let terminal: any Terminal
    private let link: any DeskLink
    private let surroundings: ConsoleSurroundings
    private let inbox = Inbox()
    private let effects = EffectRunner()
    private var model: Model
    private var theme: Theme

    /// Makes a console.
    ///
    /// A file of keys that is wrong is said on the screen, and the keys of the table stay: nobody is
    /// locked out by a slip.
    package init(
        terminal: any Terminal, link: any DeskLink, language: InterfaceLanguage, theme: Theme,
        surroundings: ConsoleSurroundings
    ) {
        self.terminal = terminal
        self.link = link
        self.surroundings = surroundings
        self.theme = theme
        let now = surroundings.clock.now()
        model = Model(size: terminal.size, language: language, theme: theme.name, now: now)
        if let greeting = surroundings.greeting { model.say(greeting) }
        model.themes = surroundings.themeNames
        model.utcOffsetMinutes = surroundings.utcOffsetMinutes(now)
        do {
            model.keymap = try surroundings.keymap()
        } catch {
            model.notice = .init(text: "\(error)", isError: true)
        }
    }

    /// How long what was typed last may take to reach the worker when the person leaves.
    private static let farewellMilliseconds = 1000

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
            turn(timeoutMilliseconds: Int(clamping: model.millisecondsToNextChange))
        }
        sayFarewell()
        linkTask.cancel()
        surroundings.folder.remove()
    }

    /// One turn: everything that has happened, then one drawing.
    private func turn(timeoutMilliseconds: Int) {
        let events =
            inbox.isEmpty
            ? terminal.waitForEvents(timeoutMilliseconds: timeoutMilliseconds)
            : terminal.waitForEvents(timeoutMilliseconds: 0)
        let now = surroundings.clock.now()
        var messages: [ConsoleMessage] = [
            .tick(now, utcOffsetMinutes: surroundings.utcOffsetMinutes(now))
        ]
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

    /// What was typed last is on its way: it is waited for, but not for ever.
    private func sayFarewell() {
        let end = surroundings.clock.now().adding(
            milliseconds: Int64(Self.farewellMilliseconds))
        while effects.isBusy || !inbox.isEmpty, model.person != nil {
            let left = end.milliseconds(since: surroundings.clock.now())
            guard left > 0 else { return }
            _ = terminal.waitForEvents(timeoutMilliseconds: Int(left))
            for message in inbox.drain() {
                guard case .reply(_, to: .saveDraft) = message else { continue }
                for effect in update(&model, message) { perform(effect) }
            }
        }
    }

    private func perform(_ effect: ConsoleEffect) {
        switch effect {
        case .ring: terminal.ring()
        case .openOutside(let path):
            if let why = surroundings.openOutside(path) {
                model.notice = .init(text: why, isError: true)
            }
        case .useTheme(let name): use(theme: name)
        case .readFiles: readFiles()
        case .suspend: terminal.suspend { _ = kill(0, SIGTSTP) }
        case .edit(let revision, let text):
            terminal.suspend { inbox.add(surroundings.edit(revision, text)) }
        case .create(let knowledge, let question, let language):
            terminal.suspend { inbox.add(surroundings.create(knowledge, question, language)) }
        case .offerFile(let path, let id):
            start { carrier, _ in await carrier.offer(path, in: id) }
        case .sendFile(let file):
            start { carrier, tell in
                await carrier.send(file) { tell(.fileCarried(file.reply.conversation, $0)) }
            }
        case .fetchFile(let message): start { carrier, _ in await carrier.fetch(message) }
        case .ask(let request):
            let inbox = inbox
            let waker = terminal.waker
            let link = link
            effects.start {
                do {
                    inbox.add(.reply(try await link.send(request), to: request))
                } catch {
                    inbox.add(.failed(BilingualText(saying: error), to: request))
                }
                waker.wake()
            }
        }
    }

    /// Starts what carries a file; what comes of it, and what it tells on its way, are messages.
    private func start(
        _ body:
            @escaping @Sendable (FileCarrier, @escaping @Sendable (ConsoleMessage) -> Void) async
            -> ConsoleMessage
    ) {
        let inbox = inbox
        let waker = terminal.waker
        let carrier = FileCarrier(link: link, folder: surroundings.folder)
        effects.start {
            let tell: @Sendable (ConsoleMessage) -> Void = { message in
                inbox.add(message)
                waker.wake()
            }
            tell(await body(carrier, tell))
        }
    }

    private func use(theme name: String) {
        do {
            theme = try surroundings.theme(name)
            model.theme = name
        } catch {
            inbox.add(.notice("\(error)", isError: true))
        }
    }

    /// A file that is wrong changes nothing: the old colours and keys stay.
    private func readFiles() {
        var fault: String?
        var keymap: Keymap?
        do {
            theme = try surroundings.theme(model.theme)
        } catch {
            fault = "\(error)"
        }
        do {
            keymap = try surroundings.keymap()
        } catch {
            fault = fault ?? "\(error)"
        }
        inbox.add(.configured(keymap: keymap, fault: fault))
    }
}
