package import BatonCore
package import BatonDesk
package import BatonUI

/// What the console hears: keys, the worker's answers, and time.
package enum ConsoleMessage: Sendable, Hashable {
    case key(Key)
    case resized(Size)
    /// The present moment, and the minutes ahead of UTC that times are shown in.
    case tick(Timestamp, utcOffsetMinutes: Int)
    case terminate
    case linked(Person)
    /// The worker cannot be reached, and why.
    case unlinked(BilingualText)
    case event(DeskEvent)
    case reply(DeskReply, to: DeskRequest)
    /// The line broke before the answer, or the worker could not be asked.
    case failed(BilingualText, to: DeskRequest)
    /// The editor was left, and this is the entry that its text says.
    case edited(EntryRevision, text: String)
    /// The editor was left with a text that cannot be taken; the text is kept.
    case entryRefused(EntryRevision, text: String, why: BilingualText)
    /// The editor was left without a change, or could not be started (`why`).
    case notEdited(why: String?)
    /// A file of colours or keys was read, or is wrong; then the old ones stay.
    case configured(keymap: Keymap?, fault: String?)
    /// A file of this person's machine may go with a reply.
    case fileOffered(FileAttachment, ConversationID)
    /// It may not, and why.
    case fileRefused(BilingualText, ConversationID)
    /// So many bytes of the file that is on its way are with the worker.
    case fileCarried(ConversationID, Int)
    /// The file of a message lies at this path, for this person alone.
    case fileFetched(String)
    /// It cannot be had, and why.
    case fileNotFetched(BilingualText)
    /// Something that the person should know.
    case notice(String, isError: Bool)
}

/// What the console wants done outside.
package enum ConsoleEffect: Sendable, Hashable {
    case ask(DeskRequest)
    case ring
    /// Open an entry in the person's editor; with `text`, go on with what they had written.
    case edit(EntryRevision, text: String?)
    /// Make a new entry of a knowledge base in the editor.
    case create(knowledge: String, question: String, language: Language)
    /// Look at the file of a path that was typed, and ask whether it may be sent there.
    case offerFile(String, ConversationID)
    /// Carry a file to the worker and have it sent.
    case sendFile(OutgoingFile)
    /// Fetch the file of a message into the person's private folder.
    case fetchFile(MessageID)
    /// Open a file with the person's own program, beside the console.
    case openOutside(String)
    case useTheme(String)
    case readFiles
    case suspend
}
