import BatonConfiguration
import BatonCore
import BatonDesk
import BatonSimulator
import BatonStore
import Crypto
import Foundation
import Testing

/// Recorded webhooks of a folder, through the real HTTP server into the real store.
///
/// Set BATON_FIXTURES to a folder of cases of one channel; without it there is nothing to do.
@Suite("Recorded webhooks over HTTP", .timeLimit(.minutes(10)))
struct FixtureReplayTests {
    static let cases: [String] = {
        guard let folder = ProcessInfo.processInfo.environment["BATON_FIXTURES"] else { return [] }
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.filter { $0.hasSuffix(".json") }.sorted().map { folder + "/" + $0 }
    }()
    /// Those of channels that providers call; the others are requests of visitors' pages.
    static let webhooks = cases.filter { (try? RecordedCase(path: $0).channel) != "webchat" }

    @Test("each gives the status, the events, and the record that it should", arguments: webhooks)
    func replay(path: String) async throws {
        let recorded = try RecordedCase(path: path)
        try await WorkerRig.with(configured: { configuration in
            // Twilio signs the address, and the connection's key is a part of it.
            configuration.connections[0].id = recorded.channel
            configuration.connections[0].channel = recorded.channel
            configuration.http.publicURL = recorded.publicURL
            configuration.connections[0].secrets.merge(
                recorded.secrets.mapValues { [Secret(value: $0, source: .literal)] }
            ) { _, own in own }
        }) { rig in
            let requests = recorded.requests.map { $0.signed(with: recorded.secrets) }
            for request in requests { try await play(request, recorded, rig) }
            try await rig.untilSettled()
            let first = try await events(of: rig)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for request in Array(repeating: requests, count: recorded.times).joined() {
                    group.addTask { _ = try await send(request, recorded, rig) }
                }
                try await group.waitForAll()
            }
            try await rig.untilSettled()

            let again = try await events(of: rig)
            #expect(again.count == first.count, "repeats are no new events")
            #expect(zip(again, first).allSatisfy { $0.isEqual($1) })
            try compare(first, recorded)
            try await checkRecord(recorded, rig)
        }
    }

    private func play(
        _ request: RecordedCase.Request, _ recorded: RecordedCase, _ rig: WorkerRig
    ) async throws {
        let answer = try await send(request, recorded, rig)
        let wanted = recorded.expect["http_status"] as? Int ?? 200
        // Providers take any success for 200, and tell no refusal of a proof from another.
        let like = [[401, 403, 404], Array(200..<300)].first { $0.contains(wanted) } ?? [wanted]
        #expect(like.contains(answer.status), "\(answer.status) in place of \(wanted)")
        if let body = recorded.expect["body"] as? String { #expect(answer.body == body) }
        if let type = recorded.expect["content_type_prefix"] as? String {
            #expect(answer.contentType.hasPrefix(type))
        }
    }

    private func send(
        _ request: RecordedCase.Request, _ recorded: RecordedCase, _ rig: WorkerRig
    ) async throws -> WorkerRig.Answer {
        let address = "/webhooks/" + recorded.channel
        let path = request.path.hasPrefix(address) ? request.path : address
        return try await rig.http(
            request.method, path + request.query,
            headers: request.headers,
            body: Array(request.body.utf8))
    }

    /// The events as `baton events --json` prints them.
    private func events(of rig: WorkerRig) async throws -> [NSDictionary] {
        let events = try await rig.store.inboundEvents(skipping: 0, limit: 1000)
        let coded = try JSONEncoder().encode(events)
        return try JSONSerialization.jsonObject(with: coded) as? [NSDictionary] ?? []
    }

    private func compare(_ found: [NSDictionary], _ recorded: RecordedCase) throws {
        guard let wanted = recorded.expect["events"] as? [[String: Any]] else { return }
        #expect(found.count == wanted.count)
        for (event, wanted) in zip(found, wanted) {
            #expect(RecordedCase.matches(event, wanted), "\(event) against \(wanted)")
        }
    }

    private func checkRecord(_ recorded: RecordedCase, _ rig: WorkerRig) async throws {
        let rows = try await rig.conversations()
        if let contacts = recorded.expect["contacts"] as? Int {
            #expect(Set(rows.map(\.contact)).count == contacts)
        }
        if let conversations = recorded.expect["conversations"] as? Int {
            #expect(rows.count == conversations)
        }
        if let isVerified = recorded.expect["identity_verified_after"] as? Bool {
            let view = try await rig.opened()
            #expect((view.contact.identityChangedAt == nil) == isVerified)
        }
        if recorded.expect.keys.contains("final_text") {
            let message = try await rig.opened().messages.first
            #expect(message?.content.words == recorded.expect["final_text"] as? String)
        }
        if let state = recorded.expect["final_status"] as? String,
            let events = recorded.expect["events"] as? [[String: Any]],
            let id = events.first?["id"] as? String
        {
            // The statuses came before the message that they are about: it comes now, as an echo.
            try await rig.post(Self.echo(id), secret: recorded.secrets["app_secret"] ?? "")
            try await rig.untilSettled()
            let message = try await rig.opened().messages.first { $0.providerID == id }
            #expect(message?.delivery?.rawValue == state)
        }
    }

    private static func echo(_ id: String) -> [UInt8] {
        let body = """
            {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":\
            "smb_message_echoes","value":{"messaging_product":"whatsapp","metadata":\
            {"display_phone_number":"85221234567","phone_number_id":"\(WorkerRig.account)"},\
            "message_echoes":[{"from":"85221234567","to":"85298765432","id":"\(id)",\
            "timestamp":"1795400000","type":"text","text":{"body":"ok"}}]}}]}]}
            """
        return Array(body.utf8)
    }
}

