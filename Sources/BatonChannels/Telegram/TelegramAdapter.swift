package import BatonCore
import Foundation

/// A Telegram bot, by webhook or by long polling.
///
/// Source: Telegram, Bot API.
package struct TelegramAdapter: ChannelAdapter, CarryingChannel {
    /// What the channel is called and needs.
    package static let profile = ChannelProfile(
        name: "telegram", title: "Telegram",
        needs: [
            .secret(
                "secret_token", .verify,
                "words of your own, given to setWebhook: 1–256 letters, digits, _ and -"),
            .secret("access_token", .send, "the bot's token, from @BotFather"),
        ], canPoll: true)

    static let defaultBase = "https://api.telegram.org"
    private static let header = "x-telegram-bot-api-secret-token"
    /// The largest file that a bot may fetch.
    private static let fetchBytes = 20_000_000

    /// What the channel can do.
    ///
    /// Source: Telegram, Bot API and "Bots FAQ": 30 messages a second, one a second in a chat.
    package let capabilities = ChannelCapabilities(
        maxTextLength: 4096, maxCaptionLength: 1024, menu: TelegramBody.menu,
        mediaBytes: [
            .image: 10_000_000, .audio: 50_000_000, .video: 50_000_000, .document: 50_000_000,
            .sticker: 512_000,
        ],
        mediaTypes: [
            .image: ["image/jpeg", "image/png", "image/webp"], .video: ["video/mp4"],
            .audio: ["audio/mpeg", "audio/mp4"],
        ],
        features: [.typing, .quotes, .reactionsIn, .editsIn, .contactRequests],
        serviceWindowMilliseconds: nil,
        rates: [
            RateBucket(scope: .connection, sends: 30, milliseconds: 1000, burst: 30),
            RateBucket(scope: .contact, sends: 1, milliseconds: 1000, burst: 1),
        ])
    /// What Telegram's error codes ask for; groups, which alone migrate, are no conversations.
    package let errors = ErrorTable([
        .init(400, action: .failBug),
        .init(401, 404, 409, action: .haltChannelAlert),
        .init(403, action: .contactBlocked),
        .init(429, action: .retryAfter),
    ])

    private let tokens: SharedTokens
    let settings: ChannelSettings
    private let base: String
    /// The bot's id, which its token begins with; the connection's name where there is no token.
    private let account: String

    /// Makes the adapter.
    package init(_ settings: ChannelSettings) throws(ChannelConfigurationError) {
        // Without a token every webhook is refused, which is right where updates are polled.
        tokens = SharedTokens(settings.isPolled ? [] : try settings.required("secret_token"))
        self.settings = settings
        base = settings.apiBase ?? Self.defaultBase
        let bot = settings.values("access_token").first?.split(separator: ":").first
        account = bot.map(String.init) ?? settings.connection
    }

    /// Whether the request carries our token.
    package func verify(_ request: WebhookRequest, at now: Timestamp) -> WebhookVerdict {
        .onPost(request, isProved: tokens.contains(request.headers[Self.header]))
    }

    /// The event of an update, if it has one.
    package func events(of request: WebhookRequest) throws(UnreadableWebhook) -> [InboundEvent] {
        let update = TelegramUpdate(account: account, raw: try JSONObject(webhook: request.body))
        guard update.id != nil else { throw UnreadableWebhook("the body has no update_id") }
        return update.event.map { [$0] } ?? []
    }

    /// The request that sends a message.
    package func request(for send: OutboundMessage) throws(CannotSend) -> ProviderRequest {
        let (method, fields) = try TelegramBody.call(for: send.content)
        return try call(method, try addressed(send, fields))
    }

    /// The request that sends a message with its file.
    package func request(for send: OutboundMessage, carrying file: OutboundFile, boundary: String)
        throws(CannotSend) -> ProviderRequest
    {
        guard let (method, field) = TelegramBody.fileCall(for: send.content) else {
            throw CannotSend(
                "Telegram does not send \(send.content.type.rawValue) with a file",
                "Telegram 的\(send.content.type.title.chinese)不能附檔案")
        }
        let caption = send.content.caption.map { [("caption", $0)] } ?? []
        return file.posted(
            to: "\(base)/bot\(try settings.credential("access_token"))/\(method)", headers: [:],
            fields: try addressed(send, caption), as: field, boundary: boundary)
    }

    /// The fields with whom they go to, and what they quote.
    private func addressed(_ send: OutboundMessage, _ fields: [(String, String)])
        throws(CannotSend) -> [(String, String)]
    {
        guard let chat = send.recipient.providerID, Int64(chat) != nil else {
            throw CannotSend(
                "the contact has no Telegram id; a bot cannot begin a chat",
                "沒有客人的 Telegram 編號；機械人不能主動開始對話")
        }
        var fields = fields
        fields.insert(("chat_id", chat), at: 0)
        let quoted = send.replyTo?.split(separator: ":").last.flatMap { Int64($0) }
        if let quoted, send.replyTo?.contains(":") == true {
            fields.append(
                (
                    "reply_parameters",
                    #"{"allow_sending_without_reply":true,"message_id":\#(quoted)}"#
                ))
        }
        return fields
    }

    /// What Telegram's answer to a send means.
    package func reading(of response: ProviderResponse, to send: SendID) -> ProviderReading {
        let json = response.json
        if json?.flag("ok") == true, let message = json?.object("result"),
            let chat = message.object("chat")?.integer("id"),
            let number = message.integer("message_id")
        {
            return .accepted(providerID: "\(chat):\(number)")
        }
        guard json?.flag("ok") == false else {
            return response.isSuccess
                ? .unclear(response.fault("an answer without a message id")) : response.failure()
        }
        let error = Self.fault(response)
        return error.code >= 500 ? .unclear(error) : .refused(error)
    }

    static func fault(_ response: ProviderResponse) -> ProviderError {
        let json = response.json
        return ProviderError(
            code: json?.code("error_code") ?? response.status,
            title: json?.text("description") ?? "HTTP \(response.status)",
            retryAfterSeconds: json?.object("parameters")?.code("retry_after")
                ?? response.retryAfterSeconds)
    }

    /// Shows typing for five seconds.
    package func typingRequest(account: String, inboundProviderID: String) -> ProviderRequest? {
        let parts = inboundProviderID.split(separator: ":")
        guard parts.count == 2, Int64(parts[0]) != nil else { return nil }
        return try? call(
            "sendChatAction", [("chat_id", String(parts[0])), ("action", "typing")])
    }

    /// Ends the waiting sign of a button that was pressed.
    package func acknowledgement(of event: InboundEvent) -> ProviderRequest? {
        guard event.kind == .message, event.content?.choice?.source == "button", let id = event.id
        else { return nil }
        return try? call("answerCallbackQuery", [("callback_query_id", id)])
    }

    /// Asks who the bot is.
    package func identityRequest(account: String) -> ProviderRequest? { try? call("getMe", []) }

    /// The lookup of a file; a larger one than bots may fetch is not asked for.
    package func mediaFetch(for content: MessageContent) -> MediaFetch? {
        guard let id = content.mediaID, (content.sizeBytes ?? 0) <= Self.fetchBytes,
            let request = try? call("getFile", [("file_id", id)])
        else { return nil }
        return MediaFetch(request: request, isLookup: true, maxBytes: 65_536)
    }

    /// The download that the lookup names.
    package func mediaFetch(after response: ProviderResponse, for content: MessageContent)
        -> MediaFetch?
    {
        guard let path = response.json?.object("result")?.words("file_path"),
            path.split(separator: "/", omittingEmptySubsequences: false)
                .allSatisfy({
                    WhatsAppMedia.isID(String($0).replacing(".", with: "")) && $0 != ".."
                }),
            let token = settings.values("access_token").first
        else { return nil }
        return MediaFetch(
            request: .get("\(base)/file/bot\(token)/\(path)"), maxBytes: Self.fetchBytes)
    }

    /// The request that asks for updates.
    /// - Parameters:
    ///   - offset: the first update wanted; all before it are forgotten by Telegram.
    ///   - timeoutSeconds: how long Telegram may wait for one.
    ///   - kinds: the kinds of updates; `nil` for Telegram's default.
    /// - Throws: ``CannotSend`` without a token.
    package func updatesRequest(offset: Int64?, timeoutSeconds: Int, kinds: [String]?)
        throws(CannotSend) -> ProviderRequest
    {
        var fields = [("timeout", String(timeoutSeconds))]
        if let offset { fields.append(("offset", String(offset))) }
        if let kinds {
            let list = kinds.map { "\"\($0)\"" }.joined(separator: ",")
            fields.append(("allowed_updates", "[\(list)]"))
        }
        return try call("getUpdates", fields)
    }

    /// The events of an answer to ``updatesRequest(offset:timeoutSeconds:kinds:)``, and the last id.
    func updates(of json: JSONObject) -> (events: [InboundEvent], last: Int64?) {
        let updates = json.objects("result").map { TelegramUpdate(account: account, raw: $0) }
        return (updates.compactMap(\.event), updates.compactMap(\.id).max())
    }

    func call(_ method: String, _ fields: [(String, String)]) throws(CannotSend)
        -> ProviderRequest
    {
        let url = "\(base)/bot\(try settings.credential("access_token"))/\(method)"
        guard !fields.isEmpty else {
            return ProviderRequest(method: "POST", url: url, headers: [:], body: [])
        }
        return .form(url, headers: [:], fields: fields)
    }
}

