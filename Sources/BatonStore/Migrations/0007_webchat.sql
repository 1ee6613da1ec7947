-- Visitors of the shop's website, who have no provider: the worker itself serves them.

-- Who may read and write as a visitor, and until when.
CREATE TABLE visitor_session (
    id TEXT PRIMARY KEY NOT NULL,
    -- SHA-256 of the visitor's token in hexadecimal; the token itself is never kept.
    token TEXT NOT NULL UNIQUE,
    connection TEXT NOT NULL,
    account TEXT NOT NULL,
    -- The contact's provider_id on the channel; several sessions of one person share it.
    visitor TEXT NOT NULL,
    name TEXT,
    locale TEXT,
    page TEXT,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
);
CREATE INDEX visitor_session_expiry ON visitor_session (expires_at);

-- Files that visitors uploaded; the bytes lie in the data folder by their hash.
CREATE TABLE visitor_file (
    id TEXT PRIMARY KEY NOT NULL,
    visitor TEXT NOT NULL,
    hash TEXT NOT NULL,
    mime TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    name TEXT,
    created_at INTEGER NOT NULL
);

-- What a visitor may see, numbered from 1 for each; words stand in the message alone.
CREATE TABLE visitor_event (
    contact TEXT NOT NULL REFERENCES contact (id),
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('message', 'status', 'agent', 'end')),
    message TEXT,
    -- A status's state; of an agent event bot, queue, or agent (then `agent` names who).
    detail TEXT,
    agent TEXT,
    PRIMARY KEY (contact, number)
);

-- Events come of the same transaction as what they tell, whoever made it.
CREATE TRIGGER visitor_sees_own_message AFTER INSERT ON message
WHEN NEW.direction = 'inbound'
BEGIN
    INSERT INTO visitor_event (contact, number, at, kind, message)
    SELECT c.contact, 1 + COALESCE((
            SELECT max(e.number) FROM visitor_event e WHERE e.contact = c.contact), 0),
        NEW.received_at, 'message', NEW.id
    FROM conversation c WHERE c.id = NEW.conversation AND c.channel = 'webchat';
END;
-- Delivered is what is recorded as sent: by this very row.
CREATE TRIGGER visitor_sees_answer AFTER UPDATE OF delivery ON message
WHEN NEW.direction = 'outbound' AND NEW.delivery = 'sent'
    AND OLD.delivery IN ('pending', 'sending', 'unknown')
BEGIN
    INSERT INTO visitor_event (contact, number, at, kind, message)
    SELECT c.contact, 1 + COALESCE((
            SELECT max(e.number) FROM visitor_event e WHERE e.contact = c.contact), 0),
        NEW.received_at, 'message', NEW.id
    FROM conversation c WHERE c.id = NEW.conversation AND c.channel = 'webchat';
END;
CREATE TRIGGER visitor_sees_owner AFTER UPDATE OF owner, agent ON conversation
WHEN NEW.channel = 'webchat' AND NEW.state = 'open'
    AND (OLD.owner IS NOT NEW.owner OR OLD.agent IS NOT NEW.agent)
BEGIN
    INSERT INTO visitor_event (contact, number, at, kind, detail, agent)
    SELECT NEW.contact, 1 + COALESCE((
            SELECT max(e.number) FROM visitor_event e WHERE e.contact = NEW.contact), 0),
        NEW.updated_at, 'agent', NEW.owner, NEW.agent;
    -- Who takes a conversation has read it.
    INSERT INTO visitor_event (contact, number, at, kind, message, detail)
    SELECT NEW.contact, 1 + COALESCE((
            SELECT max(e.number) FROM visitor_event e WHERE e.contact = NEW.contact), 0),
        NEW.updated_at, 'status', m.id, 'read'
    FROM (
        SELECT id FROM message WHERE conversation = NEW.id AND direction = 'inbound'
        ORDER BY at DESC, sequence DESC LIMIT 1
    ) AS m
    WHERE NEW.owner = 'agent';
END;
CREATE TRIGGER visitor_sees_end AFTER UPDATE OF state ON conversation
WHEN NEW.channel = 'webchat' AND OLD.state = 'open' AND NEW.state = 'resolved'
BEGIN
    INSERT INTO visitor_event (contact, number, at, kind)
    SELECT NEW.contact, 1 + COALESCE((
            SELECT max(e.number) FROM visitor_event e WHERE e.contact = NEW.contact), 0),
        NEW.updated_at, 'end';
END;
