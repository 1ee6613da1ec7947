import BatonConfiguration
import BatonCore
import Testing

@Suite("A chat on the website in the configuration")
struct WebChatConfigurationTests {
    private func read(_ lines: String) throws(ConfigurationError) -> Configuration {
        try ConfigurationFile.parse(
            "data: ./x\nconnections:\n" + lines, file: "b.yaml", environment: ["SITE": "s"])
    }

    private func findings(_ lines: String) -> [String] {
        do {
            _ = try read(lines)
            return []
        } catch {
            return error.findings.map { "\($0.line): \($0.message)" }
        }
    }

    @Test("origins, secret and site keys are read")
    func whole() throws {
        let connection = try #require(
            try read(
                """
                  web:
                    channel: webchat
                    origins: [https://shop.example.hk, "http://127.0.0.1:8080"]
                    site_secret: ${SITE}
                    inboxes: {pk_shop: {name: Website, knowledge: shop}}
                """
            ).connections.first)

        #expect(
            connection.options == ["origins": "https://shop.example.hk http://127.0.0.1:8080"])
        #expect(connection.secrets["site_secret"]?.map(\.value) == ["s"])
        #expect(connection.inboxes.map(\.account) == ["pk_shop"])
    }

    @Test("one origin needs no list, and no secret where nobody signs in")
    func small() throws {
        let connection = try #require(
            try read(
                """
                  web:
                    channel: webchat
                    origins: https://shop.example.hk
                """
            ).connections.first)

        #expect(connection.options == ["origins": "https://shop.example.hk"])
        #expect(
            connection.missing == [
                "no site_secret: customers who are signed in with the shop stay strangers; set it "
                    + "to a key of your own, by which the shop signs its customers' ids"
            ])
    }

    @Test("without origins no page could open it, which is a fault")
    func noOrigins() {
        #expect(
            findings("  web:\n    channel: webchat\n").map { $0.prefix(37) }
                == [
                    "4: connection 'web' lacks 'origins'; w"
                ].map { $0.prefix(37) })
    }

    @Test("an origin, and a site key, that cannot be one is told by its line")
    func wrong() {
        let found = findings(
            """
              web:
                channel: webchat
                origins:
                  - https://shop.example.hk
                  - https://shop.example.hk/chat
                inboxes:
                  "pk shop": {name: Website, knowledge: shop}
            """)

        #expect(found.count == 2)
        #expect(
            found.first?.hasPrefix("7: 'origins': 'https://shop.example.hk/chat' is no origin")
                == true)
        #expect(found.last?.hasPrefix("9: inbox 'pk shop': a site key has letters") == true)
    }

    @Test("a site key names one connection")
    func twice() {
        let one = """
                channel: webchat
                origins: https://shop.example.hk
                inboxes: {pk_shop: {name: Website, knowledge: shop}}

            """

        let found = findings("  web:\n" + one + "  other:\n" + one)

        #expect(found.count == 1)
        #expect(found.first?.contains("the site key 'pk_shop' is also one of 'web'") == true)
    }
}
