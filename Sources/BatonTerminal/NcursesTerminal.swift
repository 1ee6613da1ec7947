package import BatonUI
import CNcurses
import Glibc

/// The real terminal, through ncurses.
///
/// It lives on the thread that made it.
package final class NcursesTerminal: Terminal {
    private let screen: OpaquePointer
    private let wakePipe: Pipe
    private let signalPipe: Pipe
    private var colours: ColourPairs
    private var shown: Frame?
    private var shownTheme: Theme?
    /// How styles look under the theme that is shown: found once, since contrast is slow to find.
    private var looks: [Style: Look] = [:]
    private var isOpen = true
    private var decoder = KeyDecoder()

    /// Its size now.
    package private(set) var size: Size

    /// Wakes the loop from any task.
    package let waker: any TerminalWaker

    /// Says before anything is begun whether there is a terminal to take over.
    /// - Throws: ``TerminalError`` where standard input or output is none.
    package nonisolated static func requireTerminal() throws(TerminalError) {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
            throw TerminalError("the console needs a terminal; input or output is redirected")
        }
    }

    /// Takes the terminal over: alternate screen, keys unechoed, pasting bracketed.
    ///
    /// A locale that is not UTF-8 is replaced by C.UTF-8.
    /// - Parameter colour: whether to use colours at all.
    /// - Throws: ``TerminalError`` where standard input or output is no terminal, or it is unknown.
    package init(colour: Bool = true) throws(TerminalError) {
        try Self.requireTerminal()
        if baton_set_locale("") == 0 || baton_locale_is_utf8() == 0 {
            _ = baton_set_locale("C.UTF-8")
        }
        wakePipe = try Pipe()
        signalPipe = try Pipe()
        baton_save_terminal()
        if getenv("ESCDELAY") == nil { set_escdelay(Self.escapeDelayMilliseconds) }
        guard let screen = baton_newterm() else {
            let name = getenv("TERM").map { String(cString: $0) } ?? ""
            throw TerminalError("unknown terminal type '\(name)'; set TERM, such as xterm-256color")
        }
        self.screen = screen
        baton_mark_terminal(1)
        baton_install_signals(signalPipe.writeEnd)
        raw()
        noecho()
        nonl()
        keypad(baton_stdscr(), true)
        meta(baton_stdscr(), true)
        nodelay(baton_stdscr(), true)
        colours = ColourPairs(isColoured: colour && has_colors())
        size = Size(columns: Int(baton_cols()), rows: Int(baton_lines()))
        waker = PipeWaker(writeEnd: wakePipe.writeEnd)
        Self.write("\u{1B}[?2004h")
    }

    /// How long to wait for the rest of an escape sequence; ncurses' own second is far too long.
    private static let escapeDelayMilliseconds: Int32 = 25

    /// Gives the terminal back; safe to call more than once.
    package func close() {
        guard isOpen else { return }
        isOpen = false
        Self.write("\u{1B}[?2004l")
        endwin()
        delscreen(screen)
        baton_mark_terminal(0)
    }

    /// Shows a frame, drawing only what differs from the one before.
    package func present(_ frame: Frame, theme: Theme) {
        let earlier = shownTheme == theme ? shown : nil
        if shownTheme != theme { looks = [:] }
        let window = baton_stdscr()
        let changes = frame.changes(from: earlier)
        for change in changes { draw(frame, change.row, change.columns, theme, window) }
        if let cursor = frame.cursor {
            wmove(window, Int32(cursor.row), Int32(cursor.column))
            curs_set(1)
        } else {
            curs_set(0)
        }
        if !changes.isEmpty || frame.cursor != shown?.cursor { wrefresh(window) }
        shown = frame
        shownTheme = theme
    }

    private func draw(
        _ frame: Frame, _ row: Int, _ columns: Range<Int>, _ theme: Theme,
        _ window: UnsafeMutablePointer<WINDOW>?
    ) {
        // A run that begins on the hidden half of a wide character is drawn from its lead cell.
        var column = columns.lowerBound
        while column > 0, frame[column, row].width == 0 { column -= 1 }
        while column < columns.upperBound {
            let cell = frame[column, row]
            guard cell.width > 0 else {
                column += 1
                continue
            }
            let look = look(of: cell.style, theme)
            let pair = colours.pair(text: look.text, ground: look.ground)
            var text = cell.character.unicodeScalars.prefix(4).map { wchar_t($0.value) }
            text.append(0)
            baton_put(
                window, Int32(row), Int32(column), text, pair, look.isBold ? 1 : 0,
                look.isDim ? 1 : 0, look.underlines(cell.character) ? 1 : 0, look.isReversed ? 1 : 0
            )
            column += Int(cell.width)
        }
    }

    private func look(of style: Style, _ theme: Theme) -> Look {
        if let known = looks[style] { return known }
        let look = theme.look(of: style)
        looks[style] = look
        return look
    }

    /// Blocks until something happens or the time is over; at most 256 events.
    package func waitForEvents(timeoutMilliseconds: Int?) -> [TerminalEvent] {
        var events = keys()
        var timeout = Int32(clamping: timeoutMilliseconds ?? -1)
        if !events.isEmpty { timeout = 0 }
        var descriptors = [
            pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
            pollfd(fd: wakePipe.readEnd, events: Int16(POLLIN), revents: 0),
            pollfd(fd: signalPipe.readEnd, events: Int16(POLLIN), revents: 0),
        ]
        _ = poll(&descriptors, nfds_t(descriptors.count), timeout)
        if descriptors[1].revents != 0 {
            wakePipe.drain()
            events.append(.woken)
        }
        for number in signalPipe.drain() { events += heard(signal: Int32(number)) }
        if descriptors[0].revents & Int16(POLLHUP | POLLERR) != 0 { events.append(.terminate) }
        events += keys()
        return events
    }

    private func heard(signal number: Int32) -> [TerminalEvent] {
        guard number == SIGWINCH else { return [.terminate] }
        var window = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0 else { return [] }
        resizeterm(Int32(window.ws_row), Int32(window.ws_col))
        size = Size(columns: Int(window.ws_col), rows: Int(window.ws_row))
        shown = nil
        wclear(baton_stdscr())
        return [.resized(size)]
    }

    /// The most keys taken before the loop turns to other things.
    private static let keysAtOnce = 256

    private func keys() -> [TerminalEvent] {
        var keys: [Key] = []
        var value: UInt32 = 0
        while keys.count < Self.keysAtOnce {
            let kind = baton_get(baton_stdscr(), &value)
            if kind == 0 {
                // Within a paste or a sequence the rest may still be on its way.
                if decoder.expectsMore, hasInput(withinMilliseconds: 100) { continue }
                break
            }
            if value == UInt32(KEY_RESIZE), kind == 2 { continue }
            keys += decoder.decode(value, isCode: kind == 2)
        }
        keys += decoder.flush()
        return keys.map(TerminalEvent.key)
    }

    private func hasInput(withinMilliseconds timeout: Int32) -> Bool {
        var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        return poll(&descriptor, 1, timeout) > 0
    }

    /// Leaves the screen to another program while `body` runs, then draws everything again.
    package func suspend(while body: () -> Void) {
        Self.write("\u{1B}[?2004l")
        def_prog_mode()
        endwin()
        body()
        reset_prog_mode()
        Self.write("\u{1B}[?2004h")
        shown = nil
        wclear(baton_stdscr())
        wrefresh(baton_stdscr())
    }

    /// Rings the bell.
    package func ring() { beep() }

    private static func write(_ text: String) {
        fflush(nil)
        let bytes = Array(text.utf8)
        _ = Glibc.write(STDOUT_FILENO, bytes, bytes.count)
    }
}

/// Why the terminal cannot be used.
package struct TerminalError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, and what to do.
    package var description: String

    init(_ description: String) { self.description = description }
}

/// A pipe whose ends do not block, closed with its owner.
final class Pipe {
    let readEnd: Int32
    let writeEnd: Int32

    init() throws(TerminalError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw TerminalError("cannot make a pipe: out of files") }
        readEnd = ends[0]
        writeEnd = ends[1]
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
    }

    @discardableResult
    func drain() -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = read(readEnd, &buffer, buffer.count)
        return count > 0 ? Array(buffer[..<count]) : []
    }

    // Never closed: signal handlers and wakers may write to them until the process ends.
}

/// Wakes the loop by one byte; a full pipe is awake already.
struct PipeWaker: TerminalWaker {
    let writeEnd: Int32

    func wake() {
        var byte: UInt8 = 1
        _ = Glibc.write(writeEnd, &byte, 1)
    }
}
