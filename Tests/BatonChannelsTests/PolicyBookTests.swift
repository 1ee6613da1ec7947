import BatonCore
import Testing

@testable import BatonChannels

@Suite("What holds of a policy")
struct PolicyBookTests {
    private func row(
        _ id: String, _ mode: String, from: Int64 = 0, until: Int64? = nil,
        _ applies: PolicyRow.Scope = .init(), isShipped: Bool = false
    ) -> PolicyRow {
        PolicyRow(
            id: id, from: Timestamp(milliseconds: from),
            until: until.map(Timestamp.init(milliseconds:)), applies: applies, source: "s",
            file: "p.yaml", line: 1, isShipped: isShipped,
            settings: ["mode": .init(value: .word(mode), line: 2)])
    }

    private func asked(
        _ country: PolicyCountry = .init(), provider: String = "twilio", account: String = "852",
        at: Int64 = 10
    ) -> PolicyCase {
        PolicyCase(
            provider: provider, inbox: InboxID(connection: "shop", account: account),
            country: country, at: Timestamp(milliseconds: at))
    }

    private func winner(_ rows: [PolicyRow], _ asked: PolicyCase) -> String? {
        PolicyBook(rows: rows).policy(for: asked).held["mode"]?.row.id
    }

    @Test("the newest row that holds wins, from its first moment to its last")
    func newest() {
        let rows = [
            row("old", "auto"), row("new", "shadow", from: 5, until: 9),
            row("later", "human_only", from: 20),
        ]
        let found = [0, 4, 5, 8, 9, 19, 20].map { winner(rows, asked(at: $0)) }
        #expect(found == ["old", "old", "new", "new", "old", "old", "later"])
    }

    @Test("of one date the more particular wins, of these the business's own")
    func particular() {
        let provider = PolicyRow.Scope(providers: ["twilio"])
        let number = PolicyRow.Scope(numbers: ["shop/852"])
        let italy = PolicyRow.Scope(
            countries: [PolicyCountry(written: "IT")].compactMap { $0 })
        let rows = [
            row("all", "auto"), row("provider", "auto", provider), row("italy", "auto", italy),
            row("number", "auto", number), row("shipped", "auto", number, isShipped: true),
        ]
        let italian = PolicyCountry(phone: "+39021234567", userID: nil)
        #expect(winner(rows, asked(italian)) == "number")
        #expect(winner(rows, asked(italian, account: "853")) == "italy")
        #expect(winner(rows, asked(account: "853")) == "provider")
        #expect(winner(rows, asked(provider: "wati", account: "853")) == "all")
    }

    @Test("each key is won by itself, and says which row holds it")
    func keyByKey() {
        var old = row("old", "auto")
        old.settings["api.version"] = .init(value: .text("v1"), line: 7)
        let policy = PolicyBook(rows: [old, row("new", "shadow", from: 5)]).policy(for: asked())
        #expect(policy.mode(within: .auto) == .shadow)
        #expect(policy.apiVersion == "v1")
        #expect(policy.held["mode"]?.place == "p.yaml:2 (new)")
        #expect(policy.held["api.version"]?.place == "p.yaml:7 (old)")
    }

    @Test("a country is known by its phones, and by the user ids that begin with it")
    func countries() throws {
        func holds(_ rule: String, _ phone: String?, _ userID: String? = nil) throws -> Bool {
            try #require(PolicyCountry(written: rule))
                .holds(for: PolicyCountry(phone: phone, userID: userID))
        }
        #expect(try holds("HK", "+85298765432"))
        #expect(try holds("852", "85298765432"))
        #expect(try holds("HK", nil, "HK.1502576394655843"))
        #expect(try holds("852", nil, "HK.1502576394655843"))
        #expect(try holds("1416", "+14165550100"))
        #expect(try holds("US", "+14165550100"))
        #expect(try !holds("US", "+12425550100"))
        #expect(try !holds("HK", "+85398765432"))
        #expect(try !holds("HK", nil, "PH.150"))
        #expect(try !holds("HK", nil))
        #expect(PolicyCountry(written: "XX") == nil)
        #expect(PolicyCountry(written: "Hong Kong") == nil)
    }

    @Test("the narrower of inbox and policy says how the bot may act")
    func narrowest() {
        func mode(_ policy: PolicyValue?, key: String = "mode", _ inbox: InboxMode) -> InboxMode {
            var made = row("a", "auto")
            made.settings = policy.map { [key: .init(value: $0, line: 1)] } ?? [:]
            return PolicyBook(rows: [made]).policy(for: asked()).mode(within: inbox)
        }
        #expect(mode(nil, .auto) == .auto)
        #expect(mode(.word("draft_only"), .auto) == .draftOnly)
        #expect(mode(.word("auto"), .draftOnly) == .draftOnly)
        #expect(mode(.word("draft_only"), .shadow) == .shadow)
        #expect(mode(.flag(false), key: "ai_enabled", .auto) == .humanOnly)
        #expect(mode(.flag(true), key: "ai_enabled", .shadow) == .shadow)
    }

