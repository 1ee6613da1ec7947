package import BatonCore
import Foundation

/// What people may ask about files: to send one, and to see one that a message carries.
///
/// Files lie in the data folder, which only the worker's user can read; their bytes come and go over
/// the Desk in pieces, each checked like any other request.
package enum FileRequest: Sendable, Codable, Hashable {
    /// Whether a file may be sent in a conversation, before any of it is carried.
    /// - Parameter head: its first bytes, at most ``FileBytes/headBytes``.
    case offer(ConversationID, name: String, sizeBytes: Int, head: FileBytes)
    /// A piece of the file of a reply that is to be sent; pieces come in order, from 0.
    case piece(SendID, offset: Int, FileBytes)
    /// Send what was carried under this id; a repeat is the same reply.
    case send(FileSend)
    /// A piece of the file that a message carries.
    case read(MessageID, offset: Int)

    /// The permission that it needs.
    package var needed: Permission {
        switch self {
        case .offer, .piece, .send: .reply
        case .read: .read
        }
    }
}

/// What the worker answers about files; a sent one is a ``DeskReply/message(_:)``.
package enum FileReply: Sendable, Codable, Hashable {
    /// As what it would be sent.
    case offered(FileOffer)
    /// So many bytes of it are there.
    case kept(Int)
    /// A piece of a file.
    case piece(FilePiece)
}

/// As what a file would be sent.
package struct FileOffer: Sendable, Codable, Hashable {
    /// The kind of message.
    package var kind: MessageContent.Kind
    /// Its type by its bytes.
    package var mime: String

    /// Makes an offer.
    package init(kind: MessageContent.Kind, mime: String) {
        self.kind = kind
        self.mime = mime
    }
}

/// A reply that is a file.
package struct FileSend: Sendable, Codable, Hashable {
    /// The reply's id, under which its pieces came.
    package var send: SendID
    /// Where.
    package var conversation: ConversationID
    /// The file's name, as the customer sees it.
    package var name: String
    /// Its size: that many bytes must have come.
    package var sizeBytes: Int
    /// Words that go with it; may be empty.
    package var caption: String
    /// The provider id of the message to quote.
    package var replyTo: String?

    /// Makes a reply.
    package init(
        send: SendID, conversation: ConversationID, name: String, sizeBytes: Int,
        caption: String = "", replyTo: String? = nil
    ) {
        self.send = send
        self.conversation = conversation
        self.name = name
        self.sizeBytes = sizeBytes
        self.caption = caption
        self.replyTo = replyTo
    }
}

/// A piece of the file that a message carries.
package struct FilePiece: Sendable, Codable, Hashable {
    /// The whole file's size.
    package var sizeBytes: Int
    /// Its type by its bytes.
    package var mime: String
    /// Its name, where it has one.
    package var name: String?
    /// The bytes from the offset on; none at the end.
    package var bytes: FileBytes

    /// Makes a piece.
    package init(sizeBytes: Int, mime: String, name: String?, bytes: FileBytes) {
        self.sizeBytes = sizeBytes
        self.mime = mime
        self.name = name
        self.bytes = bytes
    }
}

/// Bytes of a file, which the wire carries as Base64.
package struct FileBytes: Sendable, Codable, Hashable {
    /// The most bytes of one piece: with Base64 far below the longest frame.
    package static let pieceBytes = 1_048_576
    /// How many first bytes tell what a file is.
    package static let headBytes = 4096

    /// The bytes.
    package var bytes: [UInt8]

    /// Wraps bytes.
    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads Base64.
    package init(from decoder: any Decoder) throws {
        bytes = Array(try decoder.singleValueContainer().decode(Data.self))
    }

    /// Writes Base64.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Data(bytes))
    }
}
