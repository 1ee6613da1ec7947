import BatonCore
import GRDB

/// Reading and writing labels and draws inside a transaction.
enum LabelRows {
    /// The columns of a label `l`.
    static let columns = """
        l.decision AS l_decision, l.source AS l_source, l.conversation AS l_conversation,
        l.person AS l_person, l.at AS l_at, l.verdict AS l_verdict, l.reason AS l_reason,
        l.note AS l_note
        """

    static func label(_ row: Row) throws -> DecisionLabel? {
        guard let decision: String = row["l_decision"] else { return nil }
        guard let verdict = LabelVerdict(rawValue: row["l_verdict"]),
            let source = LabelSource(rawValue: row["l_source"])
        else {
            throw StoreError(.damaged, "a stored label cannot be read; run 'baton doctor'")
        }
        return DecisionLabel(
            decision: DecisionID(decision), conversation: ConversationID(row["l_conversation"]),
            by: (row["l_person"] as String?).map(PersonID.init),
            at: Timestamp(milliseconds: row["l_at"]), verdict: verdict,
            reason: (row["l_reason"] as String?).map(ReasonCode.init), source: source,
            note: row["l_note"])
    }

    static func insert(_ label: DecisionLabel, inbox: InboxID, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO label
                    (decision, source, conversation, connection, account, person, at, verdict,
                     reason, note)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (decision, source) DO UPDATE SET person = excluded.person,
                    at = excluded.at, verdict = excluded.verdict, reason = excluded.reason,
                    note = excluded.note
                """,
            arguments: [
                label.decision.rawValue, label.source.rawValue, label.conversation.rawValue,
                inbox.connection, inbox.account, label.by?.rawValue, label.at.milliseconds,
                label.verdict.rawValue, label.reason?.rawValue, label.note,
            ])
    }

    static func draw(
        _ draw: ReviewDraw, of decision: Decision, inbox: InboxID, now: Timestamp, _ db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO review
                    (decision, conversation, connection, account, source, rate, drawn_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                decision.id.rawValue, decision.conversation.rawValue, inbox.connection,
                inbox.account, draw.source.rawValue, draw.rate, now.milliseconds,
            ])
    }

    static func log(
        _ label: DecisionLabel, _ context: WriteContext, salt: [UInt8], now: Timestamp
    ) throws {
        try EventLog.append(
            context, salt: salt, conversation: label.conversation, at: now,
            actor: label.by.map(Actor.person) ?? .system, kind: .labelled,
            payload: [
                "decision": label.decision.rawValue, "verdict": label.verdict.rawValue,
                "source": label.source.rawValue, "reason": label.reason?.rawValue ?? "",
            ])
    }
}
