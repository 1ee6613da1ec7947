import BatonConsole
import BatonCore
import BatonDesk
import BatonUI
import Testing

@Suite("The console")
struct UpdateTests {
    private let now = Timestamp(milliseconds: 1_795_400_000_000)

    private func row(_ number: Int, name: String = "陳大文") -> Conversation {
        var row = Conversation(
            id: ConversationID("c\(number)"), inbox: InboxID(connection: "wa", account: "1"),
            channel: "whatsapp_cloud", contact: ContactID("p\(number)"),
            openedAt: now.adding(milliseconds: -300_000), owner: .queue)
        row.contactName = name
        row.contactPhone = "+85291234567"
        row.reason = .askedForPerson
        row.waitingSince = now.adding(milliseconds: -90_000)
        row.lastMessage = "我要搵真人，張單未收到"
        row.confidence = 0.31
        return row
    }

    private func model(_ rows: [Conversation], size: Size = Size(columns: 80, rows: 24)) -> Model {
        var model = Model(size: size, language: .english, theme: "dark", now: now)
        _ = update(&model, .linked(Person(id: PersonID("may"), name: "May", role: .agent)))
        let page = QueuePage(rows: rows, hasMore: false, total: rows.count)
        _ = update(
            &model, .reply(.queue(page), to: .queue(QueueQuery(filter: .flagged, limit: 120))))
        return model
    }

    @Test("what arrives above never moves the selection")
    func arrivals() {
        var model = model([row(1), row(2)])
        _ = update(&model, .key(.character("j")))
        #expect(model.queue.selected == ConversationID("c2"))

        let page = QueuePage(rows: [row(3), row(1), row(2)], hasMore: false, total: 3)
        _ = update(
            &model, .reply(.queue(page), to: .queue(QueueQuery(filter: .flagged, limit: 120))))

        #expect(model.queue.selected == ConversationID("c2"))
        #expect(model.queue.selectedIndex == 2)
        #expect(model.queue.arrivals == 1)
    }

    @Test("t on the list opens the conversation and claims it")
    func takeOver() {
        var model = model([row(1)])
        let effects = update(&model, .key(.character("t")))
        #expect(model.screen == .conversation(ConversationID("c1")))
        #expect(effects.contains(.ask(.claim(ConversationID("c1"), force: false))))
    }

    @Test("a typed reply is kept as it is typed, and a repeat keeps its send id")
    func reply() throws {
        var model = model([row(1)])
        _ = update(&model, .key(.named(.enter)))
        var held = row(1)
        held.owner = .agent(PersonID("may"))
        let contact = Contact(id: held.contact, name: "陳大文", identities: [], createdAt: now)
        let view = ConversationView(
            conversation: held, contact: contact, messages: [], decision: nil, draft: nil,
            presence: [])
        _ = update(&model, .reply(.opened(view), to: .open(held.id, limit: 200)))
        _ = update(&model, .key(.character("r")))
        for character in "你好，我係客服" { _ = update(&model, .key(.character(character))) }
        let first = update(&model, .key(.named(.enter)))
        _ = update(&model, .failed("the worker has gone", to: .status))
        let second = update(&model, .key(.named(.enter)))

        #expect(first == second)
        guard case .ask(.reply(_, held.id, "你好，我係客服", nil)) = try #require(first.first) else {
            Issue.record("no reply was asked for")
            return
        }
    }

    @Test("no context gives one key two meanings, and every command speaks both languages")
    func commands() {
        for context in Command.Context.allCases {
            var seen: [Key: Command] = [:]
            for command in Command.allCases where command.description.contexts.contains(context) {
                for key in command.description.keys {
                    #expect(seen[key] == nil, "\(context) \(key.name)")
                    seen[key] = command
                }
            }
        }
        for command in Command.allCases {
            #expect(!command.description.keys.isEmpty)
            #expect(!command.description.sentence.english.isEmpty)
            #expect(!command.description.sentence.chinese.isEmpty)
        }
    }

    @Test("the list at 80×24 shows wait, reason, customer, words and owner, aligned")
    func screen() {
        let lines = view(model([row(1), row(2, name: "Ms Wong")])).dump().split(
            separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 24)
        #expect(lines[3].contains("Asked for a p…"))
        #expect(lines[3].contains("陳大文 …45"))
        #expect(lines[4].contains("Ms Wong …45"))
        #expect(lines[23].contains("t Take over"))
    }

    @Test("a window that is too small says so, and the program goes on")
    func small() {
        let frame = view(model([row(1)], size: Size(columns: 40, rows: 10)))
        #expect(frame.dump().contains("the window is too small"))
    }

    @Test("a lost worker is said, and what was typed stays")
    func lost() {
        var model = model([row(1)])
        _ = update(&model, .unlinked("gone"))
        #expect(view(model).dump().contains("worker away"))
    }
}
