import Foundation

extension ChannelDialect {
    /// Whom a request sends a message to, as ``recipient(_:)`` names them; `nil` for other requests.
    package func recipient(of request: ScriptedProvider.Request) -> String? {
        guard request.method == "POST" else { return nil }
        let json = (try? JSONSerialization.jsonObject(with: Data(request.body))) as? [String: Any]
        switch self {
        case .whatsappCloud, .d360:
            guard json?["status"] == nil, let to = json?["to"] as? String else { return nil }
            return "+" + to.filter(\.isNumber)
        case .twilio:
            guard request.path.hasSuffix("/Messages.json") else { return nil }
            return request.field("To").map { String($0.dropFirst("whatsapp:".count)) }
        case .wati:
            guard request.path.contains("/messages/"), let target = json?["target"] as? String
            else { return nil }
            return target.split(separator: ":").last.map { "+" + $0 }
        case .respondIO:
            guard request.path.hasSuffix("/message") else { return nil }
            return request.path.split(separator: "/").first { $0.hasPrefix("id:") }
                .map { String($0.dropFirst(3)) }
        case .telegram:
            return request.path.hasSuffix("/sendMessage") ? request.field("chat_id") : nil
        case .genericWebhook:
            let contact = (json?["data"] as? [String: Any])?["contact"] as? [String: Any]
            return contact?["phone"] as? String
        }
    }

    /// The answer to the numbered send that is taken, and the id that statuses will name.
    package func taken(_ count: Int, to recipient: String)
        -> (id: String, answer: ScriptedProvider.Answer)
    {
        // Both ways share one numbering with some; ours begin where customers' never come.
        let number = 900_000 + count
        let id = "out-\(number)"
        switch self {
        case .whatsappCloud, .d360: return (id, .json(#"{"messages":[{"id":"\#(id)"}]}"#))
        case .twilio: return (id, .json(#"{"sid":"\#(id)","status":"queued"}"#, status: 201))
        case .wati: return (id, .json(#"{"ok":true,"message":{"localMessageId":"\#(id)"}}"#))
        case .respondIO: return ("\(number)", .json(#"{"messageId":\#(number)}"#))
        case .telegram:
            return (
                "\(recipient):\(number)",
                .json(
                    #"{"ok":true,"result":{"message_id":\#(number),"chat":{"id":\#(recipient)}}}"#)
            )
        case .genericWebhook: return (id, .json(#"{"id":"\#(id)"}"#))
        }
    }

    /// The answer to a send that comes too soon: nothing was sent, ask again in a second.
    package var busy: ScriptedProvider.Answer {
        let wait = ["retry-after": "1"]
        switch self {
        case .whatsappCloud, .d360:
            return .json(
                #"{"error":{"code":130429,"message":"Rate limit hit"}}"#, status: 429,
                headers: wait)
        case .twilio:
            return .json(
                #"{"code":20429,"message":"Too Many Requests"}"#, status: 429, headers: wait)
        case .telegram:
            return .json(
                #"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 1","#
                    + #""parameters":{"retry_after":1}}"#, status: 429)
        case .wati, .respondIO, .genericWebhook:
            return .json(#"{"message":"too many"}"#, status: 429, headers: wait)
        }
    }

    /// The answer to a send that is refused for good: the window is closed, or the customer has
    /// blocked the business.
    package var refusal: ScriptedProvider.Answer {
        switch self {
        case .whatsappCloud, .d360:
            return .json(
                #"{"error":{"code":131047,"message":"Re-engagement message"}}"#, status: 400)
        case .twilio:
            return .json(
                #"{"code":63016,"message":"Outside the allowed window"}"#, status: 400)
        case .telegram:
            return .json(
                #"{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked"}"#,
                status: 403)
        case .wati, .respondIO, .genericWebhook:
            return .json(#"{"message":"not to this contact"}"#, status: 400)
        }
    }

    /// The answer to whatever is no send, such as typing.
    package var otherwise: ScriptedProvider.Answer {
        self == .twilio
            ? .json(#"{"messages":[]}"#) : .json(#"{"ok":true,"success":true,"result":true}"#)
    }
}
