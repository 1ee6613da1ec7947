import BatonChannels
import BatonCore
import Testing

@testable import BatonConfiguration

@Suite("Policy files")
struct PolicyFilesTests {
    private func book(_ text: String) throws -> PolicyBook {
        try PolicyFiles.book(of: [("p.yaml", text)], shipped: 0)
    }

    /// What a file is refused for.
    private func faults(_ text: String) -> [String] {
        do {
            _ = try PolicyFiles.book(of: [("p.yaml", text)], shipped: 0)
            return []
        } catch {
            return error.findings.map(\.description)
        }
    }

    private func row(_ says: String, id: String = "a", from: String = "2026-01-01") -> String {
        "  - {id: \(id), effective_from: \(from), source: s, \(says)}\n"
    }

    private func asked(
        _ provider: String = "whatsapp_cloud", country: String = "HK", at day: String
    ) throws -> PolicyCase {
        PolicyCase(
            provider: provider, inbox: InboxID(connection: "shop", account: "852"),
            country: try #require(PolicyCountry(written: country)),
            at: try #require(PolicyMoment.read(day)))
    }

    @Test("what ships is well formed, and contradicts itself on no channel and no day")
    func shipped() throws {
        let book = try PolicyFiles.load([])
        #expect(book.rows.count { !$0.isShipped } == 0)
        #expect(book.rows.contains { $0.id == "whatsapp-window" })
    }

    @Test("what ships says what the adapters say of the service window")
    func shippedWindows() throws {
        let book = try PolicyFiles.load([])
        let day = 86_400_000
        for (provider, window) in [
            ("whatsapp_cloud", day), ("d360", day), ("twilio", day), ("wati", day),
            ("respond_io", day), ("telegram", nil), ("generic_webhook", nil),
        ] as [(String, Int?)] {
            let policy = book.policy(for: try asked(provider, at: "2026-11-25"))
            let channel = ChannelCapabilities(
                maxTextLength: 1, features: [],
                serviceWindowMilliseconds: provider == "generic_webhook" ? nil : 1, rates: [])
            #expect(policy.window(of: channel) == window.map(Int64.init), "\(provider)")
        }
    }

    @Test("Meta's numbers write to 250 customers first in a day, unless a business says more")
    func reach() throws {
        let day = ReachLimit.dayMilliseconds
        let shipped = try PolicyFiles.load([])
        for (provider, limit) in [
            ("whatsapp_cloud", 250), ("d360", 250), ("twilio", nil), ("telegram", nil),
        ] as [(String, Int?)] {
            let policy = shipped.policy(for: try asked(provider, at: "2026-11-25"))
            #expect(
                policy.reach == limit.map { ReachLimit(contacts: $0, milliseconds: day) },
                "\(provider)")
        }
        for (says, limit) in [
            ("contacts: 2000", ReachLimit(contacts: 2000, milliseconds: day)),
            ("contacts: 9, every: 1h", ReachLimit(contacts: 9, milliseconds: 3_600_000)),
            ("contacts: 9, every: none", nil), ("every: 24h", nil),
        ] as [(String, ReachLimit?)] {
            let own = try book("rules:\n" + row("rates: {portfolio: {\(says)}}"))
            #expect(own.policy(for: try asked(at: "2026-11-25")).reach == limit, "\(says)")
        }
    }

    @Test("how long the record is kept is each country's own, and the least of all is known")
    func retention() throws {
        let book = try book(
            "rules:\n" + row("data_use: {retention: 365d, media_retention: 90d}")
                + row("applies: {country: IT}, data_use: {retention: 30d}", id: "b")
                + row("applies: {country: HK}, data_use: {retention: none}", id: "c")
                + row("applies: {provider: twilio}, data_use: {retention: 7d}", id: "d"))
        let day: Int64 = 86_400_000
        func kept(_ country: String) throws -> Int64? {
            book.policy(for: try asked(country: country, at: "2026-11-25")).retention
        }
        let here = try asked(at: "2026-11-25")
        let key = EffectivePolicy.retentionKey

        #expect(try kept("IT") == 30 * day)
        #expect(try kept("HK") == nil)
        #expect(try kept("FR") == 365 * day)
        #expect(book.policy(for: here).mediaRetention == 90 * day)
        #expect(book.least(key, for: here) == 30 * day)
        #expect(book.least(key, for: try asked("twilio", at: "2026-11-25")) == 7 * day)
        #expect(book.countries(saying: key, for: here).map(\.words) == ["IT", "HK"])
    }

