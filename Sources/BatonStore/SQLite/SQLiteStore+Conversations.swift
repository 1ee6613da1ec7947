package import BatonCore
import GRDB

extension SQLiteStore {
    /// By conversation_due.
    static let due = NamedStatement(
        """
        SELECT id FROM conversation WHERE decide_at IS NOT NULL AND decide_at <= ?
        ORDER BY decide_at LIMIT ?
        """, index: "conversation_due")
    /// By conversation_due.
    static let nextDue = NamedStatement(
        """
        SELECT decide_at FROM conversation WHERE decide_at IS NOT NULL
        ORDER BY decide_at LIMIT 1
        """, index: "conversation_due")
    /// By message_thread.
    static let undecided = NamedStatement(
        """
        SELECT \(Message.columns) FROM message m
        WHERE m.conversation = ? AND m.turn > ? AND m.is_deleted = 0 ORDER BY m.at, m.sequence
        """, index: "message_thread")

    /// By message_thread.
    static let botMessages = NamedStatement(
        """
        SELECT count(*) FROM message WHERE conversation = ? AND author = 'bot'
            AND direction = 'outbound' AND coalesce(delivery, '') NOT IN ('failed', 'cancelled')
        """, index: "message_thread")

    /// Open bot-owned conversations whose time to decide has come, earliest first.
    package func conversationsDue(at now: Timestamp, limit: Int) async throws(StoreError)
        -> [ConversationID]
    {
        try await read { db in
            try String.fetchAll(
                try db.cachedStatement(sql: Self.due.sql), arguments: [now.milliseconds, limit]
            ).map(ConversationID.init)
        }
    }

    /// When the next decision is due.
    package func nextDecisionDue() async throws(StoreError) -> Timestamp? {
        try await read { db in
            Timestamp(optional: try Int64.fetchOne(try db.cachedStatement(sql: Self.nextDue.sql)))
        }
    }

    /// Messages besides the undecided ones that a decision sees.
    private static let historyLimit = 20

    /// All that a decision on the present turn needs.
    package func turnContext(_ conversation: ConversationID) async throws(StoreError)
        -> TurnContext?
    {
        try await read { db in
            let rows = ConversationRows(db: db)
            guard let current = try rows.conversation(conversation), current.state == .open,
                current.owner == .bot
            else { return nil }
            let decided =
                try Int64.fetchOne(
                    db, sql: "SELECT decided_turn FROM conversation WHERE id = ?",
                    arguments: [conversation.rawValue]) ?? 0
            let undecided = try Row.fetchAll(
                try db.cachedStatement(sql: Self.undecided.sql),
                arguments: [conversation.rawValue, decided]
            ).map(Message.init(row:))
            // By the provider's clock, which may be behind ours or count whole seconds, an answer can
            // stand before the question that it answers: so not only what stands before it is read.
            let asked = Set(undecided.map(\.id))
            let latest = try QueueReading.messages(
                in: conversation, before: nil, limit: Self.historyLimit + undecided.count, db)
            let history = latest.filter { !asked.contains($0.id) }.suffix(Self.historyLimit)
            var turn = TurnContext(
                conversation: current, contact: try QueueReading.contact(current.contact, db),
                undecided: undecided, history: Array(history),
                lastDecision: try QueueReading.latestDecision(in: conversation, db))
            turn.botMessages =
                try Int.fetchOne(
                    try db.cachedStatement(sql: Self.botMessages.sql),
                    arguments: [conversation.rawValue]) ?? 0
            turn.strikes = try PolicyRows.strikes(of: conversation, db)
            return turn
        }
    }

