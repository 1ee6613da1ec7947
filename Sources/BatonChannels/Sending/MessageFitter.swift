package import BatonCore

/// Brings what is to be said into messages that a channel takes: the one place where its limits and
/// its lacks are met.
package enum MessageFitter {
    /// The messages to send in order; each is within the channel's limits.
    ///
    /// A menu that the channel cannot show becomes numbered lines, and keeps its options so that the
    /// numeral can be read; what is too long is cut between paragraphs, sentences or words, never
    /// inside a character; a menu stays with the last part.
    package static func fit(_ content: MessageContent, to capabilities: ChannelCapabilities)
        -> [MessageContent]
    {
        switch content.type {
        case .text:
            // A question for the number is short, and its button has no text to stand under but this.
            return content.asksPhone == true ? [content] : texts(content, capabilities)
        case .image, .video, .audio, .document, .sticker:
            guard let caption = content.caption,
                caption.utf16.count > capabilities.maxCaptionLength
            else { return [content] }
            var bare = content
            bare.caption = nil
            return [bare] + texts(.text(caption), capabilities)
        case .location, .contacts, .choice, .order, .reaction, .template, .unsupported:
            return [content]
        }
    }

    private static func texts(_ content: MessageContent, _ capabilities: ChannelCapabilities)
        -> [MessageContent]
    {
        guard let menu = content.menu, !menu.options.isEmpty else {
            return parts(content.text ?? "", capabilities)
        }
        if menu.isListed == true {
            return keeping(menu, parts(content.text ?? "", capabilities))
        }
        if ChoiceMenu.form(of: content, within: capabilities.menu) != .numbered {
            return [content]
        }
        let heads = parts(content.text ?? "", capabilities)
        let lines = ChoiceMenu.numbered(nil, menu.options)
        var messages = Array(heads.dropLast())
        let last = heads.last?.text ?? ""
        let whole = last.isEmpty ? lines : last + "\n" + lines
        if whole.utf16.count <= capabilities.maxTextLength {
            messages.append(.text(whole))
        } else {
            messages += last.isEmpty ? [] : [.text(last)]
            messages += parts(lines, capabilities)
        }
        return keeping(menu, messages)
    }

    /// The options stay with the last message, so that its answer can be read.
    private static func keeping(_ menu: MessageContent.Menu, _ messages: [MessageContent])
        -> [MessageContent]
    {
        guard let index = messages.indices.last else { return messages }
        var messages = messages
        messages[index].menu = menu
        messages[index].menu?.isListed = true
        return messages
    }

    private static func parts(_ text: String, _ capabilities: ChannelCapabilities)
        -> [MessageContent]
    {
        TextSplitter.split(text, limit: capabilities.maxTextLength).map { .text($0) }
    }
}
