package import BatonCore
import Crypto
import Foundation

/// What a visitor's page posts, read into canonical events.
package struct VisitorPost {
    /// Who posts, as the worker knows from the token.
    package struct Sender: Sendable, Hashable {
        /// The site key.
        package var account: String
        /// The contact's own address on the channel.
        package var visitor: String
        /// The name that the shop gives them.
        package var name: String?
        /// The page that they are on.
        package var page: String?
        /// The page's language, such as `zh-HK`.
        package var locale: String?

        /// Makes a sender.
        package init(account: String, visitor: String, name: String? = nil, page: String? = nil) {
            self.account = account
            self.visitor = visitor
            self.name = name
            self.page = page
        }
    }

    /// A file that the visitor uploaded before.
    package struct File: Sendable, Hashable {
        /// SHA-256 in hexadecimal.
        package var hash: String
        /// The type by its first bytes.
        package var mime: String
        /// Its size.
        package var bytes: Int
        /// What the visitor calls it.
        package var name: String?

        /// Makes a file.
        package init(hash: String, mime: String, bytes: Int, name: String?) {
            self.hash = hash
            self.mime = mime
            self.bytes = bytes
            self.name = name
        }
    }

    private let body: JSONObject
    /// The page's own id of the message: the same however often it is sent.
    package let clientID: String

    /// Reads a message.
    /// - Throws: ``UnreadableWebhook`` where it is none.
    package init(_ bytes: [UInt8]) throws(UnreadableWebhook) {
        body = try JSONObject(webhook: bytes)
        guard let id = body.words("client_msg_id"), VisitorMessage.isWord(id) else {
            throw UnreadableWebhook(
                "'client_msg_id' has 1 to 64 letters, digits, '-', '_' and '.'")
        }
        clientID = id
    }

    /// The uploaded file that the message names.
    package var file: String? { body.words("type") == "media" ? body.words("file") : nil }

    /// The message as an event.
    /// - Parameter file: what ``file`` names; `nil` where there is no such file of this visitor's.
    /// - Throws: ``UnreadableWebhook`` where it is of no kind we know, empty or too long.
    package func event(from sender: Sender, file: File?, at now: Timestamp)
        throws(UnreadableWebhook) -> InboundEvent
    {
        var event = InboundEvent(
            kind: .message, provider: WebChatAdapter.profile.name, account: sender.account)
        event.id = VisitorMessage.id(of: clientID, visitor: sender.visitor)
        event.at = now.seconds
        event.contact = ContactAddress(name: sender.name, providerID: sender.visitor)
        event.content = try content(file)
        event.locale = sender.locale
        if let page = sender.page {
            event.referral = Referral()
            event.referral?.sourceType = "page"
            event.referral?.sourceURL = page
        }
        return event
    }

    private func content(_ file: File?) throws(UnreadableWebhook) -> MessageContent {
        switch body.words("type") {
        case "text":
            return .text(try words("text", atMost: WebChatAdapter.maxTextLength))
        case "choice":
            guard let id = body.words("id"), id.utf8.count <= 256 else {
                throw UnreadableWebhook("a choice has an 'id' of at most 256 bytes")
            }
            var content = MessageContent(type: .choice)
            content.choice = .init(
                source: "button", id: id, title: try words("title", atMost: 256))
            return content
        case "media":
            guard let file else { throw UnreadableWebhook("there is no such file of yours") }
            var content = MessageContent(type: Self.kind(of: file.mime))
            content.mediaID = file.hash
            content.mime = file.mime
            content.sizeBytes = file.bytes
            content.filename = file.name
            if body.words("caption") != nil {
                content.caption = try words("caption", atMost: 1024)
            }
            return content
        default:
            throw UnreadableWebhook("'type' is text, choice or media")
        }
    }

    private func words(_ key: String, atMost limit: Int) throws(UnreadableWebhook) -> String {
        guard let words = body.text(key),
            words.contains(where: { !$0.isWhitespace }), words.utf16.count <= limit
        else { throw UnreadableWebhook("'\(key)' is empty or over \(limit) characters") }
        return words
    }

    private static func kind(of mime: String) -> MessageContent.Kind {
        switch mime.split(separator: "/").first {
        case "image": .image
        case "audio": .audio
        case "video": .video
        default: .document
        }
    }
}

extension VisitorMessage {
    /// The channel's id of a visitor's message: the visitor's own id with whose it is.
    package static func id(of clientID: String, visitor: String) -> String {
        let digest = SHA256.hash(data: Data(visitor.utf8)).prefix(16)
        return "wc." + digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "."
            + clientID
    }

    /// The visitor's own id in an id of ``id(of:visitor:)``; `nil` for a message of ours.
    package static func clientID(of id: String) -> String? {
        let parts = id.split(separator: ".", maxSplits: 2)
        return parts.count == 3 && parts[0] == "wc" ? String(parts[2]) : nil
    }

    /// Whether a text is one word that can stand in ids.
    static func isWord(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.allSatisfy {
                $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0))
            }
    }
}
