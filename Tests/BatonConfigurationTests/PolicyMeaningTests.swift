import BatonChannels
import BatonCore
import Testing

@testable import BatonConfiguration

@Suite("What a policy's rows mean")
struct PolicyMeaningTests {
    @Test("how long the record is kept is each country's own, and the least of all is known")
    func retention() throws {
        let book = try PolicyText.book(
            "rules:\n" + PolicyText.row("data_use: {retention: 365d, media_retention: 90d}")
                + PolicyText.row("applies: {country: IT}, data_use: {retention: 30d}", id: "b")
                + PolicyText.row("applies: {country: HK}, data_use: {retention: none}", id: "c")
                + PolicyText.row("applies: {provider: twilio}, data_use: {retention: 7d}", id: "d"))
        let day: Int64 = 86_400_000
        func kept(_ country: String) throws -> Int64? {
            book.policy(for: try PolicyText.asked(country: country, at: "2026-11-25")).retention
        }
        let here = try PolicyText.asked(at: "2026-11-25")
        let key = EffectivePolicy.retentionKey

        #expect(try kept("IT") == 30 * day)
        #expect(try kept("HK") == nil)
        #expect(try kept("FR") == 365 * day)
        #expect(book.policy(for: here).mediaRetention == 90 * day)
        #expect(book.least(key, for: here) == 30 * day)
        #expect(book.least(key, for: try PolicyText.asked("twilio", at: "2026-11-25")) == 7 * day)
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
                        + PolicyText.row(
                            "templates: {order_status: \(one("order")), answer: \(one("reply")), "
                                + "any: \(one("other"))}")
                )
            ], shipped: 0)
        let policy = book.policy(for: try PolicyText.asked(at: "2026-11-25"))
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
                        + PolicyText.row(
                            "prices: {service: {rate_ref: utility, free_per_month: 9}}")
                        + PolicyText.row("prices: {utility: {rate: HKD 0.10}}", id: "b")
                )
            ], shipped: 0)
        let policy = book.policy(for: try PolicyText.asked(at: "2026-11-25"))
        #expect(policy.rate(of: "service") == Money(micros: 100_000, currency: "HKD"))
        #expect(
            policy.price(of: "service")?.words
                == "billed at the rate of utility after 9 free a month")
    }

    @Test("a refused template has its purpose's fallback, else that for any, which says the same")
    func fallback() throws {
        let policy = try PolicyText.book(
            "rules:\n"
                + PolicyText.row(
                    "templates: {answer: {name: a, languages: [en], params: [\"{name}\", "
                        + "\"{text}\"]}, any: {name: b, languages: [en], params: [\"{text}\"]}}, "
                        + "fallback_templates: {answer: {name: c, languages: [en]}, "
                        + "any: {name: d, languages: [en], params: [\"{text}\"]}}")
        ).policy(for: try PolicyText.asked(at: "2026-11-25"))
        func sent(_ name: String, _ filled: [String]) -> MessageContent.Template {
            MessageContent.Template(
                name: name, language: "en", parameters: filled.map { .init(text: $0) })
        }
        let answer = policy.fallback(for: sent("a", ["Ada", "yes"]))
        #expect(answer?.template.name == "c")
        #expect(answer?.text == "yes")
        #expect(policy.fallback(for: sent("b", ["no"]))?.template.name == "d")
        #expect(policy.fallback(for: sent("b", []))?.text == "")
        // A fallback has none of its own, and what no row names has none either.
        #expect(policy.fallback(for: sent("c", [])) == nil)
        #expect(policy.fallback(for: sent("other", [])) == nil)
    }
}
