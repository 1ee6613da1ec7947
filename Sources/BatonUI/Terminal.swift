/// A terminal that frames are shown on and keys come from.
///
/// It is confined to one thread; the console's loop owns it.
package protocol Terminal: AnyObject {
    /// Its size now.
    var size: Size { get }
    /// Shows a frame, drawing only what differs from the one before.
    func present(_ frame: Frame, theme: Theme)
    /// Blocks until something happens or the time is over; at most 256 events.
    /// - Parameter timeoutMilliseconds: how long to wait; `nil` for as long as it takes.
    func waitForEvents(timeoutMilliseconds: Int?) -> [TerminalEvent]
    /// Wakes ``waitForEvents(timeoutMilliseconds:)`` from any task.
    var waker: any TerminalWaker { get }
    /// Leaves the screen to another program, such as an editor, while `body` runs.
    func suspend(while body: () -> Void)
    /// Rings the bell.
    func ring()
}

/// Wakes a terminal's loop from any task.
package protocol TerminalWaker: Sendable {
    /// Makes the loop look for what it was told.
    func wake()
}

/// What a terminal's loop hears.
package enum TerminalEvent: Sendable, Hashable {
    /// A key was pressed.
    case key(Key)
    /// The window has a new size.
    case resized(Size)
    /// Somebody called ``TerminalWaker/wake()``.
    case woken
    /// The program is asked to end: SIGTERM, SIGHUP or SIGINT.
    case terminate
}

/// A terminal without a screen: it remembers what it was shown and plays the keys it was given.
package final class FakeTerminal: Terminal {
    /// Its size; set it and add ``TerminalEvent/resized(_:)`` to ``events``.
    package var size: Size
    /// Frames shown, in order.
    package private(set) var frames: [Frame] = []
    /// What ``waitForEvents(timeoutMilliseconds:)`` will return, one batch a call.
    package var events: [[TerminalEvent]] = []
    /// How often it rang.
    package private(set) var bells = 0

    /// Makes a terminal of a size.
    package init(size: Size) { self.size = size }

    /// Remembers a frame.
    package func present(_ frame: Frame, theme: Theme) { frames.append(frame) }

    /// The next batch of events; a request to end where there are no more.
    package func waitForEvents(timeoutMilliseconds: Int?) -> [TerminalEvent] {
        events.isEmpty ? [.terminate] : events.removeFirst()
    }

    /// Wakes nobody.
    package var waker: any TerminalWaker { SilentWaker() }

    /// Runs `body`.
    package func suspend(while body: () -> Void) { body() }

    /// Counts the bell.
    package func ring() { bells += 1 }

    private struct SilentWaker: TerminalWaker {
        func wake() {}
    }
}
