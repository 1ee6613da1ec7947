import BatonChannels
import BatonCore
import Testing

@testable import BatonConfiguration

@Suite("What a policy cannot say together")
struct PolicyContradictionTests {
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
        #expect(PolicyText.faults("rules:\n" + PolicyText.row(says)) == [fault])
    }

    @Test("two rows that say different things for one date and the same cases are refused")
    func overlap() {
        let two = { (first: String, second: String) in
            PolicyText.faults("rules:\n" + PolicyText.row(first) + PolicyText.row(second, id: "b"))
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
            (
                "templates: {answer: {name: a, languages: [en]}}, "
                    + "fallback_templates: {answer: {name: a, languages: [en]}}",
                "'fallback_templates.answer' is 'a', which 'templates.answer' sends already"
            ),
            (
                "templates: {answer: {name: a, languages: [en]}}, "
                    + "fallback_templates: {any: {name: b, languages: [en], params: [\"{text}\"]}}",
                "'fallback_templates.any' says {text}, which 'templates.answer' has no place"
            ),
            (
                "fallback_templates: {any: {name: b, languages: [en]}}",
                "'fallback_templates.any' stands in for no template"
            ),
            ("data_use: {retention: 12h}", "'data_use.retention' is under a day"),
            ("data_use: {media_retention: 0s}", "'data_use.media_retention' is under a day"),
            (
                "data_use: {train_on_business_data: true}",
                "'data_use.train_on_business_data' cannot be true: Baton trains no model"
            ),
        ])
    func contradiction(says: String, message: String) {
        let found = PolicyText.faults("rules:\n" + PolicyText.row(says))
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("p.yaml:2: \(message)") == true, "\(found)")
    }
}
