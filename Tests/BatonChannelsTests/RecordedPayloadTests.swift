import BatonChannels
import BatonCore
import Foundation
import Testing

/// Set BATON_FIXTURES to a folder of cases to replay them; without it there is nothing to do.
@Suite("Recorded cases of a folder")
struct RecordedPayloadTests {
    /// A case's file, named by its last two parts.
    struct Case: Sendable, CustomTestStringConvertible {
        var path: String
        var testDescription: String { path.split(separator: "/").suffix(2).joined(separator: "/") }

        func read() throws -> [String: Any] {
            let data = try #require(FileManager.default.contents(atPath: path))
            return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        }
    }

    static let channels = Set(ChannelRegistry.profiles.map(\.name))

    static func cases(_ kinds: Set<String>, where isOurs: ([String: Any]) -> Bool) -> [Case] {
        guard let folder = ProcessInfo.processInfo.environment["BATON_FIXTURES"],
            let files = FileManager.default.enumerator(atPath: folder)
        else { return [] }
        return files.compactMap { $0 as? String }.filter { $0.hasSuffix(".json") }.sorted()
            .map { Case(path: folder + "/" + $0) }
            .filter { file in
                guard let json = try? file.read(), let kind = json["kind"] as? String else {
                    return false
                }
                return kinds.contains(kind) && isOurs(json)
            }
    }

    static let webhooks = cases(["webhook_inbound", "webhook_verify", "webhook_sequence"]) {
        channels.contains($0["channel"] as? String ?? "")
    }
    static let errors = cases(["error_action"]) { _ in true }
    static let sends = cases(["outbound_request"]) {
        !(($0["name"] as? String ?? "").hasPrefix("openai"))
    }

