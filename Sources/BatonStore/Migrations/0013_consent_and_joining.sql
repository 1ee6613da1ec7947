-- Who recorded what a contact said, as the log names actors, and how it was said; NULL where a row is
-- older than these.
ALTER TABLE contact_consent ADD COLUMN actor TEXT;
ALTER TABLE contact_consent ADD COLUMN how TEXT;

-- Two contacts turned out to be one person, and people had a conversation with each in one inbox: both
-- stay as they are, and what the customer writes comes into the one that is not beside the other.
ALTER TABLE conversation ADD COLUMN beside INTEGER NOT NULL DEFAULT 0;
DROP INDEX conversation_open;
CREATE UNIQUE INDEX conversation_open
    ON conversation (contact, connection, account) WHERE state = 'open' AND beside = 0;
CREATE INDEX conversation_beside
    ON conversation (contact, connection, account) WHERE state = 'open' AND beside = 1;