    @Test("limits, window and rates of a rule take the place of the channel's own")
    func capabilities() {
        var made = row("a", "auto")
        made.settings = [
            "limits.text": .init(value: .count(500), line: 1),
            "limits.buttons": .init(value: .count(2), line: 1),
            "window.service": .init(value: .duration(43_200_000), line: 1),
            "rates.account": .init(
                value: .rate(RateBucket(scope: .account, sends: 20, milliseconds: 1000, burst: 20)),
                line: 1),
        ]
        let policy = PolicyBook(rows: [made]).policy(for: asked())
        var expected = WhatsAppLimits.capabilities
        expected.maxTextLength = 500
        expected.menu?.buttons = 2
        expected.serviceWindowMilliseconds = 43_200_000
        expected.rates = [
            RateBucket(scope: .contact, sends: 1, milliseconds: 6000, burst: 45),
            RateBucket(scope: .account, sends: 20, milliseconds: 1000, burst: 20),
        ]
        #expect(policy.capabilities(WhatsAppLimits.capabilities) == expected)
        #expect(EffectivePolicy().capabilities(expected) == expected)
    }

    @Test("an error that a rule names is done as it says; the adapter's table says the rest")
    func errors() {
        var made = row("a", "auto")
        made.settings = [
            "errors.131999": .init(value: .action(.useTemplate), line: 1),
            "errors.131047": .init(value: .action(.failBug), line: 1),
            "errors.other": .init(value: .action(.retryLimited), line: 1),
        ]
        let policy = PolicyBook(rows: [made]).policy(for: asked())
        func action(_ code: Int, _ policy: EffectivePolicy) -> ErrorAction {
            policy.action(
                for: ProviderError(code: code, title: nil), by: WhatsAppErrorCodes.table)
        }
        #expect(action(131999, policy) == .useTemplate)
        #expect(action(131047, policy) == .failBug)
        #expect(action(131056, policy) == .retryBackoffPair)
        #expect(action(7, policy) == .retryLimited)
        #expect(action(7, EffectivePolicy()) == .failHandover)
        #expect(action(131047, EffectivePolicy()) == .useTemplate)
    }

    @Test("a rule's retry schedule is kept, and no wait is longer than a day")
    func retry() {
        var schedule = RetryPolicy.Schedule.standard
        schedule.busyAttempts = 20
        schedule.firstMilliseconds = 250
        let waits = (0..<20).map {
            RetryPolicy.delayMilliseconds(
                action: .retryBackoff, attempt: $0, random: 0, schedule: schedule)
        }
        #expect(waits.prefix(3) == [125, 250, 500])
        #expect(waits.last == 43_200_000)
        #expect(
            RetryPolicy.delayMilliseconds(
                action: .retryBackoff, attempt: 20, random: 0, schedule: schedule) == nil)
    }

    @Test("a template is filled in, on one line, in the customer's language")
    func template() {
        let template = PolicyTemplate(
            name: "again", languages: ["en", "zh_HK"], params: ["{name}", "{text}"],
            text: "{{1}}：{{2}}")
        let content = template.content(
            saying: "第一行\n第二行", to: "陳小姐", in: .cantonese)
        var expected = MessageContent(type: .template)
        expected.template = MessageContent.Template(
            name: "again", language: "zh_HK",
            parameters: [.init(text: "陳小姐"), .init(text: "第一行 第二行")],
            rendered: "陳小姐：第一行 第二行")
        #expect(content == expected)
    }

    @Test("what changes between two days is told by key, with the rows before and after")
    func changes() {
        let rows = [row("old", "auto"), row("new", "shadow", from: 20)]
        let book = PolicyBook(rows: rows)
        let changes = book.changes(for: asked(), to: Timestamp(milliseconds: 20))
        #expect(changes.map(\.key) == ["mode"])
        #expect(changes.first?.before?.row.id == "old")
        #expect(changes.first?.after?.row.id == "new")
        #expect(
            book.rows(changing: Timestamp(milliseconds: 10), to: Timestamp(milliseconds: 20))
                .map(\.id) == ["new"])
    }

    @Test("money and times are written as they are read")
    func words() {
        #expect(Money(micros: 120_000, currency: "HKD").words == "HKD 0.12")
        #expect(Money(micros: 300_000_000, currency: "HKD").words == "HKD 300.00")
        #expect(Money(micros: 1_234_567, currency: "HKD").words == "HKD 1.234567")
        let day: Int64 = 86_400_000
        #expect(
            [day, day * 7, day / 2, 90_000, 1500].map { PolicyValue.duration($0).words }
                == ["24h", "7d", "12h", "90s", "1500ms"])
    }

    @Test("a business's own rule that a newer shipped one overrules is told; the others are not")
    func overruled() {
        let provider = PolicyRow.Scope(providers: ["twilio"])
        var shipped = row("shipped", "shadow", from: 5, provider, isShipped: true)
        shipped.file = "shipped.yaml"
        let found = PolicyCheck.overruled(
            in: PolicyBook(rows: [
                row("old", "auto"), row("same", "shadow"), row("new", "auto", from: 6),
                row("wati", "auto", .init(providers: ["wati"])), shipped,
            ]), at: Timestamp(milliseconds: 10))
        #expect(
            found == [
                ConfigurationFinding(
                    file: "p.yaml", line: 2,
                    message: "'mode' is overruled by the newer rule 'shipped' (shipped.yaml:1); "
                        + "give yours a later 'effective_from' if it is still to hold")
            ])
    }
}