extension TelegramAdapter: PullingChannel {
    /// How long Telegram may hold a poll open.
    private static let pollSeconds = 25
    /// How long to wait where Telegram itself fails.
    private static let restMilliseconds: Int64 = 3000

    /// Polling takes the webhook's place; Telegram refuses both at once.
    package var pullsContinuously: Bool { true }

    /// A poll for what follows the cursor, which is the next update's id.
    package func pullRequest(account: String, cursor: String?, since: Timestamp)
        -> ProviderRequest?
    {
        try? updatesRequest(
            offset: cursor.flatMap { Int64($0) }, timeoutSeconds: Self.pollSeconds,
            kinds: TelegramUpdate.kinds)
    }

    /// The events of a poll; the cursor moves past every update, those without an event too.
    package func pullReading(of response: ProviderResponse, cursor: String?) -> PullReading {
        if let json = response.json, json.flag("ok") == true {
            let (events, last) = updates(of: json)
            let next = last.flatMap { $0 < .max ? String($0 + 1) : nil }
            return .events(events, next: next ?? cursor)
        }
        let error = Self.fault(response)
        switch error.code {
        case 429:
            return .wait(milliseconds: Int64(min(error.retryAfterSeconds ?? 3, 86_400)) * 1000)
        case 500...: return .wait(milliseconds: Self.restMilliseconds)
        default: return .failed(error)
        }
    }
}
