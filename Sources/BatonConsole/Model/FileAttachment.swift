package import BatonCore
package import BatonDesk
package import BatonUI

/// A file that goes with the next reply.
package struct FileAttachment: Sendable, Hashable {
    /// Where it lies on this person's machine.
    package var path: String
    /// Its name.
    package var name: String
    /// Its size.
    package var sizeBytes: Int
    /// As what it will be sent.
    package var offer: FileOffer
    /// The reply that it was last sent with: a repeat with the same words keeps the id.
    package var send: SendID?
    /// The words of that reply.
    package var caption: String?
    /// How many bytes the worker has; `nil` while it is not on its way.
    package var carried: Int?

    /// Makes an attachment.
    package init(path: String, name: String, sizeBytes: Int, offer: FileOffer) {
        self.path = path
        self.name = name
        self.sizeBytes = sizeBytes
        self.offer = offer
    }
}

/// A reply that is a file, and where its bytes are.
package struct OutgoingFile: Sendable, Hashable {
    /// The reply.
    package var reply: FileSend
    /// Where the file lies on this person's machine.
    package var path: String

    /// Makes a reply.
    package init(reply: FileSend, path: String) {
        self.reply = reply
        self.path = path
    }
}

/// The path that is asked for.
package struct AttachPrompt: Sendable, Hashable {
    /// What is typed.
    package var editor: TextEditor
    /// Why the last path will not do.
    package var why: BilingualText?
    /// Whether the worker is asked about it.
    package var isAsking = false

    /// Makes a question for a path.
    package init(_ text: String = "") { editor = TextEditor(text) }
}
