package import BatonCore

/// What an inbox hands on to another that takes its place, such as a number that moves to another
/// provider.
package struct InboxMove: Sendable, Hashable {
    /// Conversations that go on in the new inbox, resolved ones too.
    package var conversations: Int
    /// Messages that were not sent yet and go out by the new one.
    package var sends: Int
    /// Open conversations with contacts that are known by a WhatsApp user id and by no phone.
    ///
    /// Such ids belong to a business portfolio: an account in another one does not know them.
    package var withoutPhone: Int
    /// Conversations that stay, since their contact has one open in the new inbox already.
    package var left: Int

    /// Makes it.
    package init(conversations: Int, sends: Int, withoutPhone: Int, left: Int) {
        self.conversations = conversations
        self.sends = sends
        self.withoutPhone = withoutPhone
        self.left = left
    }

    /// Nothing was there to hand on.
    package var isEmpty: Bool { conversations == 0 && left == 0 }
}

/// Turns a message into what a channel takes.
package typealias MessageRefit = @Sendable (MessageContent) -> [MessageContent]
