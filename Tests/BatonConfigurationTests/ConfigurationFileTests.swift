import BatonConfiguration
import BatonCore
import Testing

@Suite("ConfigurationFile")
struct ConfigurationFileTests {
    private let sample = """
        data: ./baton-data
        http: {listen: "127.0.0.1:0", public_url: "https://desk.example.hk/"}
        connections:
          whatsapp_cloud:
            channel: whatsapp_cloud
            app_secret: ["${NEW_SECRET}", "${APP_SECRET}"]
            api_base: http://127.0.0.1:9
            inboxes:
              "390011223344556": {name: Shop, knowledge: shop, mode: auto}
        people:
          - {name: Agent 1, unix_user: agent1, role: agent}
        hours: {time_zone: Asia/Hong_Kong, weekdays: "10:00-13:00, 14:00-19:00"}
        """

    @Test("a whole configuration is read, secrets from the environment")
    func whole() throws {
        let read = try ConfigurationFile.parse(
            sample, file: "/srv/baton.yaml",
            environment: ["APP_SECRET": "one", "NEW_SECRET": "two"])

        #expect(read.dataFolder == "/srv/baton-data")
        #expect(
            read.http == .init(host: "127.0.0.1", port: 0, publicURL: "https://desk.example.hk"))
        #expect(read.connections.first?.secrets["app_secret"]?.map(\.value) == ["two", "one"])
        #expect(read.connections.first?.inboxes.map(\.account) == ["390011223344556"])
        #expect(read.people == [Person(id: PersonID("agent1"), name: "Agent 1", role: .agent)])
        #expect(read.hours.weekdays[0].count == 2)
        #expect("\(read)".contains("two") == false)
    }

    @Test("an embedding server is read, its key from the environment")
    func embeddings() throws {
        let text = """
            data: ./x
            embeddings:
              url: http://127.0.0.1:8090/v1/embeddings
              model: e5
              api_key: ${KEY}
              query_prefix: "query: "
              input_type: {query: search_query, passage: search_document}
            """

        let read = try ConfigurationFile.parse(
            text, file: "b.yaml", environment: ["KEY": "secret"])

        #expect(
            read.embeddings
                == Configuration.Embeddings(
                    url: "http://127.0.0.1:8090/v1/embeddings", model: "e5",
                    apiKey: Secret(value: "secret", source: .environment("KEY")),
                    queryPrefix: "query: ", queryType: "search_query",
                    passageType: "search_document"))
    }

    @Test(
        "a mistake in an embedding server is named with file and line",
        arguments: [
            ("{model: e5}", "b.yaml:2: 'url' is missing"),
            ("{url: localhost}", "b.yaml:2: 'url' is the whole web address"),
            ("{url: \"http://a/v1\", input_type: 3}", "b.yaml:2: 'input_type' is true"),
            ("{url: \"http://a/v1\", modle: e5}", "b.yaml:2: unknown key 'modle'"),
            ("{url: \"http://a/v1\", api_key: \"${NO}\"}", "b.yaml:2: 'api_key'"),
        ])
    func embeddingMistakes(_ embeddings: String, _ message: String) {
        #expect {
            try ConfigurationFile.parse(
                "data: ./x\nembeddings: \(embeddings)", file: "b.yaml", environment: [:])
        } throws: { error in
            "\(error)".hasPrefix(message)
        }
    }

    @Test("a gate by guarantee is read with its promise and its share of reviews")
    func guarantee() throws {
        func gate(_ text: String) throws -> Configuration.Gate {
            try ConfigurationFile.parse(
                "data: ./x\ngate: " + text, file: "b.yaml", environment: [:]
            ).gate
        }
        let thresholds = ConfigurationDefaults.thresholds

        #expect(
            try gate("{by: guarantee, risk: 0.02, confidence: 0.95, review: 1, draft: 0.3}")
                == Configuration.Gate(
                    thresholds: GateThresholds(answer: 0.85, draft: 0.3, margin: 0.03),
                    guarantee: .init(risk: 0.02, confidence: 0.95), review: 1))
        #expect(
            try gate("{by: guarantee}")
                == Configuration.Gate(
                    thresholds: thresholds, guarantee: .init(risk: 0.05, confidence: 0.9),
                    review: 0.05))
        #expect(
            try gate("{by: threshold}") == Configuration.Gate(thresholds: thresholds))
    }

    @Test("what always goes to a person is read with its tags, words and own subjects")
    func handOver() throws {
        let gate = try ConfigurationFile.parse(
            """
            data: ./x
            gate:
              by: early
              risk: 0.1
              hand_over:
                tags: [vip, 團購]
                words: [wholesale, 批發]
                subjects:
                  wedding: {en: Wedding order, zh: 婚宴查詢, words: [擺酒, fan jin]}
              stale_after_days: 365
              rating: true
            """, file: "b.yaml", environment: [:]
        ).gate

        let wedding = ReasonCode.local("wedding", BilingualText("Wedding order", "婚宴查詢"))
        #expect(gate.guarantee == .init(risk: 0.1, confidence: 0.9, isEarly: true))
        #expect(gate.handOver.tags == ["vip", "團購"])
        #expect(
            gate.handOver.words == [.reserved: ["wholesale", "批發"], wedding: ["擺酒", "fan jin"]])
        #expect(wedding.title == BilingualText("Wedding order", "婚宴查詢"))
        #expect(gate.staleAfterDays == 365)
        #expect(gate.asksRating)
    }

    @Test(
        "a gate that asks for what it cannot have is named with its line",
        arguments: [
            ("{by: garantee}", "unknown by 'garantee' (did you mean 'guarantee'?)"),
            ("{by: guarantee, answer: 0.7}", "'answer' is found from labels"),
            ("{by: guarantee, risk: 0.7}", "'risk' is a share of wrong answers"),
            ("{by: guarantee, risk: 0}", "'risk' is a share of wrong answers"),
            ("{by: guarantee, confidence: 1}", "'confidence' is from 0.5"),
            ("{by: threshold, risk: 0.05}", "'risk' is promised by nobody here"),
            ("{confidence: 0.9}", "'confidence' is promised by nobody here"),
            ("{review: 2}", "'review' is a number from 0 to 1"),
            ("{by: early, confidence: 0.9}", "'confidence' is not promised by 'by: early'"),
            ("{hand_over: {tags: vip}}", "'tags' is a list"),
            ("{hand_over: {words: ['!!']}}", "'!!' has no letter or figure"),
            ("{hand_over: {word: [a]}}", "unknown key 'word' (did you mean 'words'?)"),
            ("{hand_over: {subjects: {a: {en: A, words: [x]}}}}", "'zh' is missing"),
            ("{hand_over: {subjects: {a: {en: A, zh: 甲}}}}", "'words' is missing"),
            ("{stale_after_days: 0}", "'stale_after_days' is a whole number of days"),
            ("{rating: often}", "'rating' is true or false"),
        ])
    func gateMistakes(_ text: String, _ message: String) {
        #expect {
            try ConfigurationFile.parse(
                "data: ./x\ngate: " + text, file: "b.yaml", environment: [:])
        } throws: { error in
            let lines = "\(error)".split(separator: "\n")
            return lines.count == 1 && lines[0].hasPrefix("b.yaml:2: " + message)
        }
    }

    @Test("every mistake is named with file and line")
    func mistakes() {
        let text = """
            data: ./x
            htpp: {}
            connections:
              wa: {channel: whatsapp_cloud}
            people:
              - {name: A, unix_user: a, role: boss}
            gate: {answer: 0.2, draft: 0.5}
            """
        #expect {
            try ConfigurationFile.parse(text, file: "b.yaml", environment: [:])
        } throws: { error in
            let lines = "\(error)".split(separator: "\n").map(String.init)
            return lines.count == 4
                && lines[0] == "b.yaml:2: unknown key 'htpp' (did you mean 'http'?)"
                && lines[1].hasPrefix("b.yaml:4: connection 'wa' lacks 'app_secret'")
                && lines[2].hasPrefix("b.yaml:6: unknown role 'boss'")
                && lines[3].hasPrefix("b.yaml:7: 'draft'")
        }
    }

    @Test("what init writes loads as it stands")
    func template() throws {
        let read = try ConfigurationFile.parse(
            ConfigurationTemplate.text, file: "/srv/baton.yaml", environment: [:])
        #expect(read.connections.isEmpty)
        #expect(read.warnings.isEmpty)
    }

    @Test("a literal secret works and is warned of; a missing one for sending is a warning")
    func secrets() throws {
        let text = """
            data: ./x
            connections:
              wa: {channel: whatsapp_cloud, app_secret: plain, access_token: "${NONE}"}
            """
        let read = try ConfigurationFile.parse(text, file: "b.yaml", environment: [:])
        #expect(read.connections.first?.secrets["access_token"] == [])
        #expect(read.warnings.count == 2)
    }

    @Test("who only speaks to the worker needs none of its secrets; the worker does")
    func clients() throws {
        let client = try ConfigurationFile.parse(
            sample, file: "/srv/baton.yaml", environment: [:], needsSecrets: false)

        #expect(client.dataFolder == "/srv/baton-data")
        #expect(client.connections.first?.secrets["app_secret"] == [])
        #expect(throws: ConfigurationError.self) {
            _ = try ConfigurationFile.parse(sample, file: "/srv/baton.yaml", environment: [:])
        }
    }

    @Test("a verify token alone lets the address be verified, and is warned of")
    func verifyTokenAlone() throws {
        let read = try ConfigurationFile.parse(
            """
            data: ./x
            connections:
              wa: {channel: whatsapp_cloud, verify_token: t}
            """, file: "b.yaml", environment: [:])

        #expect(read.warnings.contains { $0.message.contains("lacks 'app_secret'") })
    }
}