    @Test("every webhook gives the expected status and events", arguments: webhooks)
    func webhook(file: Case) throws {
        let json = try file.read()
        let adapter = try Self.adapter(json)
        let expect = try #require(json["expect"] as? [String: Any])
        let first = try #require(json["request"] as? [String: Any])
        var found: [InboundEvent] = []
        var status = 200
        var answer = ""
        let requests = [first] + (json["then"] as? [[String: Any]] ?? [])
        let repeats = max(1, json["repeat"] as? Int ?? 1)
        for raw in (0..<repeats).flatMap({ _ in requests }) {
            let request = Self.request(raw, secrets: json["secrets"] as? [String: String] ?? [:])
            switch adapter.verify(request, at: .noon) {
            case .refused(let refused, _): status = refused
            case .challenge(let text): answer = text
            case .accepted:
                guard let events = try? adapter.events(of: request) else {
                    status = 400
                    continue
                }
                found += events.filter { !found.contains($0) }
            }
        }
        let wanted = expect["http_status"] as? Int ?? 200
        let proofs: Set = [401, 403, 404]
        #expect(status == wanted || (proofs.contains(status) && proofs.contains(wanted)))
        if let body = expect["body"] as? String { #expect(answer == body) }
        guard let events = expect["events"] as? [[String: Any]] else { return }
        #expect(found.count == events.count)
        for (event, wanted) in zip(found, events) {
            let coded = try JSONSerialization.jsonObject(with: try JSONEncoder().encode(event))
            #expect(Self.matches(coded, wanted), "\(coded) against \(wanted)")
        }
        if let word = expect["final_status"] as? String {
            let last = found.compactMap { $0.status?.state }
                .reduce(DeliveryState.pending) { $0.advanced(by: $1) }
            #expect(last.rawValue == word)
        }
    }

    @Test("every error code has the expected action", arguments: errors)
    func error(file: Case) throws {
        let json = try file.read()
        let input = try #require(json["input"] as? [String: Any])
        let adapter = try TestChannel.adapter(try #require(input["provider"] as? String))
        let code = try #require(input["code"] as? Int)
        let expect = try #require(json["expect"] as? [String: Any])
        #expect(
            adapter.action(for: ProviderError(code: code)).rawValue == expect["action"] as? String)
    }

    @Test("every send is worded as a well-kept client words it", arguments: sends)
    func send(file: Case) throws {
        let json = try file.read()
        let golden = try #require(json["request"] as? [String: Any])
        let path = try #require(golden["path"] as? String)
        let body = Array((golden["raw_body"] as? String ?? "").utf8)
        if let graph = TestChannel.json(body) {
            let adapter = try TestChannel.adapter("whatsapp_cloud")
            let request = try adapter.request(
                for: TestChannel.send(
                    try Self.content(graph), to: ContactAddress(phone: "+85298765432"),
                    account: "390011223344556"))
            let ours = try #require(
                TestChannel.json(request)?.mutableCopy() as? NSMutableDictionary)
            // Our send id, which comes back with statuses, is ours alone.
            ours.removeObject(forKey: "biz_opaque_callback_data")
            #expect(ours == graph)
            #expect(request.url.hasSuffix(path))
            return
        }
        let form = TestChannel.form(body)
        let request: ProviderRequest?
        if path.hasPrefix("/2010") {
            request = try TestChannel.adapter(
                "twilio", options: ["account_sid": "AC00000000000000000000000000000000"],
                publicURL: "https://baton.example.hk"
            ).request(
                for: TestChannel.send(
                    .text(form["Body"] ?? ""), to: ContactAddress(phone: "+85298765432"),
                    account: "whatsapp:+85221234567"))
        } else {
            request = try Self.telegram(path, form)
        }
        let ours = try #require(request)
        #expect(ours.url.hasSuffix(path))
        #expect(
            TestChannel.form(ours.body)
                == form.mapValues { $0.replacing("webhooks/twilio", with: "webhooks/shop") })
    }

    private static func telegram(_ path: String, _ form: [String: String]) throws
        -> ProviderRequest?
    {
        let adapter = try TestChannel.adapter("telegram", secrets: ["access_token": ["123:abc"]])
        if path.hasSuffix("getMe") { return adapter.identityRequest(account: "123") }
        if path.hasSuffix("getUpdates") {
            return try (adapter as? TelegramAdapter)?.updatesRequest(
                offset: form["offset"].flatMap { Int64($0) },
                timeoutSeconds: Int(form["timeout"] ?? "") ?? 0, kinds: nil)
        }
        return try adapter.request(
            for: TestChannel.send(
                .text(form["text"] ?? ""), to: ContactAddress(providerID: form["chat_id"])))
    }

    /// The content that a golden body of the Cloud API says.
    private static func content(_ graph: NSDictionary) throws -> MessageContent {
        let type = try #require(graph["type"] as? String)
        let part = try #require(graph[type] as? [String: Any])
        switch type {
        case "text": return .text(try #require(part["body"] as? String))
        case "image":
            var content = MessageContent(type: .image)
            content.url = part["link"] as? String
            content.caption = part["caption"] as? String
            return content
        default:
            let body = try #require(part["body"] as? [String: String])
            let action = try #require(part["action"] as? [String: Any])
            let buttons = try #require(action["buttons"] as? [[String: Any]])
            var content = MessageContent.text(body["text"] ?? "")
            content.menu = MessageContent.Menu(
                options: buttons.compactMap { $0["reply"] as? [String: String] }
                    .map { .init(id: $0["id"] ?? "", title: $0["title"] ?? "") })
            return content
        }
    }

    private static func adapter(_ json: [String: Any]) throws -> any ChannelAdapter {
        let channel = try #require(json["channel"] as? String)
        let secrets = json["secrets"] as? [String: String] ?? [:]
        let url = json["public_url"] as? String ?? "https://baton.example.hk/webhooks/x"
        return try TestChannel.adapter(
            channel, secrets: secrets.mapValues { [$0] },
            publicURL: url.range(of: "/webhooks/").map { String(url[..<$0.lowerBound]) })
    }

    private static func request(_ raw: [String: Any], secrets: [String: String]) -> WebhookRequest {
        let body = raw["raw_body"] as? String ?? ""
        let rawQuery = raw["query_string"] as? String ?? ""
        var request = TestChannel.post(
            body, headers: raw["headers"] as? [String: String] ?? [:], rawQuery: rawQuery,
            path: raw["path"] as? String ?? "")
        request.method = raw["method"] as? String ?? "POST"
        request.query += (raw["query"] as? [String: Any] ?? [:]).map { ($0.key, "\($0.value)") }
        let now = String(Timestamp.noon.seconds)
        let secret = secrets["webhook_secret"] ?? ""
        let key = Data(base64Encoded: String(secret.dropFirst(6))) ?? Data()
        let id = request.headers["webhook-id"] ?? ""
        let sign = "v1," + TestChannel.base64HMAC("\(id).\(now).\(body)", key: Array(key))
        request.headers = request.headers.mapValues {
            $0.replacing("$NOW", with: now).replacing("$SIGN", with: sign)
        }
        return request
    }

    /// Whether every key that is given matches.
    private static func matches(_ value: Any?, _ wanted: Any) -> Bool {
        if let wanted = wanted as? [String: Any] {
            guard let value = value as? [String: Any] else { return false }
            return wanted.allSatisfy { matches(value[$0.key], $0.value) }
        }
        if let wanted = wanted as? [Any] {
            guard let value = value as? [Any], value.count == wanted.count else { return false }
            return zip(value, wanted).allSatisfy { matches($0, $1) }
        }
        if wanted is NSNull { return value == nil || value is NSNull }
        return (value as? NSObject)?.isEqual(wanted) ?? false
    }
}
