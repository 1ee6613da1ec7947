-- What erasing by age asks for: which conversation an event went into, what is erased already, and the
-- ids that must stay known although nothing says any more whose they were.

-- The conversation that an event touched; NULL for one that touched none, which goes by its own age.
ALTER TABLE inbox ADD COLUMN conversation TEXT;
-- The row stays, without the event and under another id, so that the order of commits keeps its count.
ALTER TABLE inbox ADD COLUMN erased_at INTEGER;
UPDATE inbox SET conversation = (
    SELECT m.conversation FROM message m
    WHERE m.connection = inbox.connection AND m.provider_id IS NOT NULL
        AND m.provider_id = coalesce(json_extract(inbox.event, '$.target'), inbox.provider_id))
WHERE kind IN ('message', 'echo', 'edit', 'delete', 'reaction', 'status');
UPDATE inbox SET conversation = (
    SELECT m.conversation FROM message m
    WHERE m.connection = inbox.connection AND m.provider_id IS NOT NULL
        AND m.provider_id = json_extract(inbox.event, '$.status.reference'))
WHERE kind = 'status' AND conversation IS NULL;
CREATE INDEX inbox_conversation
    ON inbox (conversation, sequence) WHERE conversation IS NOT NULL AND erased_at IS NULL;
-- Not before it is applied, so that taking an event in costs no more.
CREATE INDEX inbox_loose ON inbox (received_at, sequence)
    WHERE conversation IS NULL AND erased_at IS NULL AND applied_at IS NOT NULL;

-- Whether a request brought no event into the inbox, so that its bytes go by their own age.
ALTER TABLE webhook ADD COLUMN is_loose INTEGER NOT NULL DEFAULT 0;
UPDATE webhook SET is_loose = 1 WHERE sequence NOT IN (SELECT webhook FROM inbox);
CREATE INDEX webhook_loose ON webhook (connection, received_at) WHERE is_loose = 1;

-- An erased conversation keeps what reports count by, and no words.
ALTER TABLE conversation ADD COLUMN erased_at INTEGER;
CREATE INDEX conversation_kept
    ON conversation (connection, account, updated_at, id) WHERE erased_at IS NULL;
ALTER TABLE decision ADD COLUMN erased_at INTEGER;

-- When a message's file was removed by age; the message stays.
ALTER TABLE message ADD COLUMN file_removed_at INTEGER;
CREATE INDEX media_age ON media (not_before, message);
CREATE INDEX media_hash ON media (hash) WHERE hash IS NOT NULL;
CREATE INDEX visitor_file_hash ON visitor_file (hash);
CREATE INDEX visitor_file_visitor ON visitor_file (visitor, created_at);
CREATE INDEX visitor_session_visitor ON visitor_session (visitor);

-- A keyed hash of every id that an erased message or event had: what is delivered again is known.
CREATE TABLE erased_id (
    digest BLOB PRIMARY KEY NOT NULL
);

-- Whom the business wrote to first, and when last: a provider takes so many customers a day.
CREATE TABLE reached_contact (
    connection TEXT NOT NULL,
    contact TEXT NOT NULL,
    at INTEGER NOT NULL,
    -- The send that reaches them now, and when they were reached before it: it may yet fail.
    send TEXT,
    before INTEGER,
    PRIMARY KEY (connection, contact)
);
CREATE INDEX reached_contact_at ON reached_contact (connection, at);
CREATE INDEX reached_contact_send ON reached_contact (send) WHERE send IS NOT NULL;
