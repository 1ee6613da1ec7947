import BatonConsole
import BatonCore
import BatonDesk
import BatonUI

/// The people, conversations and numbers of a small shop, as the worker would tell them.
enum SampleDesk {
    /// 2026-11-25 14:05 in Hong Kong.
    static let now = Timestamp(milliseconds: 1_795_586_700_000)
    static let may = Person(id: PersonID("may"), name: "May", role: .agent)
    static let ken = Person(id: PersonID("ken"), name: "Ken 主管", role: .supervisor)
    static let ada = Person(id: PersonID("ada"), name: "Ada", role: .editor)
    static let eve = Person(id: PersonID("eve"), name: "Eve", role: .auditor)
    static let inbox = InboxID(connection: "wa", account: "1")

    static func status(inboxes: Int = 1) -> DeskStatus {
        DeskStatus(
            processID: 1, startedAt: now, httpPort: 8080,
            inboxes: (1...inboxes).map {
                DeskStatus.Inbox(
                    id: InboxID(connection: "wa", account: "\($0)"),
                    name: $0 == 1 ? "維港小店" : "Shop \($0)", channel: "whatsapp_cloud",
                    knowledge: "shop", mode: .auto)
            },
            people: [may, ken, ada, eve], haltedConnections: [:], outbox: [:],
            gateTerms: "no guarantee: by threshold", isOpen: true, dataFolder: "/data")
    }

    static func row(
        _ number: Int, name: String = "陳大文", owner: Owner = .queue,
        reason: ReasonCode = .askedForPerson, waited: Int64? = 90_000,
        words: String = "我要搵真人，張單未收到"
    ) -> Conversation {
        var row = Conversation(
            id: ConversationID("c\(number)"), inbox: inbox, channel: "whatsapp_cloud",
            contact: ContactID("p\(number)"), openedAt: now.adding(milliseconds: -300_000),
            owner: owner)
        row.contactName = name
        row.contactPhone = "+8529123456\(number % 10)"
        row.reason = reason
        row.priority = reason.priority
        row.waitingSince = waited.map { now.adding(milliseconds: -$0) }
        row.updatedAt = now.adding(milliseconds: -60_000 * Int64(number))
        row.lastCustomerAt = now.adding(milliseconds: -(waited ?? 90_000))
        row.lastMessage = words
        row.lastAuthor = .customer
        row.confidence = 0.31
        row.language = .cantonese
        row.turn = 1
        return row
    }

    static func message(
        _ number: Int, _ text: String, from author: MessageAuthor = .customer,
        minutesAgo: Int64 = 5, delivery: DeliveryState? = nil
    ) -> Message {
        let at = now.adding(milliseconds: -minutesAgo * 60_000)
        var message = Message(
            id: MessageID("m\(number)"), sequence: Int64(number),
            conversation: ConversationID("c1"),
            direction: author == .customer ? .inbound : .outbound, author: author,
            content: .text(text), at: at, receivedAt: at)
        message.delivery = delivery
        message.providerID = "wamid.\(number)"
        return message
    }

    static func decision(_ outcome: Outcome = .handover, reply: String? = nil) -> Decision {
        let candidates = [
            Candidate(
                entry: EntryID("delivery-time"), revision: 7, score: 0.62,
                engines: ["bm25": 0.62], question: "幾時送到？",
                answer: "本地訂單兩至三個工作天送達，離島要多一日。", answerLanguage: "yue"),
            Candidate(
                entry: EntryID("returns"), revision: 3, score: 0.41, engines: ["bm25": 0.41],
                question: "How do I return something?",
                answer: "Bring it back within 14 days with the receipt.", answerLanguage: "en"),
            Candidate(
                entry: EntryID("hours"), revision: 1, score: 0.2, engines: ["bm25": 0.2],
                question: "幾點收舖？", answer: "每日十時至八時。", answerLanguage: "yue",
                isValid: false),
        ]
        let terms = GateTerms.thresholds(GateThresholds(answer: 0.72, draft: 0.35, margin: 0.1))
        var decision = Decision(
            id: DecisionID("d1"), conversation: ConversationID("c1"),
            messages: [MessageID("m2")], epoch: 1, turn: 1, outcome: outcome, confidence: 0.31,
            reasons: [.askedForPerson, .lowConfidence],
            evidence: Evidence(
                text: "張單幾時到呀\n我要搵真人", language: .cantonese, candidates: candidates,
                features: ["lead": 0.21]), knowledge: "shop", knowledgeRevision: 41,
            gateVersion: "threshold-1", gateTerms: terms.words.english, mode: .auto,
            reply: reply, at: now,
            timing: .init(retrieveMicroseconds: 400, totalMicroseconds: 1234))
        decision.terms = IfKnown(terms)
        return decision
    }

