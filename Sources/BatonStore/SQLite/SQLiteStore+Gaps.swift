package import BatonCore
import GRDB

extension SQLiteStore {
    /// By decision_unanswered.
    static let unanswered = NamedStatement(
        """
        SELECT d.body, c.contact FROM decision d JOIN conversation c ON c.id = d.conversation
        WHERE d.outcome IN ('handover', 'draft') AND d.at >= ? ORDER BY d.at DESC LIMIT ?
        """, index: "decision_unanswered")

    /// Why a question counts as one that the knowledge base could not answer.
    private static let wanting: Set<ReasonCode> = [
        .noAnswer, .lowConfidence, .ambiguous, .expiredEntry, .repeated,
    ]

    /// Questions that were handed over for want of an answer, newest first.
    package func unansweredQuestions(in knowledge: String, since: Timestamp, limit: Int)
        async throws(StoreError) -> [UnansweredQuestion]
    {
        try await read { db in
            try Row.fetchAll(
                try db.cachedStatement(sql: Self.unanswered.sql),
                arguments: [since.milliseconds, limit]
            ).compactMap { row in
                let decision: Decision = try StoredJSON.decode(row["body"])
                guard decision.knowledge == knowledge, !decision.evidence.text.isEmpty,
                    decision.reasons.contains(where: Self.wanting.contains)
                else { return nil }
                return UnansweredQuestion(
                    text: decision.evidence.text, language: decision.evidence.language,
                    contact: ContactID(row["contact"] as String),
                    conversation: decision.conversation, at: decision.at)
            }
        }
    }
}
