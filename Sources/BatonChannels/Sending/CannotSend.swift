package import BatonCore

/// Why a message cannot be sent at all: a closed list, so that agents read it in their language.
package struct CannotSend: Error, Sendable, Hashable {
    /// What is missing, and what to do.
    package var words: BilingualText

    /// The same in English, for logs and commands.
    package var reason: String { words.english }

    /// Makes an error.
    package init(_ english: String, _ chinese: String) {
        words = BilingualText(english, chinese)
    }
}

extension CannotSend {
    /// A connection that lacks what sending needs.
    static func lacksKey(_ name: String, connection: String) -> CannotSend {
        CannotSend(
            "connection \(connection) has no \(name); set it to send, see 'baton doctor'",
            "連線 \(connection) 未設定 \(name)，未能送出；請主管設定（見 baton doctor）")
    }

    /// A kind of message that a channel has no form for.
    static func noForm(_ kind: MessageContent.Kind, on channel: String) -> CannotSend {
        CannotSend(
            "\(channel) does not send \(kind.rawValue)", "\(channel) 不能傳送\(kind.title.chinese)")
    }

    /// A file for a channel that fetches it, without an address.
    static func noLink(on channel: String) -> CannotSend {
        CannotSend(
            "\(channel) takes files by link, and the message has none",
            "\(channel) 只以連結收檔案，這則訊息沒有連結")
    }

    /// A file that nothing leads to.
    static func noFile(_ kind: MessageContent.Kind) -> CannotSend {
        CannotSend(
            "the \(kind.rawValue) has neither an uploaded id nor a link",
            "\(kind.title.chinese)既未上載，亦沒有連結")
    }

    /// A template without a name.
    static let noTemplateName = CannotSend(
        "the message names no template", "訊息沒有指明範本")

    /// A place without coordinates.
    static let noCoordinates = CannotSend("the location has no coordinates", "位置沒有座標")

    /// A customer of whom no address of WhatsApp is known.
    static let noWhatsAppAddress = CannotSend(
        "the contact has neither a phone nor a WhatsApp user id", "沒有客人的電話或 WhatsApp 帳號")

    /// A channel that takes no file of ours at all.
    static func noFiles(on channel: String) -> CannotSend {
        CannotSend(
            "\(channel) takes no files from us; send a link instead", "\(channel) 不接受我們的檔案；請改為傳送連結")
    }

    /// A channel that would fetch files, where nothing leads to this worker.
    static func noPublicAddress(_ channel: String) -> CannotSend {
        CannotSend(
            "\(channel) fetches files from an address, and http.public_url is missing; "
                + "set it to the https address that leads to this worker",
            "\(channel) 會從網址取檔案，但未設定 http.public_url；請主管設為可連到此伺服器的 https 網址")
    }

    /// A type of file that no message of a channel carries.
    static func wrongType(_ mime: String) -> CannotSend {
        CannotSend("the channel takes no files of the type \(mime)", "此渠道不接受 \(mime) 類型的檔案")
    }

    /// A file that is larger than its channel takes.
    /// - Parameters:
    ///   - sizeBytes: what it has.
    ///   - most: what the channel takes, in bytes.
    static func tooLarge(_ sizeBytes: Int, most: Int) -> CannotSend {
        CannotSend(
            "the file has \(ByteCount.words(sizeBytes)); the channel takes at most "
                + "\(ByteCount.words(most)) of its type",
            "檔案有 \(ByteCount.words(sizeBytes))；此渠道最多只收 \(ByteCount.words(most))")
    }
}
