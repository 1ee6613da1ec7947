import Foundation

/// The person's own editor: `$VISUAL`, else `$EDITOR`, else vi.
enum ExternalEditor {
    /// Opens a text and waits until the editor ends.
    /// - Returns: the text as it was left.
    /// - Throws: ``Failure`` where the file cannot be written or read, or the editor cannot be
    ///   started or ends with a failure.
    static func edit(_ text: String) throws(Failure) -> String {
        let environment = ProcessInfo.processInfo.environment
        let editor = environment["VISUAL"] ?? environment["EDITOR"] ?? "vi"
        let path = NSTemporaryDirectory() + "baton-entry-\(UUID().uuidString).md"
        defer { try? FileManager.default.removeItem(atPath: path) }
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        else { throw Failure(.foundWanting, "cannot write \(path): is the disk full?") }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "exec \(editor) \"$0\"", path]
        do {
            try process.run()
        } catch {
            throw Failure(.foundWanting, "cannot start the editor '\(editor)'; set EDITOR")
        }
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(
                .foundWanting,
                "the editor '\(editor)' ended with \(process.terminationStatus); nothing was saved")
        }
        guard let after = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw Failure(.foundWanting, "what the editor wrote is not UTF-8 text")
        }
        return after
    }
}
