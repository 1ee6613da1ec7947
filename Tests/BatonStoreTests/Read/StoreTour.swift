import BatonCore
import BatonStore
import Foundation

/// Calls everything that a store can do, on one conversation after another.
struct StoreTour {
    let fixture: StoreFixture

    private var store: any Store { fixture.store }

    func walk() async throws {
        let first = try await take("退貨", id: "a")
        try await decideAndSend(first)
        try await amend()
        try await workAsPerson()
        try await sendBadly()
        try await readLists(first)
        try await keepKnowledge()
        try await judge()
        try await visit()
        try await erase()
    }

    private func erase() async throws {
        let now = fixture.at(1_000)
        for inbox in try await store.recordedInboxes() {
            let quiet = try await store.quietConversations(
                of: inbox.id, before: now, after: nil, limit: 100)
            _ = try await store.quietConversations(
                of: inbox.id, before: now, after: quiet.last, limit: 100)
            _ = try await store.erase(
                quiet.map { DueConversation(id: $0.id, before: now) }, rows: 1_000, by: .system,
                now: now)
        }
        _ = try await store.agedFiles(before: now, after: nil, limit: 9)
        var photo = StoreFixture.text("", id: "photo", from: ContactAddress(bsuid: "HK.66"))
        photo.content = MessageContent(type: .image)
        photo.content?.mediaID = "meta"
        let applied = try await fixture.receive(photo)
        if let message = applied.message, let conversation = applied.conversation {
            try await store.finishMedia(
                message, with: .fetched(hash: "cd", mime: "image/jpeg", bytes: 1), now: now)
            try await fixture.answer(fixture.conversation(conversation))
            for item in try await fixture.claimDue(after: 2_000) {
                try await store.finish(item.id, with: .accepted(providerID: "q"), now: now)
            }
            _ = try await store.removeFiles(
                [DueFile(message: message, before: now)], by: .system, now: now)
        }
        try await store.erase(
            try await store.looseEvents(before: now, after: nil, limit: 100), now: now)
        _ = try await store.looseRequestConnections()
        _ = try await store.eraseLooseRequests(of: "shop", before: now, limit: 9, now: now)
        _ = try await fixture.ingest([StoreFixture.text("退貨", id: "a")])
        for contact in ["a", "b"] {
            _ = try await store.reach(
                ContactID(contact), by: SendID(contact), over: "shop",
                within: ReachLimit(contacts: 1, milliseconds: 9), now: now)
        }
        _ = try await store.holdsErased()
        _ = try await store.mergeSearchIndex(isFirstStep: true)
        _ = try await store.scrub(upTo: .max)
    }

    private func visit() async throws {
        let session = VisitorContractTests.session(until: fixture.at(900))
        try await store.begin(session, now: fixture.at(50))
        _ = try await store.visitorSession(token: "t1", now: fixture.at(51))
        let asked = try await fixture.receiveText(
            "幾時開門", id: "v1", from: ContactAddress(providerID: session.visitor),
            routing: VisitorContractTests.routing)
        _ = try await store.claim(asked.id, by: .mei, force: false, now: fixture.at(52))
        _ = try await store.visitorEvents(of: session, after: 0, limit: 10)
        _ = try await store.visitorSends(to: session, through: 9, before: .read)
        try await store.keep(
            VisitorFile(
                id: "f1", visitor: session.visitor, hash: "ab", mime: "image/png", bytes: 1,
                name: nil, at: fixture.at(53)))
        _ = try await store.visitorFile("f1", of: session.visitor)
        _ = try await store.visitorMedia(message: "v1", of: session)
        _ = try await store.resolve(asked.id, by: .mei, now: fixture.at(54))
    }

    /// A guest signs in, whose conversation a person has, as they have the customer's.
    private func join() async throws {
        let (guest, user) = ("shop/852/guest/t", "shop/852/user/t")
        for (visitor, person) in [(guest, PersonID.mei), (user, .david)] {
            let asked = try await fixture.receiveText(
                "問", id: visitor, from: ContactAddress(providerID: visitor),
                routing: VisitorContractTests.routing)
            _ = try await store.claim(asked.id, by: person, force: false, now: fixture.at(14))
            try await store.recordConsent(
                asked.contact, category: ConsentCategory.marketing, isGranted: true, how: "說",
                by: .person(person), now: fixture.at(15))
            _ = try await store.consent(
                of: asked.contact, category: ConsentCategory.marketing)
        }
        _ = try await store.join(guest: guest, into: user, now: fixture.at(16))
        let joined = try await fixture.receiveText(
            "再問", id: "t-2", from: ContactAddress(providerID: user),
            routing: VisitorContractTests.routing)
        _ = try await store.otherConversations(than: joined.id, of: joined.contact, limit: 5)
    }

