import BatonChannels
import BatonCore
import Testing

@testable import BatonConfiguration

@Suite("The policy that ships")
struct ShippedPolicyTests {
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
            let policy = book.policy(for: try PolicyText.asked(provider, at: "2026-11-25"))
            let channel = ChannelCapabilities(
                maxTextLength: 1, features: [],
                serviceWindowMilliseconds: provider == "generic_webhook" ? nil : 1, rates: [])
            #expect(policy.window(of: channel) == window.map(Int64.init), "\(provider)")
        }
    }

    @Test("replies cost nothing before October 2026, and are billed from then on")
    func shippedPrices() throws {
        let book = try PolicyFiles.load([])
        let before = book.policy(for: try PolicyText.asked(at: "2026-09-30")).price(of: "service")
        let after = book.policy(for: try PolicyText.asked(at: "2026-10-01")).price(of: "service")
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
            book.policy(for: try PolicyText.asked(country: country, at: day)).disclosure
        }
        #expect(try disclosure("39", "2026-08-01") == .never)
        #expect(try disclosure("39", "2026-08-02") == .firstMessage)
        #expect(try disclosure("852", "2026-08-02") == .never)
    }

    @Test("Meta's numbers write to 250 customers first in a day, unless a business says more")
    func reach() throws {
        let day = ReachLimit.dayMilliseconds
        let shipped = try PolicyFiles.load([])
        for (provider, limit) in [
            ("whatsapp_cloud", 250), ("d360", 250), ("twilio", nil), ("telegram", nil),
        ] as [(String, Int?)] {
            let policy = shipped.policy(for: try PolicyText.asked(provider, at: "2026-11-25"))
            #expect(
                policy.reach == limit.map { ReachLimit(contacts: $0, milliseconds: day) },
                "\(provider)")
        }
        for (says, limit) in [
            ("contacts: 2000", ReachLimit(contacts: 2000, milliseconds: day)),
            ("contacts: 9, every: 1h", ReachLimit(contacts: 9, milliseconds: 3_600_000)),
            ("contacts: 9, every: none", nil), ("every: 24h", nil),
        ] as [(String, ReachLimit?)] {
            let own = try PolicyText.book(
                "rules:\n" + PolicyText.row("rates: {portfolio: {\(says)}}"))
            #expect(
                own.policy(for: try PolicyText.asked(at: "2026-11-25")).reach == limit, "\(says)")
        }
    }
}
