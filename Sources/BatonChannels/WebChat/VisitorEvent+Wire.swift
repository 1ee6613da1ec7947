package import BatonCore
import Foundation

extension VisitorEvent {
    /// The event's name on the wire.
    package var word: String {
        switch body {
        case .message: "message"
        case .status: "status"
        case .attendant: "agent"
        case .end: "end"
        }
    }

    /// What it says, as JSON on one line with sorted keys.
    package var json: String { Self.text(fields) }

    /// The event with its number and name, as polling gives it.
    package var object: String { #"{"data":\#(json),"event":"\#(word)","id":\#(number)}"# }

    /// The event as the stream gives it.
    ///
    /// Source: the HTML standard, "Server-sent events".
    package var frame: String { Self.frame(word, json, id: number) }

    /// An event of the stream; JSON has no line breaks of its own.
    package static func frame(_ word: String, _ json: String, id: Int64) -> String {
        "id: \(id)\nevent: \(word)\ndata: \(json)\n\n"
    }

    private var fields: [String: Any] {
        switch body {
        case .message(let message):
            var fields = message.fields
            fields["at"] = at.milliseconds
            return fields
        case .status(let message, let state):
            return ["id": message, "state": state.rawValue, "at": at.milliseconds]
        case .attendant(let attendant):
            var fields: [String: Any] = ["at": at.milliseconds]
            switch attendant {
            case .bot: fields["state"] = "bot"
            case .queue: fields["state"] = "queue"
            case .agent(let name):
                fields["state"] = "agent"
                fields["name"] = name
            }
            return fields
        case .end: return ["at": at.milliseconds]
        }
    }

    private static func text(_ fields: [String: Any]) -> String {
        let data = try? JSONSerialization.data(
            withJSONObject: fields, options: [.sortedKeys, .withoutEscapingSlashes])
        return data.map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}

extension VisitorMessage {
    /// What the page shows of it; the hash of a file stays here.
    fileprivate var fields: [String: Any] {
        var fields: [String: Any] = [
            "id": id, "author": author == .customer ? "visitor" : author.word,
            "type": content.type.rawValue,
        ]
        fields["client_msg_id"] = author == .customer ? Self.clientID(of: id) : nil
        fields["name"] = name
        fields["text"] = content.words ?? content.detail
        fields["url"] = content.mediaID == nil ? content.url : nil
        fields["state"] = delivery?.rawValue
        if let choice = content.choice {
            var chosen: [String: Any] = [:]
            chosen["id"] = choice.id
            chosen["title"] = choice.title
            fields["choice"] = chosen
        }
        if let menu = content.menu, menu.isListed != true {
            fields["options"] = menu.options.map { option in
                var fields: [String: Any] = ["id": option.id, "title": option.title]
                fields["description"] = option.description
                return fields
            }
        }
        if let file {
            var known: [String: Any] = [:]
            known["name"] = content.filename
            known["mime"] = file.mime
            known["bytes"] = file.bytes
            fields["file"] = known
        }
        return fields
    }
}
