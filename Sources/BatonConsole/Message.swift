package import BatonCore
package import BatonDesk
package import BatonUI

/// What the console hears: keys, the worker's answers, and time.
package enum ConsoleMessage: Sendable, Hashable {
    case key(Key)
    case resized(Size)
    case tick(Timestamp)
    case terminate
    case linked(Person)
    case unlinked(String)
    case event(DeskEvent)
    case reply(DeskReply, to: DeskRequest)
    case failed(String, to: DeskRequest)
    /// An editor was left with this text; `nil` where it was not changed.
    case edited(EntryRevision, text: String?)
    case entryRefused(String)
}

/// What the console wants done outside.
package enum ConsoleEffect: Sendable, Hashable {
    case ask(DeskRequest)
    case ring
    case edit(EntryRevision)
    case saveTheme(String)
}
