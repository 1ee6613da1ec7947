package import BatonCore

/// As what a file goes out on a channel.
package enum FileFit {
    /// The kind of message: the file's own, or a document where that is too narrow for it.
    /// - Parameters:
    ///   - mime: the type by its bytes.
    ///   - capabilities: the channel's.
    /// - Throws: ``CannotSend`` where it is too large, or of a type that the channel does not take.
    package static func kind(
        of mime: String, sizeBytes: Int, within capabilities: ChannelCapabilities
    )
        throws(CannotSend) -> MessageContent.Kind
    {
        let own = natural(mime)
        let kinds = own == .document ? [own] : [own, .document]
        let taking = kinds.filter { takes(mime, as: $0, capabilities) }
        if let kind = taking.first(where: { sizeBytes <= capabilities.mediaBytes[$0] ?? 0 }) {
            return kind
        }
        guard let most = taking.compactMap({ capabilities.mediaBytes[$0] }).max() else {
            throw CannotSend.wrongType(mime)
        }
        throw CannotSend.tooLarge(sizeBytes, most: most)
    }

    /// The largest file of any kind; `nil` where the channel takes none.
    package static func largest(_ capabilities: ChannelCapabilities) -> Int? {
        capabilities.mediaBytes.filter { $0.key != .sticker }.values.max()
    }

    private static func natural(_ mime: String) -> MessageContent.Kind {
        if mime.hasPrefix("image/") { return .image }
        if mime.hasPrefix("video/") { return .video }
        return mime.hasPrefix("audio/") ? .audio : .document
    }

    private static func takes(
        _ mime: String, as kind: MessageContent.Kind, _ capabilities: ChannelCapabilities
    ) -> Bool {
        guard capabilities.mediaBytes[kind] != nil else { return false }
        return capabilities.mediaTypes[kind].map { $0.contains(mime) } ?? true
    }
}
