import BatonChannels
import BatonCore
import Crypto
import Foundation
import Testing

/// Whatever comes from outside: nothing crashes, nothing unproved is accepted.
@Suite("Hostile input")
struct HostileInputTests {
    static let channels = ChannelRegistry.profiles.map(\.name)
    /// Those whose webhooks can be proved.
    static let provable = ChannelRegistry.profiles.filter { !$0.isServedHere }.map(\.name)

    /// Numbers that are the same in every run.
    struct Dice {
        var state: UInt64

        mutating func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % sides
        }

        mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(roll(256)) } }
    }

    static let headerNames = [
        "x-hub-signature-256", "x-twilio-signature", "x-webhook-signature",
        "x-telegram-bot-api-secret-token", "x-baton-webhook-token", "webhook-id",
        "webhook-timestamp", "webhook-signature", "content-type",
    ]

    /// Bodies that a provider might send, to be bent.
    static let seeds = [
        #"{"entry":[{"id":"1","time":1,"changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"9"},"contacts":[{"wa_id":"1","profile":{"name":"n"}}],"messages":[{"from":"1","id":"a","timestamp":"1","type":"order","order":{"product_items":[{"quantity":1e300,"item_price":-1}]}}],"statuses":[{"id":"a","status":"read","errors":[{"code":1e30}]}]}}]}]}"#,
        #"{"update_id":1,"message":{"message_id":2,"from":{"id":3},"chat":{"id":3,"type":"private"},"date":4,"photo":[{"file_id":"x","width":1e308,"height":1e308}],"location":{"latitude":1,"longitude":2}}}"#,
        #"{"eventType":"message","type":"contacts","waId":"1","messageContact":[{"phones":[{}]}],"timestamp":"9999999999999999999"}"#,
        #"{"event_type":"message.received","contact":{"id":1},"message":{"messageId":1,"timestamp":-9223372036854775808,"message":{"type":"attachment","attachment":{}}}}"#,
        #"{"type":"message.received","data":{"id":"1","at":1,"contact":{},"text":"x","choice":{}}}"#,
        "MessageSid=SM1&From=whatsapp%3A%2B1&To=x&Body=%&NumMedia=99999999999999999999&Latitude=nan&Longitude=inf&MessageStatus=%FF",
        String(repeating: "[", count: 5000), String(repeating: #"{"a":"#, count: 5000),
        "", "null", "0", "\"", "&&==&%&%4&%zz", "{\"entry\":{}}", "\u{FEFF}{}",
    ].map { Array($0.utf8) }

    @Test("bent and random bodies are read or refused, never a crash", arguments: channels)
    func bodies(channel: String) throws {
        let adapter = try TestChannel.adapter(channel)
        var dice = Dice(state: 7)
        for round in 0..<3000 {
            var body = Self.seeds[round % Self.seeds.count]
            if round >= Self.seeds.count {
                for _ in 0...dice.roll(4) where !body.isEmpty {
                    let place = dice.roll(body.count)
                    switch dice.roll(4) {
                    case 0: body[place] = UInt8(dice.roll(256))
                    case 1: body.remove(at: place)
                    case 2: body.insert(contentsOf: dice.bytes(dice.roll(4)), at: place)
                    default: body.removeSubrange(place...)
                    }
                }
            }
            let type =
                round.isMultiple(of: 2) ? "application/json" : "application/x-www-form-urlencoded"
            let request = WebhookRequest(
                method: "POST", path: "/", query: [], headers: ["content-type": type], body: body)
            let events = (try? adapter.events(of: request)) ?? []
            #expect(events.count <= max(1, body.count))
            let answer = ProviderResponse(status: 100 + dice.roll(500), headers: [:], body: body)
            _ = adapter.reading(of: answer, to: SendID("s"))
            for event in events {
                _ = adapter.acknowledgement(of: event)
                guard let content = event.content else { continue }
                _ = adapter.mediaFetch(for: content)
                _ = adapter.mediaFetch(after: answer, for: content)
            }
            if let puller = adapter as? any PullingChannel {
                _ = puller.pullReading(of: answer, cursor: nil)
            }
        }
    }

    @Test("fifteen thousand made-up proofs a channel open no door", arguments: channels)
    func proofs(channel: String) throws {
        let adapter = try TestChannel.adapter(channel)
        var dice = Dice(state: 11)
        var accepted = 0
        for round in 0..<15_000 {
            var headers: [String: String] = [:]
            for name in Self.headerNames where dice.roll(3) > 0 {
                let value: String =
                    switch dice.roll(6) {
                    case 0: ""
                    case 1: "sha256=" + String(repeating: "0", count: dice.roll(70))
                    case 2: Data(dice.bytes([20, 32][dice.roll(2)])).base64EncodedString()
                    case 3: "v1," + Data(dice.bytes(32)).base64EncodedString()
                    case 4: String(Timestamp.noon.seconds)
                    default: String(decoding: dice.bytes(dice.roll(40)), as: UTF8.self)
                    }
                headers[name] = value
            }
            let request = WebhookRequest(
                method: ["POST", "GET", "PUT", "post"][dice.roll(4)], path: "/webhooks/shop",
                rawQuery: "token=\(round)",
                query: [
                    ("token", "\(round)"), ("hub.mode", "subscribe"), ("hub.challenge", "1"),
                    ("hub.verify_token", "\(round)"),
                ],
                headers: headers, body: Self.seeds[dice.roll(Self.seeds.count)])
            if !adapter.verify(request, at: .noon).isRefused { accepted += 1 }
        }
        #expect(accepted == 0)
    }

    /// A request that is proved, for each channel.
    static func proved(_ channel: String) throws -> WebhookRequest {
        let body = #"{"update_id":1,"entry":[],"event_type":"x","eventType":"x","type":"x"}"#
        func hex(_ key: String) -> String {
            HMAC<SHA256>.authenticationCode(
                for: Array(body.utf8), using: SymmetricKey(data: Array(key.utf8))
            ).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
        let now = Timestamp.noon.seconds
        switch channel {
        case "whatsapp_cloud":
            return TestChannel.post(
                body, headers: ["x-hub-signature-256": "sha256=" + hex("app_secret-1")])
        case "d360":
            return TestChannel.post(body, headers: ["x-baton-webhook-token": "header_token-1"])
        case "telegram":
            return TestChannel.post(
                body, headers: ["x-telegram-bot-api-secret-token": "secret_token-1"])
        case "wati": return TestChannel.post(body, rawQuery: "token=url_token-1")
        case "respond_io":
            let code = TestChannel.base64HMAC(body, key: Array("signing_key-1".utf8))
            return TestChannel.post(body, headers: ["x-webhook-signature": code])
        case "generic_webhook":
            let code = TestChannel.base64HMAC(
                "w1.\(now).\(body)", key: Array("123456789012345678901234".utf8))
            return TestChannel.post(
                body,
                headers: [
                    "webhook-id": "w1", "webhook-timestamp": "\(now)",
                    "webhook-signature": "v1," + code,
                ])
        default:
            let form = "Body=hi&MessageSid=SM1"
            let signed = "https://desk.example.hk/webhooks/shopBodyhiMessageSidSM1"
            let code = HMAC<Insecure.SHA1>.authenticationCode(
                for: Array(signed.utf8), using: SymmetricKey(data: Array("auth_token-1".utf8)))
            return TestChannel.post(
                form,
                headers: [
                    "content-type": "application/x-www-form-urlencoded",
                    "x-twilio-signature": Data(code).base64EncodedString(),
                ])
        }
    }

    @Test("one bit of a signed body, or a proof cut short, closes the door", arguments: provable)
    func bits(channel: String) throws {
        let adapter = try TestChannel.adapter(channel)
        let right = try Self.proved(channel)
        #expect(adapter.verify(right, at: .noon).isAccepted)
        let signs = !["d360", "telegram", "wati"].contains(channel)
        for index in right.body.indices where signs {
            for bit in 0..<8 {
                var bent = right
                bent.body[index] ^= 1 << UInt8(bit)
                #expect(adapter.verify(bent, at: .noon).isRefused)
            }
        }
        for (name, value) in right.headers where name != "content-type" {
            for wrong in ["", String(value.dropLast(3)), value.uppercased() + "=", value + "x"] {
                var bent = right
                bent.headers[name] = wrong
                #expect(adapter.verify(bent, at: .noon).isRefused, "\(name): \(wrong)")
            }
        }
        var bent = right
        bent.query = bent.query.map { (name: $0.name, value: String($0.value.dropLast())) }
        #expect(right.query.isEmpty || adapter.verify(bent, at: .noon).isRefused)
    }

    @Test("only POST is a webhook, however good its proof", arguments: ["GET", "PUT", "post", ""])
    func methods(method: String) throws {
        for (channel, header, value) in [
            ("d360", "x-baton-webhook-token", "header_token-1"),
            ("telegram", "x-telegram-bot-api-secret-token", "secret_token-1"),
        ] {
            var request = TestChannel.post("{}", headers: [header: value])
            let adapter = try TestChannel.adapter(channel)
            #expect(adapter.verify(request, at: .noon).isAccepted)
            request.method = method
            #expect(adapter.verify(request, at: .noon).isRefused)
        }
    }

    @Test("a form of over a thousand parameters is refused, however well it is signed")
    func manyFields() throws {
        func verdict(_ count: Int) throws -> WebhookVerdict {
            let pairs = (0..<count).map { (name: String(10_000 + $0), value: "x") }
            let signed =
                "https://desk.example.hk/webhooks/shop"
                + pairs.map { $0.name + $0.value }.joined()
            let code = HMAC<Insecure.SHA1>.authenticationCode(
                for: Array(signed.utf8), using: SymmetricKey(data: Array("auth_token-1".utf8)))
            return try TestChannel.adapter("twilio").verify(
                TestChannel.post(
                    pairs.map { "\($0.name)=\($0.value)" }.joined(separator: "&"),
                    headers: [
                        "content-type": "application/x-www-form-urlencoded",
                        "x-twilio-signature": Data(code).base64EncodedString(),
                    ]), at: .noon)
        }
        #expect(try verdict(1000).isAccepted)
        #expect(try verdict(1001).isRefused)
    }
}
