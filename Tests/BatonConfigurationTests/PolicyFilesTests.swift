import BatonChannels
import BatonCore
import Testing

@testable import BatonConfiguration

@Suite("Policy files")
struct PolicyFilesTests {
    @Test("a rule is read whole, each value with its line")
    func whole() throws {
        let book = try PolicyText.book(
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
            PolicyText.faults(text) == [
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
        #expect(PolicyText.faults("rules:\n  \(row)\n") == ["p.yaml:2: \(message)"])
    }

    @Test("one id names one row")
    func repeatedID() {
        let text =
            "rules:\n" + PolicyText.row("mode: auto")
            + PolicyText.row("mode: auto", from: "2026-02-01")
        #expect(
            PolicyText.faults(text) == [
                "p.yaml:3: the id 'a' is taken by p.yaml:2; an id names one row"
            ])
    }

    @Test("what is no YAML, no list, or empty is refused with a sentence")
    func noRules() {
        #expect(PolicyText.faults("") == ["p.yaml:1: is empty; a policy file has 'rules:', a list"])
        #expect(PolicyText.faults("rules: {}").count == 1)
        #expect(PolicyText.faults("rules: [").count == 1)
        #expect(PolicyText.faults("rule: []").count == 2)
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
