/// Something that a visitor of the shop's website sees, numbered for each visitor from 1.
///
/// Only what a row of the record says: a worker that starts anew tells the same again.
package struct VisitorEvent: Sendable, Hashable {
    /// What it is.
    package enum Body: Sendable, Hashable {
        /// A message of either side.
        case message(VisitorMessage)
        /// How far a message of the visitor's has come, and every one before it.
        case status(message: String, state: DeliveryState)
        /// Who attends to the visitor from now on.
        case attendant(VisitorAttendant)
        /// The conversation is over; the next message begins another.
        case end
    }

    /// Its place in the visitor's own order.
    package var number: Int64
    /// When.
    package var at: Timestamp
    /// What it is.
    package var body: Body

    /// Makes an event.
    package init(number: Int64, at: Timestamp, body: Body) {
        self.number = number
        self.at = at
        self.body = body
    }
}

/// Who attends to a visitor.
package enum VisitorAttendant: Sendable, Hashable {
    case bot
    /// Nobody yet: a person is to come.
    case queue
    /// A person, with the name that the team gave them.
    case agent(name: String?)
}

/// A message as its visitor may see it.
package struct VisitorMessage: Sendable, Hashable {
    /// A file that comes with it.
    package struct File: Sendable, Hashable {
        /// Its type by its bytes; `nil` until they were looked at.
        package var mime: String?
        /// Its size.
        package var bytes: Int?

        /// Makes a file.
        package init(mime: String?, bytes: Int?) {
            self.mime = mime
            self.bytes = bytes
        }
    }

    /// The channel's id of it.
    package var id: String
    /// Who wrote it.
    package var author: MessageAuthor
    /// The agent's name.
    package var name: String?
    /// What it holds.
    package var content: MessageContent
    /// How far one of ours has come.
    package var delivery: DeliveryState?
    /// The file that it carries.
    package var file: File?

    /// Makes a message.
    package init(
        id: String, author: MessageAuthor, name: String? = nil, content: MessageContent,
        delivery: DeliveryState? = nil, file: File? = nil
    ) {
        self.id = id
        self.author = author
        self.name = name
        self.content = content
        self.delivery = delivery
        self.file = file
    }
}
