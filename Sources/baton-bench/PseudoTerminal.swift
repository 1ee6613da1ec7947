import Foundation
import Glibc

/// A program on a pseudo-terminal of its own: what it draws is read here, what is typed is written.
final class PseudoTerminal {
    /// Why a program could not be measured.
    struct Failed: Error, CustomStringConvertible {
        var description: String
    }

    let process: pid_t
    private let master: Int32

    /// Starts a program.
    init(_ arguments: [String], columns: UInt16, rows: UInt16) throws {
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var locked: Int32 = 0
        var number: UInt32 = 0
        guard master >= 0, ioctl(master, Self.setLock, &locked) == 0,
            ioctl(master, Self.getNumber, &number) == 0
        else { throw Failed(description: "no pseudo-terminal can be had") }
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
        let path = "/dev/pts/\(number)"
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // Opened after setsid, the terminal becomes the session's own.
        posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, Int16(Self.setSessionFlag))
        setenv("TERM", "xterm-256color", 1)
        setenv("LANG", "C.UTF-8", 1)
        var pointers = arguments.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var child = pid_t()
        let failure = posix_spawn(&child, arguments[0], &actions, &attributes, &pointers, environ)
        guard failure == 0 else {
            close(master)
            throw Failed(description: "cannot start \(arguments[0])")
        }
        process = child
    }

    /// TIOCSPTLCK and TIOCGPTN of asm-generic/ioctls.h, which stand behind unlockpt and ptsname.
    private static let setLock: UInt = 0x4004_5431
    private static let getNumber: UInt = 0x8004_5430
    /// POSIX_SPAWN_SETSID of spawn.h, a GNU extension.
    private static let setSessionFlag = 0x80

    func type(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(master, bytes, bytes.count)
    }

    /// Reads what is drawn until `isEnough` says so; gives when the last byte of it came.
    func read(
        atMostMilliseconds limit: Int32, until isEnough: ([UInt8]) -> Bool
    ) -> ContinuousClock.Instant? {
        var seen: [UInt8] = []
        let end = ContinuousClock.now + .milliseconds(Int(limit))
        while ContinuousClock.now < end {
            guard let bytes = chunk(waitMilliseconds: limit) else { return nil }
            let moment = ContinuousClock.now
            seen += bytes
            if isEnough(seen) { return moment }
        }
        return nil
    }

    /// Reads until nothing came for a while; gives when the last byte came, `nil` where none did.
    func readUntilQuiet(milliseconds quiet: Int32, first: Int32 = 1000) -> ContinuousClock.Instant?
    {
        var last: ContinuousClock.Instant?
        while chunk(waitMilliseconds: last == nil ? first : quiet) != nil { last = .now }
        return last
    }

    private func chunk(waitMilliseconds: Int32) -> [UInt8]? {
        var waiting = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, waitMilliseconds) > 0 else { return nil }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(master, &buffer, buffer.count)
        return count > 0 ? Array(buffer[..<count]) : nil
    }

    /// Ends the program.
    func end() {
        kill(process, SIGTERM)
        while chunk(waitMilliseconds: 500) != nil {}
        var status: Int32 = 0
        waitpid(process, &status, 0)
        close(master)
    }
}
