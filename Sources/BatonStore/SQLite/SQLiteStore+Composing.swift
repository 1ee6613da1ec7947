package import BatonCore
import GRDB

extension SQLiteStore {
    /// Sets aside what a request may use, if the day has it left.
    package func setAside(
        _ use: ComposingUse, on day: String, most: (tokens: Int64?, costMicros: Int64?)
    ) async throws(StoreError) -> Bool {
        try await write { context in
            let used = try Self.composingUse(on: day, context.db)
            if let tokens = most.tokens, used.tokens + use.tokens > tokens { return false }
            if let cost = most.costMicros, used.costMicros + use.costMicros > cost { return false }
            try context.db.execute(
                sql: """
                    INSERT INTO composing_use (day, tokens, cost_micros, requests)
                    VALUES (?, ?, ?, 1)
                    ON CONFLICT (day) DO UPDATE SET tokens = tokens + excluded.tokens,
                        cost_micros = cost_micros + excluded.cost_micros,
                        requests = requests + 1
                    """, arguments: [day, use.tokens, use.costMicros])
            return true
        }
    }

    /// Corrects what was set aside by what was used.
    package func correct(_ difference: ComposingUse, on day: String) async throws(StoreError) {
        try await write { context in
            try context.db.execute(
                sql: """
                    UPDATE composing_use SET tokens = MAX(0, tokens + ?),
                        cost_micros = MAX(0, cost_micros + ?) WHERE day = ?
                    """, arguments: [difference.tokens, difference.costMicros, day])
        }
    }

    /// What a day has used.
    package func composingUse(on day: String) async throws(StoreError) -> ComposingUse {
        try await read { db in try Self.composingUse(on: day, db) }
    }

    private static func composingUse(on day: String, _ db: Database) throws -> ComposingUse {
        let row = try Row.fetchOne(
            db, sql: "SELECT tokens, cost_micros FROM composing_use WHERE day = ?",
            arguments: [day])
        return ComposingUse(
            tokens: row?["tokens"] ?? 0, costMicros: row?["cost_micros"] ?? 0)
    }

    /// Puts off a decision that is being worked on.
    package func postponeDecision(
        _ conversation: ConversationID, turn: Int64, epoch: Int64, until: Timestamp
    ) async throws(StoreError) -> Bool {
        try await write { context in
            try context.db.execute(
                sql: """
                    UPDATE conversation SET decide_at = ?
                    WHERE id = ? AND turn = ? AND epoch = ? AND decide_at IS NOT NULL
                        AND owner = 'bot'
                    """,
                arguments: [until.milliseconds, conversation.rawValue, turn, epoch])
            let isPutOff = context.db.changesCount > 0
            if isPutOff { context.change.conversations.insert(conversation) }
            return isPutOff
        }
    }
}
