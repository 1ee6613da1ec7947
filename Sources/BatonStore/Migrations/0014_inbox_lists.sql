-- One inbox's list is read by an index of its own: of its open conversations by recency, and of those
-- that people have by urgency.
CREATE INDEX conversation_inbox_recent
    ON conversation (connection, account, updated_at, id) WHERE state = 'open';
CREATE INDEX conversation_inbox_flagged
    ON conversation (connection, account, priority, waiting_key, id)
    WHERE state = 'open' AND owner <> 'bot';
