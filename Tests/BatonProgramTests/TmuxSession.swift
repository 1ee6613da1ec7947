import Foundation

/// One window of tmux with a server of its own.
struct TmuxSession {
    private let socket = "baton-" + UUID().uuidString.prefix(8)

    static let isInstalled = FileManager.default.isExecutableFile(atPath: "/usr/bin/tmux")

    /// The program, beside the tests.
    static let baton = URL(fileURLWithPath: CommandLine.arguments[0])
        .resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("baton").path

    /// What was waited for and did not come, with the screen as it was.
    struct TimedOut: Error, CustomStringConvertible {
        var description: String
    }

    init(columns: Int, rows: Int) throws {
        try tmux(
            "-f", "/dev/null", "-u", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)",
            "env PS1='$ ' LANG=C.UTF-8 bash --norc --noprofile")
    }

    func type(_ text: String, enter: Bool) throws {
        try tmux("send-keys", "-l", text)
        if enter { try tmux("send-keys", "Enter") }
    }

    func press(_ key: String) throws { try tmux("send-keys", key) }

    func resize(columns: Int, rows: Int) throws {
        try tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
    }

    func screen() throws -> String { try answer("capture-pane", "-p") }

    /// Pastes a text as a terminal does: bracketed where the program has asked for it.
    func paste(_ text: String) throws {
        try tmux("set-buffer", text)
        try tmux("paste-buffer", "-p")
    }

    /// Sends a signal to what runs in the window's shell.
    func signal(_ name: String) throws {
        let shell = try answer("display-message", "-p", "#{pane_pid}")
            .trimmingCharacters(in: .whitespacesAndNewlines)
        try Self.run("/usr/bin/pkill", ["-\(name)", "-P", shell, "baton"])
    }

    func kill() { _ = try? tmux("kill-server") }

    /// Looks until the screen holds a text, for at most twenty seconds.
    func until(_ text: String) async throws { _ = try await until(anyOf: [text]) }

    /// Looks until the screen holds one of some texts, and says which.
    func until(anyOf texts: [String]) async throws -> String {
        let end = ContinuousClock.now + .seconds(20)
        var last = ""
        while ContinuousClock.now < end {
            last = try screen()
            if let found = texts.first(where: last.contains) { return found }
            await Task.yield()
        }
        throw TimedOut(description: "\(texts) did not come; the screen was:\n\(last)")
    }

    private func tmux(_ arguments: String...) throws {
        try Self.run("/usr/bin/tmux", ["-L", String(socket)] + arguments)
    }

    private func answer(_ arguments: String...) throws -> String {
        let output = Pipe()
        try Self.run("/usr/bin/tmux", ["-L", String(socket)] + arguments, output: output)
        return String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }

    /// Runs a program to its end.
    ///
    /// Its first command closes what Foundation leaves open to see the end by, since tmux's server
    /// would inherit it and the end would never be seen; for the same reason output is dropped where
    /// no pipe is given.
    private static func run(
        _ program: String, _ arguments: [String], output: Pipe? = nil
    ) throws {
        let closing = #"""
            for fd in /proc/$$/fd/*; do fd=${fd##*/}; ((fd < 3)) || eval "exec $fd>&-"; done
            exec perl -MPOSIX -e 'sigprocmask(SIG_SETMASK, POSIX::SigSet->new); exec @ARGV' "$0" "$@"
            """#
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", closing, program] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output ?? FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
    }
}
