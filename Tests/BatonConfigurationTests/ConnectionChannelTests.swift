import BatonChannels
import BatonConfiguration
import Testing

@Suite("Connections of each channel")
struct ConnectionChannelTests {
    private func parse(_ connection: String, publicURL: Bool = true) throws -> Configuration {
        let http = publicURL ? #"http: {listen: "127.0.0.1:0", public_url: "https://d.hk"}"# : ""
        return try ConfigurationFile.parse(
            "data: ./x\n\(http)\nconnections:\n  shop: {\(connection)}\n", file: "b.yaml",
            environment: ["S": "secret"])
    }

    @Test(
        "each channel loads with what proves it, and lacks only what sending needs",
        arguments: [
            ("whatsapp_cloud", "app_secret", ["verify_token", "access_token", "waba_id"]),
            ("d360", "header_token", ["access_token"]), ("twilio", "auth_token", ["account_sid"]),
            ("wati", "url_token", ["access_token"]),
            ("respond_io", "signing_key", ["access_token"]),
            ("telegram", "secret_token", ["access_token"]),
            ("generic_webhook", "webhook_secret", ["api_base"]),
        ])
    func verified(channel: String, secret: String, lacking: [String]) throws {
        let read = try parse("channel: \(channel), \(secret): \"${S}\"")
        let connection = try #require(read.connections.first)
        #expect(connection.secrets.mapValues { $0.map(\.value) } == [secret: ["secret"]])
        #expect(
            connection.missing.map { $0.split(separator: ":").first } == lacking.map { "no \($0)" })
        #expect {
            try parse("channel: \(channel)")
        } throws: { "\($0)".contains("connection 'shop' lacks '\(secret)'") }
    }

    @Test("a setting that is no secret is kept as such")
    func setting() throws {
        let read = try parse("channel: twilio, auth_token: \"${S}\", account_sid: AC1")
        #expect(read.connections.first?.options == ["account_sid": "AC1"])
        #expect(read.connections.first?.missing == [])
        #expect(read.warnings.isEmpty)
    }

    @Test("a channel that signs its address needs the public one")
    func address() {
        #expect {
            try parse("channel: twilio, auth_token: \"${S}\"", publicURL: false)
        } throws: {
            "\($0)".contains("b.yaml:4: connection 'shop'") && "\($0)".contains("public_url")
        }
    }

    @Test("another channel's secret is an unknown key")
    func foreign() {
        #expect {
            try parse("channel: telegram, secret_token: \"${S}\", app_secret: \"${S}\"")
        } throws: { "\($0)".contains("unknown key 'app_secret'") }
    }

    @Test("a polled bot needs its token, and nothing to prove a webhook")
    func polled() throws {
        let read = try parse("channel: telegram, receive: poll, access_token: \"${S}\"")
        #expect(read.connections.first?.receive == .poll)
        #expect(read.warnings.isEmpty)
        #expect {
            try parse("channel: telegram, receive: poll")
        } throws: { "\($0)".contains("b.yaml:4: connection 'shop' lacks 'access_token'") }
    }

    @Test("a channel that cannot be polled, or another way to receive, is refused with its line")
    func notPolled() {
        #expect {
            try parse("channel: wati, url_token: \"${S}\", receive: poll")
        } throws: {
            "\($0)".contains("b.yaml:4: wati cannot be polled; 'receive: poll' is for telegram")
        }
        #expect {
            try parse("channel: telegram, secret_token: \"${S}\", receive: pigeon")
        } throws: { "\($0)".contains("b.yaml:4: ") && "\($0)".contains("pigeon") }
    }

    @Test("an unknown channel is named with its line")
    func unknown() {
        #expect {
            try parse("channel: telegramm")
        } throws: { "\($0)".contains("did you mean 'telegram'?") }
    }
}