/// One recorded case.
struct RecordedCase: Sendable {
    /// A request as it is to be sent.
    struct Request: Sendable {
        var method: String
        var path: String
        var query: String
        var headers: [(String, String)]
        var body: String

        /// With the signature that is made when it is sent (Standard Webhooks), where it has one.
        func signed(with secrets: [String: String]) -> Request {
            let now = "\(SystemWallClock().now().seconds)"
            let id = headers.first { $0.0 == "webhook-id" }?.1 ?? ""
            let secret = secrets["webhook_secret"] ?? ""
            let key = Data(base64Encoded: String(secret.dropFirst("whsec_".count))) ?? Data()
            let code = HMAC<SHA256>.authenticationCode(
                for: Data("\(id).\(now).\(body)".utf8), using: SymmetricKey(data: key))
            var request = self
            request.headers = headers.map {
                (
                    $0.0,
                    $0.1.replacing("$NOW", with: now)
                        .replacing("$SIGN", with: "v1," + Data(code).base64EncodedString())
                )
            }
            return request
        }
    }

    /// The address that the provider knows, without its path; `nil` where it signs none.
    let publicURL: String?
    let channel: String
    let secrets: [String: String]
    let requests: [Request]
    /// How often everything is sent again, all at once.
    let times: Int
    private let data: Data

    /// What must come of it.
    var expect: [String: Any] {
        let json = (try? JSONSerialization.jsonObject(with: data)) as? [String: Any]
        return json?["expect"] as? [String: Any] ?? [:]
    }

    init(path: String) throws {
        data = try #require(FileManager.default.contents(atPath: path))
        let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        channel = json["channel"] as? String ?? "whatsapp_cloud"
        secrets = json["secrets"] as? [String: String] ?? [:]
        publicURL = (json["public_url"] as? String).map {
            String($0[..<($0.firstRange(of: "/webhooks/")?.lowerBound ?? $0.endIndex)])
        }
        times = max(3, json["repeat"] as? Int ?? 1)
        try #require(json["expect"] is [String: Any])
        let first = try #require(json["request"] as? [String: Any])
        requests = ([first] + (json["then"] as? [[String: Any]] ?? [])).map(Self.request)
    }

    private static func request(_ raw: [String: Any]) -> Request {
        var components = URLComponents()
        let query = raw["query"] as? [String: Any] ?? [:]
        components.queryItems = query.sorted { $0.key < $1.key }.map {
            URLQueryItem(name: $0.key, value: "\($0.value)")
        }
        let text = raw["query_string"] as? String ?? components.percentEncodedQuery ?? ""
        let headers = raw["headers"] as? [String: String] ?? [:]
        return Request(
            method: raw["method"] as? String ?? "POST", path: raw["path"] as? String ?? "",
            query: text.isEmpty ? "" : "?" + text,
            headers: headers.map { ($0.key, $0.value) }, body: raw["raw_body"] as? String ?? "")
    }

    /// Whether every key that is given matches.
    static func matches(_ value: Any?, _ wanted: Any) -> Bool {
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
