import BatonCore

/// What a policy's row says of one key.
package enum PolicyValue: Sendable, Hashable {
    /// Yes or no.
    case flag(Bool)
    /// A whole number.
    case count(Int)
    /// A time in milliseconds; `nil` for none.
    case duration(Int64?)
    /// One word of a fixed list.
    case word(String)
    /// Words that people read.
    case text(String)
    /// A list of words.
    case words([String])
    /// An amount of money.
    case money(Money)
    /// A template that the provider approved.
    case template(PolicyTemplate)
    /// What a message costs.
    case price(PolicyPrice)
    /// What a provider's error asks for.
    case action(ErrorAction)
    /// How fast it may be sent.
    case rate(RateBucket)

    /// The value as `baton policy show` prints it, which is nearly how a file says it.
    package var words: String {
        switch self {
        case .flag(let value): value ? "true" : "false"
        case .count(let value): "\(value)"
        case .duration(let value): value.map(Self.duration) ?? "none"
        case .word(let value), .text(let value): value
        case .words(let values): values.joined(separator: ", ")
        case .money(let value): value.words
        case .template(let value): value.words
        case .price(let value): value.words
        case .action(let value): value.rawValue
        case .rate(let value):
            "\(value.sends) every \(Self.duration(value.milliseconds)), \(value.burst) at once"
        }
    }

    /// `24h`, `90s`, `1500ms`: the largest unit that says it exactly; days only from three on.
    static func duration(_ milliseconds: Int64) -> String {
        let units: [(String, size: Int64, least: Int64)] = [
            ("d", 86_400_000, 3), ("h", 3_600_000, 1), ("m", 60_000, 1), ("s", 1000, 1),
        ]
        for (unit, size, least) in units
        where milliseconds >= size * least && milliseconds % size == 0 {
            return "\(milliseconds / size)\(unit)"
        }
        return "\(milliseconds)ms"
    }
}

/// An amount of money, exact to the millionth.
package struct Money: Sendable, Hashable, Codable {
    /// Millionths of the currency's unit.
    package var micros: Int64
    /// ISO 4217, such as `HKD`.
    package var currency: String

    /// Makes an amount.
    package init(micros: Int64, currency: String) {
        self.micros = micros
        self.currency = currency
    }

    /// `HKD 0.12`, with no more digits than it has.
    package var words: String {
        var digits = "\(micros.magnitude % 1_000_000)"
        digits = String(repeating: "0", count: 6 - digits.count) + digits
        while digits.count > 2, digits.hasSuffix("0") { digits.removeLast() }
        return "\(currency) \(micros < 0 ? "-" : "")\(micros.magnitude / 1_000_000).\(digits)"
    }
}

/// A template that the provider approved, for one purpose.
package struct PolicyTemplate: Sendable, Hashable {
    /// Its name with the provider; Twilio's content id.
    package var name: String
    /// The languages it was approved in, as the provider writes them, best first.
    package var languages: [String]
    /// What fills its places: words, or `{text}` for what was to be said and `{name}` for whom to.
    package var params: [String]
    /// What it is billed as.
    package var category: String
    /// Its approved words with `{{1}}` for a place, so that the record shows what was read.
    package var text: String?

    /// Makes a template.
    package init(
        name: String, languages: [String], params: [String] = [], category: String = "utility",
        text: String? = nil
    ) {
        self.name = name
        self.languages = languages
        self.params = params
        self.category = category
        self.text = text
    }

    /// `name (zh_HK, en; utility)`.
    package var words: String {
        "\(name) (\(languages.joined(separator: ", ")); \(category))"
    }
}

/// What a message of a category costs.
package struct PolicyPrice: Sendable, Hashable {
    /// Whether the provider bills it at all.
    package var isBillable: Bool
    /// The price of one; `nil` where nobody has said it.
    package var rate: Money?
    /// The category whose rate it is billed at, where it has none of its own.
    package var rateOf: String?
    /// How many a number sends free of charge each month.
    package var freePerMonth: Int

    /// Makes a price.
    package init(isBillable: Bool = true, rate: Money? = nil, freePerMonth: Int = 0) {
        self.isBillable = isBillable
        self.rate = rate
        self.freePerMonth = freePerMonth
    }

    /// What is said where nobody gave the rate.
    package static let unset = "billed, rate not set"

    /// What it costs and from when on.
    package var words: String {
        guard isBillable else { return "free" }
        let price =
            rate.map { "\($0.words) each" } ?? rateOf.map { "billed at the rate of \($0)" }
            ?? Self.unset
        return freePerMonth > 0 ? "\(price) after \(freePerMonth) free a month" : price
    }
}