    static func contact() -> Contact {
        Contact(
            id: ContactID("p1"), name: "陳大文",
            identities: [
                ContactIdentity(kind: .phone, channel: "whatsapp_cloud", value: "+85291234561")
            ], createdAt: now.adding(milliseconds: -40 * 86_400_000))
    }

    static let thread = [
        message(1, "你哋有冇舖頭？", minutesAgo: 1600),
        message(2, "張單幾時到呀", minutesAgo: 6),
        message(
            3, "We open 10–8 every day, see you! 🎉", from: .bot, minutesAgo: 5, delivery: .read),
        message(4, "我要搵真人，張單未收到", minutesAgo: 2),
    ]

    static func view(
        _ row: Conversation = row(1), messages: [Message] = thread,
        decision: Decision? = decision(), draft: String? = nil
    ) -> ConversationView {
        ConversationView(
            conversation: row, contact: contact(), messages: messages, decision: decision,
            draft: draft, presence: [])
    }

    /// As the worker says it, rule and templates included.
    static let windowRefusal = DeskRefusal(
        .conflict,
        "the customer last wrote over 24h ago (/etc/baton/policy.yaml:12 (window-24)); the provider "
            + "refuses free text until they write again; templates that may be sent – any: follow_up "
            + "(zh_HK; utility)",
        chinese: "客人上次留言已超過 24h（/etc/baton/policy.yaml:12 (window-24)）；客人再留言前平台會拒收文字；"
            + "可發送的範本（按 p）：any: follow_up (zh_HK; utility)")

    /// A conversation with a customer whose number is not known, on a channel that can ask for it.
    static func askable(_ row: Conversation) -> ConversationView {
        var view = view(row)
        view.contact.identities = [
            ContactIdentity(kind: .bsuid, channel: "", value: "HK.1502576394655843")
        ]
        view.terms = ReplyTerms(window: ServiceWindow(milliseconds: nil))
        view.terms?.canAskPhone = true
        return view
    }

    static let dashboard = Dashboard(
        waitingByAge: [3, 2, 0, 1, 4], oldestWaiting: now.adding(milliseconds: -9_000_000),
        reasons: [
            .init(label: "asked_for_person", count: 6), .init(label: "low_confidence", count: 4),
        ],
        agents: [.init(label: "may", count: 3), .init(label: "ken", count: 1)], withBot: 120,
        outcomesToday: [.init(label: "answer", count: 75), .init(label: "handover", count: 25)],
        deliveryFailures: 2)
}

/// A console without a terminal or a worker: keys go in, effects come out.
struct Driver {
    var model: Model

    init(
        columns: Int = 80, rows: Int = 24, language: InterfaceLanguage = .english,
        person: Person? = SampleDesk.may, list: [Conversation] = [SampleDesk.row(1)],
        inboxes: Int = 1
    ) {
        model = Model(
            size: Size(columns: columns, rows: rows), language: language, theme: "dark",
            now: SampleDesk.now)
        guard let person else { return }
        hear(.linked(person))
        hear(.reply(.status(SampleDesk.status(inboxes: inboxes)), to: .status))
        show(list)
        settle()
    }

    @discardableResult
    mutating func hear(_ message: ConsoleMessage) -> [ConsoleEffect] { update(&model, message) }

    /// Presses keys by their names.
    @discardableResult
    mutating func press(_ names: String...) -> [ConsoleEffect] {
        names.flatMap { name in
            Key(name: name).map { hear(.key($0)) } ?? []
        }
    }

    mutating func type(_ text: String) {
        for character in text { hear(.key(.character(character))) }
    }

    /// The list as the worker tells it now.
    @discardableResult
    mutating func show(_ rows: [Conversation], total: Int? = nil, hasMore: Bool = false)
        -> [ConsoleEffect]
    {
        let page = QueuePage(rows: rows, hasMore: hasMore, total: total ?? rows.count)
        return hear(.reply(.queue(page), to: .queue(model.queue.query)))
    }

    @discardableResult
    mutating func open(_ view: ConversationView) -> [ConsoleEffect] {
        hear(
            .reply(
                .opened(view),
                to: .open(view.conversation.id, limit: ConversationModel.openMessages)))
    }

    /// Opens the first conversation of the list as it is told.
    mutating func openFirst(_ view: ConversationView = SampleDesk.view()) {
        press("enter")
        open(view)
        settle()
    }

    /// The worker has kept the draft and knows where this person is.
    mutating func settle() {
        for _ in 0..<4 {
            if let word = model.presenceSaid.inFlight {
                hear(.reply(.done, to: .presence(word.conversation, isTyping: word.isTyping)))
            }
        }
    }

    var screen: String { view(model).dump() }
    var lines: [Substring] { screen.split(separator: "\n", omittingEmptySubsequences: false) }
    var notice: String? { model.notice?.text }
}

extension [ConsoleEffect] {
    /// Without what is told of where this person is.
    var work: [ConsoleEffect] {
        filter { if case .ask(.presence) = $0 { false } else { true } }
    }
}
