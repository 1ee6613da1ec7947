import BatonCore

/// What a policy's row may say: every key there is, and what kind of value each takes.
///
/// The one table: the reader refuses what is not here, and `baton policy show` prints by it.
package indirect enum PolicySchema: Sendable {
    case flag
    case count(ClosedRange<Int>)
    /// A time such as `24h`; `none` where that is allowed.
    case duration(allowsNone: Bool)
    /// One of these words.
    case oneOf([String])
    case text
    /// A list of words, of these where there is a list.
    case words([String]?)
    case money
    case template
    case price
    case action
    case rate(RateBucket.Scope)
    /// A map of these keys.
    case map([(name: String, value: PolicySchema)])
    /// A map whose keys are any of these names.
    case each([String], PolicySchema)
    /// A map whose keys are error codes, or `other`.
    case byCode(PolicySchema)

    /// The languages that a text may be given in.
    package static let locales = ["en", "zh-Hant", "zh-Hans", "yue"]
    /// What a message may be billed as.
    package static let categories = ["service", "utility", "marketing", "authentication"]
    /// Keys that people read and no code acts upon.
    package static let statedOnly: Set<String> = [
        "scope.primary_function", "data_use.train_on_business_data",
    ]

    /// What a row may say beside `id`, dates, `applies`, `source` and `note`.
    package static let row: [(name: String, value: PolicySchema)] = [
        ("ai_enabled", .flag), ("mode", .oneOf(InboxMode.allCases.map(\.rawValue))),
        (
            "window",
            .map([
                ("service", .duration(allowsNone: true)),
                ("outside", .oneOf(EffectivePolicy.Outside.allCases.map(\.rawValue))),
                ("entry_point", .duration(allowsNone: true)),
                ("opens_on", .words(EffectivePolicy.Opening.allCases.map(\.rawValue))),
            ])
        ),
        ("templates", .each(PolicyPurpose.templated.map(\.rawValue), .template)),
        ("fallback_templates", .each(PolicyPurpose.templated.map(\.rawValue), .template)),
        (
            "scope",
            .map([
                ("purposes", .words(PolicyPurpose.allowable.map(\.rawValue))),
                (
                    "general_assistant",
                    .oneOf(EffectivePolicy.Assistant.allCases.map(\.rawValue))
                ),
                (
                    "primary_function",
                    .oneOf(EffectivePolicy.PrimaryFunction.allCases.map(\.rawValue))
                ),
                ("words", .words(nil)), ("strikes", .count(0...10)), ("reply", localised),
            ])
        ),
        (
            "disclosure",
            .map([
                ("ai", .oneOf(EffectivePolicy.Disclosure.allCases.map(\.rawValue))),
                ("text", localised),
            ])
        ),
        (
            "person",
            .map([
                ("always_offer_after_turns", .count(0...100)), ("words", .words(nil)),
                ("test_words", .words(nil)), ("offer", localised), ("contact", .text),
            ])
        ),
        (
            "consent",
            .map([
                ("stop_words", .words(nil)), ("start_words", .words(nil)),
                ("marketing_requires_opt_in", .flag),
            ])
        ),
        ("prices", .each(categories, .price)),
        (
            "budget",
            .map([
                ("monthly", .money),
                ("on_budget", .oneOf(EffectivePolicy.OnBudget.allCases.map(\.rawValue))),
            ])
        ),
        ("limits", .map(limits)),
        (
            "rates",
            .map(RateBucket.Scope.allCases.map { ($0.rawValue, .rate($0)) } + [portfolio])
        ),
        ("errors", .byCode(.action)),
        (
            "retry",
            .map([
                ("busy_attempts", .count(0...20)), ("unnamed_attempts", .count(0...20)),
                ("first_wait", .duration(allowsNone: false)), ("pair_base", .count(1...10)),
                ("longest_told", .duration(allowsNone: false)),
            ])
        ),
        ("api", .map([("version", .text)])),
        (
            "data_use",
            .map([
                ("train_on_business_data", .flag), ("llm_vendor_is_processor", .flag),
                ("retention", .duration(allowsNone: true)),
                ("media_retention", .duration(allowsNone: true)), ("redact", .words(nil)),
            ])
        ),
    ]

    /// Customers whom the business may write to first; 'every: none' is no limit.
    private static let portfolio: (name: String, value: PolicySchema) = (
        "portfolio",
        .map([("contacts", .count(1...10_000_000)), ("every", .duration(allowsNone: true))])
    )

    private static let localised = PolicySchema.each(locales, .text)

    private static let limits: [(name: String, value: PolicySchema)] = [
        ("messages_per_turn", .count(1...20)), ("text", .count(64...65_536)),
        ("caption", .count(0...65_536)), ("buttons", .count(0...20)),
        ("button_title", .count(1...256)), ("list_rows", .count(0...100)),
        ("row_title", .count(1...256)), ("menu_body", .count(1...65_536)),
    ]
}