    private func judge() async throws {
        let inbox = InboxID(connection: "shop", account: "852")
        let asked = try await fixture.receiveText(
            "幾時開門", id: "j1", from: ContactAddress(bsuid: "HK.55"))
        let decision = fixture.decision(on: asked)
        _ = try await store.record(
            decision,
            effect: DecisionEffect(
                review: ReviewDraw(rate: 0.5),
                sign: fixture.label(of: decision, .wrong, source: .implicit), gateRevision: 0),
            now: fixture.at(40))
        _ = try await store.reviewList(of: nil, limit: 10)
        _ = try await store.reviewList(of: inbox, limit: 10)
        _ = try await store.reviewCount(of: nil)
        _ = try await store.reviewCount(of: inbox)
        _ = try await store.keep(fixture.label(of: decision, .right), now: fixture.at(41))
        _ = try await store.labels(of: inbox, since: fixture.at(0), limit: 10)
        _ = try await store.pastDecisions(of: inbox, since: fixture.at(0), limit: 10)
        let waiting = try await fixture.receiveText(
            "幾點收", id: "j2", from: ContactAddress(bsuid: "HK.56"))
        _ = try await fixture.answer(waiting)
        try await store.keepGate(
            GateVersionRow(version: "gate-1", madeAt: fixture.at(42), by: .mei, body: "{}"),
            of: inbox)
        _ = try await store.gateVersions(of: inbox)
        _ = try await store.gateVersion("gate-1", of: inbox)
        _ = try await store.change(
            GateRecord(
                inbox: inbox, revision: 0, version: nil, state: "{}", openedAt: fixture.at(43)),
            word: "stopped", by: .person(.mei), silences: true, now: fixture.at(43))
        _ = try await store.gate(of: inbox)
        _ = try await store.knowledgeChanges(in: "shop", after: 0, through: 9)
        _ = try await store.knowledgeRevision(of: "shop", at: fixture.at(43))
        _ = try await store.conversations(of: inbox, since: fixture.at(0), limit: 10)
        _ = try await store.ratings(of: inbox, since: fixture.at(0), limit: 10)
        _ = try await store.unrated(by: waiting.id, since: fixture.at(0))
    }

    private func take(_ words: String, id: String) async throws -> Conversation {
        try await store.keepUnreadable(
            ReceivedWebhook(connection: "shop", body: [1], receivedAt: StoreFixture.start))
        _ = try await fixture.ingest([StoreFixture.text("?", id: "later-\(id)")])
        _ = try await store.unappliedInbox(limit: 10)
        return try await fixture.receiveText(words, id: id)
    }

    private func decideAndSend(_ conversation: Conversation) async throws {
        _ = try await store.conversationsDue(at: fixture.at(9_000), limit: 10)
        _ = try await store.nextDecisionDue()
        let send = try await fixture.answer(conversation)
        _ = try await store.nextSendDue(halted: [])
        _ = try await store.nextSendDue(halted: ["other"])
        _ = try await fixture.claimDue(halted: ["other"])
        _ = try await fixture.claimDue()
        _ = try await store.sendsInFlight(conversation.id)
        _ = try await store.outboxCounts()
        try await store.finish(send, with: .accepted(providerID: "out-1"), now: fixture.at(1))
        for state in [DeliveryState.sent, .delivered, .failed] {
            try await fixture.receive(StoreFixture.status(state, id: "out-1"))
        }
        try await fixture.receive(StoreFixture.status(.delivered, id: "early"))
        try await fixture.receive(StoreFixture.status(.sent, id: "x", opaque: send.rawValue))
    }

    private func amend() async throws {
        try await fixture.receive(
            StoreFixture.amendment(.edit, of: "a", id: "e1", content: .text("換貨")))
        try await fixture.receive(StoreFixture.amendment(.reaction, of: "a", id: "e2"))
        try await fixture.receive(StoreFixture.amendment(.delete, of: "a", id: "e3"))
        try await fixture.receive(StoreFixture.amendment(.delete, of: "later", id: "e4"))
        try await fixture.receiveText("再問", id: "later")
        var echo = StoreFixture.text("我覆咗", id: "echo-1", from: StoreFixture.wong)
        echo.kind = .echo
        try await fixture.receive(echo)
        var move = InboundEvent(kind: .identity, provider: "whatsapp_cloud", account: "852")
        move.contact = StoreFixture.wong
        var change = IdentityChange(type: "user_changed_number")
        change.newPhone = "+85290000000"
        change.newBsuid = "HK.303"
        move.identity = change
        try await fixture.receive(move)
        for kind in [InboundEvent.Kind.consent, .account, .error] {
            try await fixture.receive(
                InboundEvent(kind: kind, provider: "whatsapp_cloud", account: "852"))
        }
    }

