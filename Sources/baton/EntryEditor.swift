import BatonConsole
import BatonCore
import BatonKnowledge
import Foundation

/// Opens an entry as a document in the person's editor.
enum EntryEditor {
    /// What came of editing an entry, or the text that was made of it before.
    static func edit(_ revision: EntryRevision, text: String?) -> ConsoleMessage {
        let before = EntryDocument.text(for: revision.entry)
        let after: String
        switch write(text ?? before) {
        case .failure(let failure): return .notEdited(why: failure.description)
        case .success(let written): after = written
        }
        if after == before { return .notEdited(why: nil) }
        do throws(EntryDocument.Failure) {
            var changed = revision
            changed.entry = try EntryDocument.entry(
                from: after, knowledge: revision.entry.knowledge)
            return .edited(changed, text: after)
        } catch {
            return .entryRefused(revision, text: after, why: "\(error)")
        }
    }

    /// What came of a new entry for a question.
    static func create(_ knowledge: String, _ question: String, _ language: Language)
        -> ConsoleMessage
    {
        let stamp = String(SystemWallClock().now().milliseconds, radix: 36)
        let entry = Entry(
            id: EntryID("new-\(stamp)"), knowledge: knowledge, language: language.rawValue,
            questions: [Phrasing(question.replacing("\n", with: " "), language: language.rawValue)],
            answers: [:])
        let revision = EntryRevision(
            revision: 0, entry: entry, isDeleted: false, savedBy: .system,
            savedAt: SystemWallClock().now())
        return edit(revision, text: nil)
    }

    private struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    private static func write(_ text: String) -> Result<String, Failure> {
        let environment = ProcessInfo.processInfo.environment
        let editor = environment["VISUAL"] ?? environment["EDITOR"] ?? "vi"
        let path = NSTemporaryDirectory() + "baton-entry-\(UUID().uuidString).md"
        defer { try? FileManager.default.removeItem(atPath: path) }
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        else { return .failure(Failure(description: "cannot write \(path): is the disk full?")) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "exec \(editor) \"$0\"", path]
        do {
            try process.run()
        } catch {
            return .failure(
                Failure(description: "cannot start the editor '\(editor)'; set EDITOR"))
        }
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            return .failure(
                Failure(
                    description: "the editor '\(editor)' ended with "
                        + "\(process.terminationStatus); nothing was saved"))
        }
        guard let after = try? String(contentsOfFile: path, encoding: .utf8) else {
            return .failure(Failure(description: "what the editor wrote is not UTF-8 text"))
        }
        return .success(after)
    }
}