    /// Records a decision and its effects, if epoch and turn still stand.
    package func record(_ decision: Decision, effect: DecisionEffect, now: Timestamp)
        async throws(StoreError) -> Bool
    {
        try await write { [salt] context in
            let rows = ConversationRows(db: context.db)
            let current = try rows.required(decision.conversation)
            guard current.state == .open, current.owner == .bot,
                current.epoch == decision.epoch, current.turn == decision.turn
            else { return false }
            if let decided = effect.gateRevision {
                let held = try Self.gate(of: current.inbox, context.db)?.revision ?? 0
                guard held == decided else { return false }
            }
            guard try Self.insert(decision, context.db) else { return false }
            try context.db.execute(
                sql: """
                    UPDATE conversation SET decide_at = NULL, undecided_since = NULL,
                        decided_turn = ?, language = ?, confidence = ? WHERE id = ?
                    """,
                arguments: [
                    decision.turn, decision.evidence.language.rawValue, decision.confidence,
                    decision.conversation.rawValue,
                ])
            var epoch = current.epoch
            if let reason = effect.handOver {
                try rows.change(owner: .queue, of: current.id, reason: reason, now: now)
                epoch += 1
            }
            for send in effect.sends {
                try Self.plan(
                    send, in: current, epoch: epoch, decision: decision.id, now: now, rows)
            }
            if effect.isStrike { try PolicyRows.strike(current.id, context.db) }
            if let draw = effect.review {
                try LabelRows.draw(
                    draw, of: decision, inbox: current.inbox, now: now, context.db)
            }
            if let rating = effect.rating { try Self.keep(rating, now: now, context.db) }
            if let sign = effect.sign {
                try LabelRows.insert(sign, inbox: current.inbox, context.db)
                try LabelRows.log(sign, context, salt: salt(), now: now)
            }
            try Counter.add(
                context.db, name: Counter.decisionOutcome,
                label: "\(CalendarDay.text(of: now))/\(decision.outcome.rawValue)", by: 1)
            try EventLog.append(
                context, salt: salt(), conversation: current.id, at: now, actor: .bot,
                kind: .decided,
                payload: [
                    "decision": decision.id.rawValue, "outcome": decision.outcome.rawValue,
                    "reason": decision.reasons.first?.rawValue ?? "",
                ])
            context.change.conversations.insert(current.id)
            context.change.hasOutbox = !effect.sends.isEmpty
            return true
        }
    }

    /// - Returns: `false` where this turn of this epoch was decided already.
    private static func insert(_ decision: Decision, _ db: Database) throws -> Bool {
        try db.execute(
            sql: """
                INSERT INTO decision
                    (id, conversation, turn, epoch, outcome, confidence, at, body)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (conversation, turn, epoch) DO NOTHING
                """,
            arguments: [
                decision.id.rawValue, decision.conversation.rawValue, decision.turn,
                decision.epoch, decision.outcome.rawValue, decision.confidence,
                decision.at.milliseconds, try StoredJSON.encode(decision),
            ])
        guard db.changesCount > 0 else { return false }
        for message in decision.messages {
            try db.execute(
                sql: "UPDATE message SET decision = ? WHERE id = ?",
                arguments: [decision.id.rawValue, message.rawValue])
        }
        return true
    }

    static func plan(
        _ send: PlannedSend, in conversation: Conversation, epoch: Int64, decision: DecisionID?,
        now: Timestamp, _ rows: ConversationRows
    ) throws {
        var message = Message(
            id: send.message, sequence: 0, conversation: conversation.id, direction: .outbound,
            author: send.author, content: send.content, at: now, receivedAt: now)
        message.delivery = .pending
        message.decision = decision
        message.replyTo = send.replyTo
        _ = try rows.insert(message, connection: conversation.inbox.connection)
        try OutboxRows.insert(
            send: send.id, message: message, conversation: conversation, epoch: epoch,
            purposes: send.purposes, now: now, rows.db)
    }

    /// A person takes the conversation over: one winner, whoever races.
    package func claim(
        _ conversation: ConversationID, by person: PersonID, force: Bool, now: Timestamp
    ) async throws(StoreError) -> ClaimResult {
        try await write { [salt] context in
            let rows = ConversationRows(db: context.db)
            let current = try rows.required(conversation)
            guard current.state == .open else { return .closed(current) }
            if case .agent(let holder) = current.owner {
                if holder == person { return .won(current) }
                if !force { return .heldBy(holder, current) }
            }
            try rows.change(owner: .agent(person), of: conversation, reason: nil, now: now)
            try EventLog.append(
                context, salt: salt(), conversation: conversation, at: now,
                actor: .person(person), kind: .claimed,
                payload: ["from": current.owner.agent?.rawValue ?? ""])
            context.change.conversations.insert(conversation)
            return .won(try rows.required(conversation))
        }
    }

