import BatonConsole
import BatonCore
import BatonKnowledge

/// Opens an entry as a document in the person's editor.
enum EntryEditor {
    /// What came of editing an entry, or the text that was made of it before.
    static func edit(_ revision: EntryRevision, text: String?) -> ConsoleMessage {
        let before = EntryDocument.text(for: revision.entry, state: revision.state)
        let after: String
        do throws(Failure) {
            after = try ExternalEditor.edit(text ?? before)
        } catch {
            return .notEdited(why: error.message)
        }
        if after == before { return .notEdited(why: nil) }
        do throws(EntryDocument.Failure) {
            var changed = revision
            let edited = try EntryDocument.edited(
                from: after, knowledge: revision.entry.knowledge)
            changed.entry = edited.entry
            changed.state = edited.state ?? revision.state
            return .edited(changed, text: after)
        } catch {
            return .entryRefused(revision, text: after, why: error.text)
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

    /// Opens a text until it reads as an entry or the person gives up.
    /// - Parameter retry: told what is wrong; whether to open the editor again with the text as it
    ///   was left.
    /// - Returns: the entry and the state that the text names; `nil` where nothing was changed or
    ///   it was given up.
    static func entry(from text: String, knowledge: String, retry: (String) -> Bool) throws
        -> (entry: Entry, state: EntryState?)?
    {
        var current = text
        while true {
            let after = try ExternalEditor.edit(current)
            guard after.contains(where: { !$0.isWhitespace }), after != text else { return nil }
            do throws(EntryDocument.Failure) {
                return try EntryDocument.edited(from: after, knowledge: knowledge)
            } catch {
                guard retry("\(error)") else { return nil }
                current = after
            }
        }
    }
}