    private func workAsPerson() async throws {
        let contact = ContactAddress(bsuid: "HK.404", name: "阿明")
        let taken = try await fixture.receiveText("搵人", id: "p1", from: contact)
        _ = try await fixture.answer(taken)
        _ = try await store.claim(taken.id, by: .mei, force: false, now: fixture.at(2))
        try await store.saveDraft(taken.id, by: .mei, text: "你好", now: fixture.at(3))
        _ = try await store.draft(taken.id, by: .mei)
        _ = try await store.reply(
            AgentReply(
                send: SendID("r1"), conversation: taken.id, person: .mei, text: "你好",
                replyTo: nil), now: fixture.at(4))
        _ = try await store.note(taken.id, by: .mei, text: "VIP", now: fixture.at(5))
        _ = try await store.assign(taken.id, to: .david, by: .mei, now: fixture.at(6))
        _ = try await store.returnToBot(taken.id, by: .david, note: "好", now: fixture.at(7))
        _ = try await store.handOver(taken.id, reason: .noAnswer, now: fixture.at(8))
        _ = try await store.resolve(taken.id, by: .mei, now: fixture.at(9))
        try await store.saveDraft(taken.id, by: .mei, text: "", now: fixture.at(10))
    }

    private func sendBadly() async throws {
        let results: [SendResult] = [
            .retry(at: fixture.at(20), error: ProviderError(code: 4)),
            .failed(ProviderError(code: 100), reason: .deliveryFailed), .unknown,
        ]
        for (number, result) in results.enumerated() {
            let contact = ContactAddress(bsuid: "HK.9\(number)")
            let asked = try await fixture.receiveText("問", id: "b\(number)", from: contact)
            let send = try await fixture.answer(asked)
            _ = try await fixture.claimDue(after: 10)
            try await store.finish(send, with: result, now: fixture.at(11))
            try await fixture.receive(
                StoreFixture.status(.sent, id: "late-\(number)", opaque: send.rawValue))
        }
        let stale = ContactAddress(bsuid: "HK.77")
        let asked = try await fixture.receiveText("問", id: "s1", from: stale)
        _ = try await fixture.answer(asked)
        try await fixture.receiveText("再問", id: "s2", from: stale)
        let again = try await fixture.conversation(asked.id)
        _ = try await fixture.answer(again)
        try await store.handOverHalted(
            connection: "shop", error: ProviderError(code: 190), now: fixture.at(12))
        _ = try await store.openStatuses(connection: "shop", since: fixture.at(0), limit: 9)
        _ = try await store.reply(of: SendID("none"))
        try await store.forgetUploads(before: fixture.at(0))
        _ = try await store.join(guest: "none", into: "nobody", now: fixture.at(13))
        try await join()
        _ = try await store.namedFiles()
        _ = try await store.recoverInterruptedSends(
            recorded: [], uploading: [], now: fixture.at(13))
    }

    private func readLists(_ conversation: Conversation) async throws {
        let filters: [QueueQuery.Filter] = [
            .waiting, .mine(.mei), .flagged, .all, .reason(.noAnswer), .deliveryFailures,
        ]
        for filter in filters {
            let place = QueueCursor(conversation, in: filter)
            _ = try await store.queuePage(QueueQuery(filter: filter))
            _ = try await store.queuePage(QueueQuery(filter: filter, after: place))
            _ = try await store.queuePage(QueueQuery(filter: filter, before: place))
            _ = try await store.queuePage(
                QueueQuery(filter: filter, inbox: conversation.inbox, after: place))
        }
        _ = try await store.contact(conversation.contact)
        let messages = try await fixture.thread(conversation.id)
        if let message = messages.first {
            _ = try await store.message(message.id)
            _ = try await store.decision(of: message.id)
        }
        _ = try await store.searchMessages("退貨", in: nil, before: nil, limit: 10)
        _ = try await store.searchMessages("再問", in: nil, before: nil, limit: 10)
        _ = try await store.searchContacts("9123 4567", in: nil, limit: 10)
        _ = try await store.searchMessages("退貨", in: conversation.inbox, before: nil, limit: 10)
        _ = try await store.searchContacts("9123 4567", in: conversation.inbox, limit: 10)
        _ = try await store.latestDecision(in: conversation.id)
        _ = try await store.decision(DecisionID("none"))
        _ = try await store.eventLog(of: conversation.id, limit: 10)
        _ = try await store.dashboard(now: fixture.at(20))
        try await store.setPeople([Person(id: .mei, name: "May", role: .agent)])
        _ = try await store.people()
        _ = try await store.inboundEvents(skipping: 0, limit: 10)
    }

    private func keepKnowledge() async throws {
        let entry = Entry(
            id: EntryID("fee"), knowledge: "shop", language: "zh-Hant",
            questions: [Phrasing("運費幾錢", language: "zh-Hant")], answers: ["zh-Hant": "免費"],
            tags: [])
        _ = try await store.save([entry], by: .system, now: fixture.at(30))
        _ = try await store.knowledgeRevision(of: "shop")
        _ = try await store.knowledgeChanges(in: "shop", after: 0)
        _ = try await store.entry(entry.id, in: "shop")
        _ = try await store.entries(in: "shop", after: nil, limit: 10)
        _ = try await store.knowledgeBases()
        _ = try await store.history(of: entry.id, in: "shop", limit: 10)
        _ = try await store.deleteEntry(entry.id, in: "shop", by: .system, now: fixture.at(31))
    }
}