    @Test("a message goes out by the template of what it is for, else by that for answers or any")
    func templateOfPurpose() throws {
        func one(_ name: String) -> String { "{name: \(name), languages: [en]}" }
        let book = try PolicyFiles.book(
            of: [
                (
                    "p.yaml",
                    "rules:\n"
                        + row(
                            "templates: {order_status: \(one("order")), answer: \(one("reply")), "
                                + "any: \(one("other"))}")
                )
            ], shipped: 0)
        let policy = book.policy(for: try asked(at: "2026-11-25"))
        func name(_ purposes: [PolicyPurpose], _ other: PolicyPurpose) -> String? {
            policy.template(for: purposes, otherwise: other)?.name
        }
        #expect(name([.productQuestion, .orderStatus], .answer) == "order")
        #expect(name([.productQuestion], .answer) == "reply")
        #expect(name([.handover], .handover) == "other")
        #expect(name([], .answer) == "reply")
    }

    @Test("a category is billed at the rate of another one, where a row says so")
    func rateOfAnother() throws {
        let book = try PolicyFiles.book(
            of: [
                (
                    "p.yaml",
                    "rules:\n"
                        + row("prices: {service: {rate_ref: utility, free_per_month: 9}}")
                        + row("prices: {utility: {rate: HKD 0.10}}", id: "b")
                )
            ], shipped: 0)
        let policy = book.policy(for: try asked(at: "2026-11-25"))
        #expect(policy.rate(of: "service") == Money(micros: 100_000, currency: "HKD"))
        #expect(
            policy.price(of: "service")?.words
                == "billed at the rate of utility after 9 free a month")
    }

    @Test(
        "what cannot be meant of windows, rates and purposes is refused",
        arguments: [
            (
                "window: {opens_on: [user_call]}",
                "p.yaml:2: 'window.opens_on' leaves out user_message, which always opens it; add it"
            ),
            (
                "prices: {service: {rate: HKD 1.00, rate_ref: utility}}",
                "p.yaml:2: 'rate_ref' names another category, and stands without 'rate'"
            ),
            (
                "prices: {utility: {rate_ref: utility}}",
                "p.yaml:2: 'rate_ref' names another category, and stands without 'rate'"
            ),
            (
                "scope: {general_assistant: deny, primary_function: assistant}",
                "p.yaml:2: 'scope.primary_function' is assistant where 'scope.general_assistant' "
                    + "is deny; say business"
            ),
            (
                "scope: {purposes: [greeting]}, "
                    + "person: {always_offer_after_turns: 4, offer: {en: hi}}",
                "p.yaml:2: 'scope.purposes' leaves out 'handover', and "
                    + "'person.always_offer_after_turns' always offers a person; add it, or set "
                    + "that to 0"
            ),
        ])
    func contradictory(says: String, fault: String) {
        #expect(faults("rules:\n" + row(says)) == [fault])
    }

    @Test("replies cost nothing before October 2026, and are billed from then on")
    func shippedPrices() throws {
        let book = try PolicyFiles.load([])
        let before = book.policy(for: try asked(at: "2026-09-30")).price(of: "service")
        let after = book.policy(for: try asked(at: "2026-10-01")).price(of: "service")
        #expect(before == PolicyPrice(isBillable: false))
        var billed = PolicyPrice(freePerMonth: 1000)
        billed.rateOf = "utility"
        #expect(after == billed)
    }

    @Test(
        "customers in the European Union are told of the machine from August 2026, others are not")
    func shippedDisclosure() throws {
        let book = try PolicyFiles.load([])
        func disclosure(_ country: String, _ day: String) throws -> EffectivePolicy.Disclosure {
            book.policy(for: try asked(country: country, at: day)).disclosure
        }
        #expect(try disclosure("39", "2026-08-01") == .never)
        #expect(try disclosure("39", "2026-08-02") == .firstMessage)
        #expect(try disclosure("852", "2026-08-02") == .never)
    }

    @Test("a rule is read whole, each value with its line")
    func whole() throws {
        let book = try book(
            """
            rules:
              - id: all
                effective_from: 2026-01-01
                effective_to: 2026-06-01T08:30Z
                applies: {provider: [twilio, d360], country: [HK, "+39"], number: shop/852}
                source: https://example.org
                note: words
                mode: draft_only
                ai_enabled: true
                window: {service: 12h, outside: deny}
                templates:
                  answer: {name: again, languages: [zh_HK, en], params: ["{name}"], text: "Hi {{1}}"}
                prices:
                  service: {rate: HKD 0.12, free_per_month: 10}
                budget: {monthly: HKD 300, on_budget: template_only}
                errors: {131047: fail_notify, other: fail_bug}
                rates: {account: {sends: 20, every: 1s, burst: 20}}
                retry: {first_wait: 500ms}
            """)
        let row = try #require(book.rows.first)
        #expect(row.from == PolicyMoment.read("2025-12-31T16:00Z"))
        #expect(row.until == PolicyMoment.read("2026-06-01T08:30Z"))
        #expect(
            row.applies
                == PolicyRow.Scope(
                    providers: ["twilio", "d360"],
                    countries: ["HK", "39"].compactMap(PolicyCountry.init(written:)),
                    numbers: ["shop/852"]))
        #expect(
            row.settings
                == [
                    "mode": .init(value: .word("draft_only"), line: 8),
                    "ai_enabled": .init(value: .flag(true), line: 9),
                    "window.service": .init(value: .duration(43_200_000), line: 10),
                    "window.outside": .init(value: .word("deny"), line: 10),
                    "templates.answer": .init(
                        value: .template(
                            PolicyTemplate(
                                name: "again", languages: ["zh_HK", "en"], params: ["{name}"],
                                text: "Hi {{1}}")), line: 12),
                    "prices.service": .init(
                        value: .price(
                            PolicyPrice(
                                rate: Money(micros: 120_000, currency: "HKD"), freePerMonth: 10)),
                        line: 14),
                    "budget.monthly": .init(
                        value: .money(Money(micros: 300_000_000, currency: "HKD")), line: 15),
                    "budget.on_budget": .init(value: .word("template_only"), line: 15),
                    "errors.131047": .init(value: .action(.failNotify), line: 16),
                    "errors.other": .init(value: .action(.failBug), line: 16),
                    "rates.account": .init(
                        value: .rate(
                            RateBucket(scope: .account, sends: 20, milliseconds: 1000, burst: 20)),
                        line: 17),
                    "retry.first_wait": .init(value: .duration(500), line: 18),
                ])
    }

    @Test("unknown keys and wrong types are named with file and line, all of them at once")
    func faultsByLine() {
        let text = """
            rules:
              - id: a
                effective_from: 2026-13-01
                source: s
                windw: {service: 24h}
                window: {service: soon, outside: templates_only}
                limits: {buttons: many}
                errors: {131047: use_templates, oops: fail_bug}
                applies: {provider: whatsap_cloud, country: Mars}
            """
        #expect(
            faults(text) == [
                "p.yaml:3: 'effective_from' is a day, yyyy-mm-dd, or a time such as "
                    + "2026-10-01T08:00Z",
                "p.yaml:5: unknown key 'windw' (did you mean 'window'?)",
                "p.yaml:6: 'window.service' is a time such as 24h, 90m, 30s or 7d, or none",
                "p.yaml:6: unknown 'window.outside' 'templates_only' (did you mean "
                    + "'template_only'?)",
                "p.yaml:7: 'limits.buttons' is a whole number from 0 to 20",
                "p.yaml:8: unknown action 'use_templates' (did you mean 'use_template'?)",
                "p.yaml:8: an error is its code, such as 131047, or 'other'",
                "p.yaml:9: unknown provider 'whatsap_cloud' (did you mean 'whatsapp_cloud'?)",
                "p.yaml:9: 'Mars' is no country: write its two letters, such as HK, or the digits "
                    + "that its phones begin with, such as 852",
            ])
    }

    @Test(
        "a row without a name, a date or a source, or that says nothing, is refused",
        arguments: [
            ("- {effective_from: 2026-01-01, source: s, mode: auto}", "'id' is missing"),
            (
                "- {id: a, source: s, mode: auto}",
                "'effective_from' is missing: the day from which the rule holds, yyyy-mm-dd"
            ),
            ("- {id: a, effective_from: 2026-01-01, mode: auto}", "'source' is missing"),
            ("- {id: a, effective_from: 2026-01-01, source: s}", "the rule 'a' says nothing"),
            (
                "- {id: a, effective_from: 2026-01-01, source: s, mode: auto, applies: {number: []}}",
                "'number' is an empty list; leave it out to mean all"
            ),
            (
                "- {id: a, effective_from: 2026-02-01, effective_to: 2026-02-01, source: s, mode: auto}",
                "'effective_to' is not after 'effective_from': it never holds"
            ),
        ])
    func incomplete(row: String, message: String) {
        #expect(faults("rules:\n  \(row)\n") == ["p.yaml:2: \(message)"])
    }

    @Test("two rows that say different things for one date and the same cases are refused")
    func overlap() {
        let two = { (first: String, second: String) in
            faults("rules:\n" + row(first) + row(second, id: "b"))
        }
        let said =
            "'mode' is said otherwise by p.yaml:2 (a) for the same date and the same cases; "
            + "change a date, or narrow one by 'applies'"

        #expect(two("mode: auto", "mode: draft_only") == ["p.yaml:3: " + said])
        #expect(
            two(
                "mode: auto, applies: {country: [HK, IT]}",
                "mode: draft_only, applies: {country: 39}")
                == ["p.yaml:3: " + said])
        #expect(two("mode: auto", "mode: auto") == [])
        #expect(
            two("mode: auto, applies: {country: HK}", "mode: draft_only, applies: {country: IT}")
                == [])
        #expect(two("mode: auto", "mode: draft_only, applies: {country: IT}") == [])
    }

    @Test(
        "what cannot be kept together is refused where it is said",
        arguments: [
            ("disclosure: {ai: each}", "'disclosure.ai' asks for a text and 'disclosure.text'"),
            ("scope: {general_assistant: deny, strikes: 1}", "'scope.strikes' declines with"),
            (
                "person: {always_offer_after_turns: 2}",
                "'person.always_offer_after_turns' offers by"
            ),
            ("window: {service: none, outside: deny}", "'window.outside' is deny where"),
            (
                "consent: {stop_words: [stop], start_words: [STOP]}",
                "'consent.start_words' has 'STOP', which is a stop word too"
            ),
            ("budget: {monthly: HKD 5}", "'budget.monthly' counts nothing"),
            (
                "budget: {monthly: HKD 5}, prices: {service: {rate: USD 1}}",
                "'budget.monthly' is in HKD and a price in USD"
            ),
            ("budget: {on_budget: handover}", "'budget.on_budget' has no 'budget.monthly'"),
            ("ai_enabled: false, mode: auto", "'mode' lets the bot act in the row that says"),
            ("data_use: {retention: 12h}", "'data_use.retention' is under a day"),
            ("data_use: {media_retention: 0s}", "'data_use.media_retention' is under a day"),
            (
                "data_use: {train_on_business_data: true}",
                "'data_use.train_on_business_data' cannot be true: Baton trains no model"
            ),
        ])
    func contradiction(says: String, message: String) {
        let found = faults("rules:\n" + row(says))
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("p.yaml:2: \(message)") == true, "\(found)")
    }

    @Test("one id names one row")
    func repeatedID() {
        let text = "rules:\n" + row("mode: auto") + row("mode: auto", from: "2026-02-01")
        #expect(
            faults(text) == ["p.yaml:3: the id 'a' is taken by p.yaml:2; an id names one row"])
    }

    @Test("what is no YAML, no list, or empty is refused with a sentence")
    func noRules() {
        #expect(faults("") == ["p.yaml:1: is empty; a policy file has 'rules:', a list"])
        #expect(faults("rules: {}").count == 1)
        #expect(faults("rules: [").count == 1)
        #expect(faults("rule: []").count == 2)
    }

    @Test("days are Hong Kong's, times are UTC, and no other day is read")
    func moments() {
        #expect(PolicyMoment.read("2026-10-01")?.milliseconds == 1_790_784_000_000)
        #expect(PolicyMoment.read("2026-09-30T16:00Z")?.milliseconds == 1_790_784_000_000)
        for text in ["2026-02-30", "2026-1-1", "2026-10-01T25:00Z", "2026-10-01T08:00", "soon", ""]
        {
            #expect(PolicyMoment.read(text) == nil, "\(text)")
        }
        for text in ["2026-10-01", "2028-02-29", "2026-09-30T15:59Z"] {
            #expect(PolicyMoment.read(text).map(PolicyMoment.words) == text)
        }
    }

    @Test("policies are named in baton.yaml, relative to it")
    func named() throws {
        let text = "data: d\npolicies: [policy.yaml, /etc/p.yaml]\n"
        let configuration = try ConfigurationFile.parse(
            text, file: "/srv/baton.yaml", environment: [:])
        #expect(configuration.policies == ["/srv/policy.yaml", "/etc/p.yaml"])
    }

    @Test("a file that is not there is named")
    func absent() {
        #expect(throws: ConfigurationError.self) { try PolicyFiles.load(["/nowhere/p.yaml"]) }
    }
}
