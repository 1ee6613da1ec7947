import BatonConsole
import BatonCore
import BatonKnowledge
import Foundation

/// Opens an entry as a document in the person's editor.
enum EntryEditor {
    /// What came of it; `nil` where nothing was changed.
    static func edit(_ revision: EntryRevision) -> ConsoleMessage? {
        let environment = ProcessInfo.processInfo.environment
        let editor = environment["VISUAL"] ?? environment["EDITOR"] ?? "vi"
        let path = NSTemporaryDirectory() + "baton-entry-\(UUID().uuidString).md"
        let before = EntryDocument.text(for: revision.entry)
        defer { try? FileManager.default.removeItem(atPath: path) }
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(before.utf8),
                attributes: [.posixPermissions: 0o600])
        else { return .entryRefused("cannot write \(path)") }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "exec \(editor) \"$0\"", path]
        do {
            try process.run()
        } catch {
            return .entryRefused("cannot start the editor '\(editor)'; set EDITOR")
        }
        process.waitUntilExit()
        guard process.terminationStatus == 0,
            let after = try? String(contentsOfFile: path, encoding: .utf8), after != before
        else { return nil }
        do throws(EntryDocument.Failure) {
            var changed = revision
            changed.entry = try EntryDocument.entry(
                from: after, knowledge: revision.entry.knowledge)
            return .edited(changed, text: after)
        } catch {
            return .entryRefused("not saved: \(error)")
        }
    }
}
