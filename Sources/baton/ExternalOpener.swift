import Foundation

/// The program that shows people their files: `$BATON_OPENER`, else `xdg-open`.
enum ExternalOpener {
    /// Opens a file beside this program, without its terminal.
    /// - Returns: why it cannot be opened.
    static func open(_ path: String) -> String? {
        let program = ProcessInfo.processInfo.environment["BATON_OPENER"] ?? "xdg-open"
        guard FileManager.default.isReadableFile(atPath: path) else {
            return "\(path) cannot be read any more; open it again"
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program, path]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            return "cannot start '\(program)'; set BATON_OPENER"
        }
        return nil
    }
}
