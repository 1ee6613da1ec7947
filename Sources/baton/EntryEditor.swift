import BatonConsole
import BatonCore
import BatonKnowledge

/// Opens an entry as a document in the person's editor.
enum EntryEditor {
    /// What came of it; `nil` where nothing was changed.
    static func edit(_ revision: EntryRevision) -> ConsoleMessage? {
        let before = EntryDocument.text(for: revision.entry)
        do {
            guard let after = try ExternalEditor.edit(before), after != before else { return nil }
            var changed = revision
            changed.entry = try EntryDocument.entry(
                from: after, knowledge: revision.entry.knowledge)
            return .edited(changed, text: after)
        } catch let failure as Failure {
            return .entryRefused(failure.message)
        } catch {
            return .entryRefused("not saved: \(error)")
        }
    }

    /// Opens a text until it reads as an entry or the person gives up.
    /// - Parameter retry: told what is wrong; whether to open the editor again with the text as it
    ///   was left.
    /// - Returns: the entry; `nil` where nothing was changed or it was given up.
    static func entry(from text: String, knowledge: String, retry: (String) -> Bool) throws
        -> Entry?
    {
        var current = text
        while true {
            guard let after = try ExternalEditor.edit(current),
                after.contains(where: { !$0.isWhitespace }), after != text
            else { return nil }
            do throws(EntryDocument.Failure) {
                return try EntryDocument.entry(from: after, knowledge: knowledge)
            } catch {
                guard retry("\(error)") else { return nil }
                current = after
            }
        }
    }
}
