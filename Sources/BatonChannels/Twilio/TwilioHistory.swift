import BatonCore
import Foundation

/// Twilio's list of messages, read after an outage: Twilio redelivers a webhook at most once.
///
/// First what customers sent to the account, then how what we sent fared. A cursor names the half
/// and, after a space, the address of its next page.
///
/// Source: Twilio, "Message resource", "Read multiple messages".
struct TwilioHistory {
    private enum Half: String {
        case inbound, outbound
    }

    /// The most that a page holds.
    private static let pageSize = 1000

    let base: String
    /// The path of the account's list.
    let path: String

    /// The address of a page; `nil` for a cursor that is not ours.
    func address(account: String, cursor: String?, since: Timestamp) -> String? {
        let parts = (cursor ?? Half.inbound.rawValue).split(separator: " ", maxSplits: 1)
        guard let half = parts.first.flatMap({ Half(rawValue: String($0)) }) else { return nil }
        if parts.count > 1 {
            return parts[1].hasPrefix(path) ? base + parts[1] : nil
        }
        let side = half == .inbound ? "To" : "From"
        let day = Date(timeIntervalSince1970: Double(since.seconds))
            .formatted(.iso8601.year().month().day())
        return "\(base)\(path)?\(side)=\(FormBody.encoded(account))&DateSent%3E=\(day)"
            + "&PageSize=\(Self.pageSize)"
    }

    /// The events of a page, and where the next is.
    func reading(of response: ProviderResponse, cursor: String?) -> PullReading {
        if response.status == 429 {
            return .wait(milliseconds: Int64(response.retryAfterSeconds ?? 30) * 1000)
        }
        guard response.isSuccess, let json = response.json else {
            return .failed(
                response.fault(response.json?.text("message"), code: response.json?.code("code")))
        }
        let isOutbound = cursor?.hasPrefix(Half.outbound.rawValue) ?? false
        let half = isOutbound ? Half.outbound : .inbound
        let events = json.objects("messages").compactMap { event(of: $0, half) }
        if let page = json.words("next_page_uri") {
            return .events(events, next: "\(half.rawValue) \(page)")
        }
        return .events(events, next: isOutbound ? nil : Half.outbound.rawValue)
    }

    private func event(of raw: JSONObject, _ half: Half) -> InboundEvent? {
        guard let id = raw.words("sid") else { return nil }
        let isInbound = raw.text("direction") == "inbound"
        guard isInbound == (half == .inbound) else { return nil }
        guard isInbound else {
            var event = TwilioWebhook.status(
                raw.text("status") ?? "", id: id, account: raw.text("from"), to: raw.text("to"),
                code: raw.text("error_code"), details: raw.text("error_message"))
            event.at = Self.seconds(raw.text("date_sent"))
            return event
        }
        var event = InboundEvent(
            kind: .message, provider: TwilioAdapter.profile.name, account: raw.text("to"))
        event.id = id
        event.at = Self.seconds(raw.text("date_sent"))
        event.contact = TwilioWebhook.address(raw.text("from"))
        if (raw.integer("num_media") ?? 0) > 0 {
            var content = MessageContent(type: .document)
            content.url = raw.object("subresource_uris")?.words("media").map { base + $0 }
            content.caption = raw.words("body")
            event.content = content
        } else {
            event.content = .text(raw.text("body") ?? "")
        }
        return event
    }

    /// Unix seconds of a date such as `Fri, 24 May 2019 17:44:46 +0000`.
    private static func seconds(_ text: String?) -> Int64? {
        guard let text else { return nil }
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss Z"
        return formatter.date(from: text).map { Int64($0.timeIntervalSince1970) }
    }
}
