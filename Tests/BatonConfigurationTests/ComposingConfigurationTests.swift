import BatonConfiguration
import BatonCore
import Testing

@Suite("composing: in baton.yaml")
struct ComposingConfigurationTests {
    private static func read(_ yaml: String) throws -> Configuration {
        try ConfigurationFile.parse(
            "data: ./d\n" + yaml, file: "/etc/baton/baton.yaml", environment: ["KEY": "secret"])
    }

    private static func findings(_ yaml: String) -> [String] {
        do {
            _ = try read(yaml)
            return []
        } catch let error as ConfigurationError {
            return error.findings.map { "\($0.line): \($0.message)" }
        } catch {
            return ["\(error)"]
        }
    }

    @Test("a server on this machine needs an address and a model")
    func local() throws {
        let configuration = try Self.read(
            "composing: {server: \"http://127.0.0.1:8081/v1/\", model: gemma}")

        #expect(
            configuration.composing
                == Configuration.Composing(server: "http://127.0.0.1:8081/v1", model: "gemma"))
        #expect(configuration.composing?.isLocal == true)
        #expect(configuration.composing?.url == "http://127.0.0.1:8081/v1/chat/completions")
        #expect(configuration.warnings == [])
    }

    @Test("everything can be set")
    func whole() throws {
        let configuration = try Self.read(
            """
            composing:
              server: https://api.example.com/v1
              region: Singapore
              model: big
              api_key: ${KEY}
              stream: false
              deadline: 20s
              daily_tokens: 100000
              daily_cost: 2.5
              price: {input: 0.15, output: 1}
              use: auto
              summary: true
            """)

        #expect(
            configuration.composing
                == Configuration.Composing(
                    server: "https://api.example.com/v1", model: "big",
                    apiKey: Secret(value: "secret", source: .environment("KEY")),
                    region: "Singapore", streams: false, deadlineMilliseconds: 20_000,
                    dailyTokens: 100_000, dailyCost: 2.5, price: .init(input: 0.15, output: 1),
                    use: .auto, summarises: true))
        #expect(configuration.composing?.isLocal == false)
    }

    @Test(
        "a mistake is named with its line",
        arguments: [
            ("composing: {server: \"127.0.0.1\", model: m}", "2: 'server' is a web address"),
            ("composing: {model: m}", "2: 'server' is missing"),
            ("composing: {server: \"http://127.0.0.1/v1\"}", "2: 'model' is missing"),
            (
                "composing: {server: \"https://llm.example.com/v1\", model: m}",
                "2: the server at llm.example.com is not on this machine"
            ),
            (
                "composing: {server: \"http://192.168.1.5/v1\", model: m}",
                "2: the server at 192.168.1.5 is not on this machine"
            ),
            (
                "composing:\n  server: http://127.0.0.1/v1\n  model: m\n  deadline: 60s",
                "5: 'deadline' is from 1s to 25s"
            ),
            (
                "composing:\n  server: http://127.0.0.1/v1\n  model: m\n  daily_cost: 3",
                "5: 'daily_cost' needs the price"
            ),
            (
                "composing:\n  server: http://127.0.0.1/v1\n  model: m\n  use: atuo",
                "5: unknown use 'atuo' (did you mean 'auto'?)"
            ),
            (
                "composing:\n  server: http://127.0.0.1/v1\n  model: m\n  strem: true",
                "5: unknown key 'strem' (did you mean 'stream'?)"
            ),
            (
                "composing:\n  server: http://127.0.0.1/v1/chat/completions\n  model: m",
                "3: 'server' ends in /v1"
            ),
        ])
    func mistakes(yaml: String, expected: String) {
        let found = Self.findings(yaml)
        #expect(found.contains { $0.hasPrefix(expected) }, "\(found)")
    }

    @Test("a server elsewhere without a budget, or in the clear, is warned of")
    func warnings() throws {
        let configuration = try Self.read(
            "composing: {server: \"http://192.168.1.5/v1\", model: m, region: office}")
        #expect(configuration.warnings.count == 2)
    }

    @Test(
        "only loopback is this machine",
        arguments: [
            ("http://localhost:1/v1", true), ("http://[::1]:1/v1", true),
            ("http://127.9.9.9/v1", true),
            ("http://127.0.0.1.evil.example/v1", false), ("http://0.0.0.0/v1", false),
            ("http://localhost.evil.example/v1", false), ("http://[::2]/v1", false),
            ("http://127.0.0.256/v1", false), ("http://10.0.0.1/v1", false),
            ("http://127.0.0.1@evil.example/v1", false),
        ])
    func places(server: String, isLocal: Bool) {
        #expect(Configuration.Composing(server: server, model: "m").isLocal == isLocal)
    }
}