    /// Gives it to another person.
    package func assign(
        _ conversation: ConversationID, to person: PersonID, by: PersonID, now: Timestamp
    ) async throws(StoreError) -> Conversation {
        try await changeOwner(
            of: conversation, to: .agent(person), reason: .assigned, by: .person(by),
            kind: .assigned, payload: ["to": person.rawValue], now: now)
    }

    /// Gives it back to the bot with a note.
    package func returnToBot(
        _ conversation: ConversationID, by: PersonID, note: String?, now: Timestamp
    ) async throws(StoreError) -> Conversation {
        try await changeOwner(
            of: conversation, to: .bot, reason: nil, by: .person(by), kind: .returned, now: now
        ) { rows, context, ids in
            try context.db.execute(
                sql: """
                    UPDATE conversation SET reason = NULL, priority = 1, note = ?,
                        undecided_since = NULL, decided_turn = turn, has_delivery_failure = 0
                    WHERE id = ?
                    """, arguments: [note, conversation.rawValue])
            if let note, !note.isEmpty {
                _ = try rows.insert(
                    Self.noteMessage(note, in: conversation, by: by, now: now, ids: ids),
                    connection: "")
            }
        }
    }

    /// Closes it; the customer's next message opens a new one.
    package func resolve(_ conversation: ConversationID, by: PersonID, now: Timestamp)
        async throws(StoreError) -> Conversation
    {
        try await changeOwner(
            of: conversation, to: .bot, reason: nil, by: .person(by), kind: .resolved, now: now
        ) { rows, context, _ in
            try rows.cancelPending(of: conversation, authors: ["bot", "system"])
            try context.db.execute(
                sql: """
                    UPDATE conversation SET state = 'resolved', waiting_since = NULL,
                        has_delivery_failure = 0 WHERE id = ?
                    """, arguments: [conversation.rawValue])
        }
    }

    /// Hands an open conversation to the queue outside a decision; one that a person has stays theirs.
    package func handOver(
        _ conversation: ConversationID, reason: ReasonCode, now: Timestamp
    ) async throws(StoreError) -> Conversation {
        try await changeOwner(
            of: conversation, to: .queue, reason: reason, by: .system, kind: .queued,
            payload: ["reason": reason.rawValue], takesFromAgent: false, now: now)
    }

    private func changeOwner(
        of id: ConversationID, to owner: Owner, reason: ReasonCode?, by actor: Actor,
        kind: EventLogRow.Kind, payload: [String: String] = [:], takesFromAgent: Bool = true,
        now: Timestamp,
        then:
            @escaping @Sendable (ConversationRows, WriteContext, IdentifierSource) throws -> Void =
            { _, _, _ in }
    ) async throws(StoreError) -> Conversation {
        try await write { [ids, salt] context in
            let rows = ConversationRows(db: context.db)
            let current = try rows.required(id)
            guard current.state == .open else {
                throw StoreError(
                    .refused,
                    "conversation \(id) is resolved; the customer's next message opens "
                        + "a new one", chinese: "對話已完結；客人再次來訊時會開新對話")
            }
            if !takesFromAgent, current.owner.agent != nil { return current }
            try rows.change(owner: owner, of: id, reason: reason, now: now)
            try then(rows, context, ids)
            try EventLog.append(
                context, salt: salt(), conversation: id, at: now, actor: actor, kind: kind,
                payload: payload)
            context.change.conversations.insert(id)
            return try rows.required(id)
        }
    }

    static func noteMessage(
        _ text: String, in conversation: ConversationID, by person: PersonID, now: Timestamp,
        ids: IdentifierSource
    ) -> Message {
        Message(
            id: ids.next(), sequence: 0, conversation: conversation, direction: .note,
            author: .agent(person), content: .text(text), at: now, receivedAt: now)
    }
}
