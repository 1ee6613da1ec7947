-- Times are UTC milliseconds. Ids are UUIDv7 text; `sequence` columns are the store's own order.
-- Portable to PostgreSQL but for FTS5 (message_search) and INTEGER PRIMARY KEY (identity columns there).

-- Every request a provider made that was worth keeping, byte for byte.
CREATE TABLE webhook (
    sequence INTEGER PRIMARY KEY,
    connection TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    -- accepted: its events stand in inbox; unreadable: correctly signed, not readable (answered 400).
    verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'unreadable')),
    body BLOB NOT NULL
);

-- One row for each canonical event; the durable point before the 200.
CREATE TABLE inbox (
    sequence INTEGER PRIMARY KEY,
    webhook INTEGER NOT NULL REFERENCES webhook (sequence),
    connection TEXT NOT NULL,
    account TEXT NOT NULL DEFAULT '',
    -- The provider's id of the event, or a synthetic one for events that have none.
    provider_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- A status's state; empty for other kinds.
    state TEXT NOT NULL DEFAULT '',
    event TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    -- NULL until its effects are in the tables below.
    applied_at INTEGER,
    UNIQUE (connection, account, provider_id, kind, state)
);
CREATE INDEX inbox_unapplied ON inbox (sequence) WHERE applied_at IS NULL;

CREATE TABLE contact (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT,
    created_at INTEGER NOT NULL,
    identity_changed_at INTEGER
);

-- Any address may be missing or change; a retired one no longer finds its contact.
CREATE TABLE contact_identity (
    contact TEXT NOT NULL REFERENCES contact (id),
    -- phone, bsuid, parent_bsuid, username, provider_id
    kind TEXT NOT NULL,
    channel TEXT NOT NULL,
    value TEXT NOT NULL,
    since INTEGER NOT NULL,
    retired_at INTEGER
);
CREATE UNIQUE INDEX contact_identity_live
    ON contact_identity (kind, channel, value) WHERE retired_at IS NULL;
CREATE INDEX contact_identity_contact ON contact_identity (contact);

CREATE TABLE person (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL
);

CREATE TABLE conversation (
    id TEXT PRIMARY KEY NOT NULL,
    connection TEXT NOT NULL,
    account TEXT NOT NULL,
    channel TEXT NOT NULL,
    contact TEXT NOT NULL REFERENCES contact (id),
    state TEXT NOT NULL CHECK (state IN ('open', 'resolved')),
    -- bot, queue, or agent (then `agent` names who)
    owner TEXT NOT NULL CHECK (owner IN ('bot', 'queue', 'agent')),
    agent TEXT,
    epoch INTEGER NOT NULL DEFAULT 0,
    turn INTEGER NOT NULL DEFAULT 0,
    reason TEXT,
    priority INTEGER NOT NULL DEFAULT 1,
    waiting_since INTEGER,
    language TEXT,
    confidence REAL,
    opened_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    last_customer_at INTEGER,
    last_message TEXT,
    last_author TEXT,
    has_delivery_failure INTEGER NOT NULL DEFAULT 0,
    note TEXT,
    -- When the bot should look at the customer messages that came since the last decision.
    decide_at INTEGER,
    -- When the first of those came: the cap of the debounce counts from it.
    undecided_since INTEGER,
    -- The turn that the last decision was about.
    decided_turn INTEGER NOT NULL DEFAULT 0,
    -- What lists are sorted by within a priority: where no customer waits, after all who do.
    waiting_key INTEGER NOT NULL
        GENERATED ALWAYS AS (COALESCE(waiting_since, 9223372036854775807)) STORED
);
-- One open conversation a contact and inbox, whatever races.
CREATE UNIQUE INDEX conversation_open
    ON conversation (contact, connection, account) WHERE state = 'open';
CREATE INDEX conversation_due ON conversation (decide_at) WHERE decide_at IS NOT NULL;
CREATE INDEX conversation_contact ON conversation (contact, opened_at);

CREATE TABLE message (
    sequence INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    conversation TEXT NOT NULL REFERENCES conversation (id),
    direction TEXT NOT NULL CHECK (direction IN ('inbound', 'outbound', 'note')),
    -- customer, bot, agent, system, echo (agent: `agent` names who)
    author TEXT NOT NULL,
    agent TEXT,
    content TEXT NOT NULL,
    connection TEXT NOT NULL,
    provider_id TEXT,
    at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    -- The conversation's turn that a customer message made.
    turn INTEGER,
    delivery TEXT,
    failure TEXT,
    reply_to TEXT,
    reaction TEXT,
    is_edited INTEGER NOT NULL DEFAULT 0,
    is_deleted INTEGER NOT NULL DEFAULT 0,
    decision TEXT
);
CREATE INDEX message_thread ON message (conversation, at, sequence);
CREATE UNIQUE INDEX message_provider
    ON message (connection, provider_id) WHERE provider_id IS NOT NULL;
CREATE INDEX message_decision ON message (decision) WHERE decision IS NOT NULL;

-- Edits, deletes, reactions and statuses that came before the message they are about.
CREATE TABLE held_event (
    connection TEXT NOT NULL,
    target TEXT NOT NULL,
    inbox INTEGER NOT NULL REFERENCES inbox (sequence),
    PRIMARY KEY (connection, target, inbox)
);

CREATE TABLE decision (
    sequence INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    conversation TEXT NOT NULL REFERENCES conversation (id),
    turn INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    confidence REAL NOT NULL,
    at INTEGER NOT NULL,
    -- The whole decision as JSON: evidence, revisions, gate, times.
    body TEXT NOT NULL,
    UNIQUE (conversation, turn, epoch)
);
CREATE INDEX decision_at ON decision (at);

CREATE TABLE outbox (
    sequence INTEGER PRIMARY KEY,
    -- Also the send id that the provider may be given.
    id TEXT NOT NULL UNIQUE,
    conversation TEXT NOT NULL REFERENCES conversation (id),
    message TEXT NOT NULL REFERENCES message (id),
    connection TEXT NOT NULL,
    account TEXT NOT NULL,
    -- bot: bound to epoch and turn; system: bound to epoch; agent: bound to nothing.
    author TEXT NOT NULL CHECK (author IN ('bot', 'agent', 'system')),
    epoch INTEGER NOT NULL,
    turn INTEGER NOT NULL,
    -- The request to make, as JSON: recipient and content.
    send TEXT NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('pending', 'sending', 'sent', 'failed', 'unknown', 'cancelled')),
    attempts INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER NOT NULL,
    deadline INTEGER,
    error TEXT,
    created_at INTEGER NOT NULL
);
CREATE INDEX outbox_due ON outbox (not_before, sequence) WHERE state = 'pending';
CREATE INDEX outbox_conversation
    ON outbox (conversation, sequence) WHERE state IN ('pending', 'sending');
CREATE INDEX outbox_sending ON outbox (sequence) WHERE state IN ('sending', 'unknown');

-- What a person has typed and not sent.
CREATE TABLE draft (
    conversation TEXT NOT NULL REFERENCES conversation (id),
    person TEXT NOT NULL,
    text TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (conversation, person)
);

-- Everything that happened. chain = SHA-256(previous chain || canonical head || digest);
-- digest = SHA-256(salt || payload): erasing salt and payload leaves the chain verifiable.
CREATE TABLE event_log (
    sequence INTEGER PRIMARY KEY,
    conversation TEXT,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT,
    salt BLOB,
    digest BLOB NOT NULL,
    chain BLOB NOT NULL
);
CREATE INDEX event_log_conversation ON event_log (conversation, sequence);

-- Counts kept in the same transaction as what they count. The triggers at the end keep `queue.…`
-- and `event_log`.
CREATE TABLE counter (
    name TEXT NOT NULL,
    label TEXT NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (name, label)
);
CREATE TABLE knowledge_revision (
    revision INTEGER PRIMARY KEY,
    knowledge TEXT NOT NULL,
    entry TEXT NOT NULL,
    is_deleted INTEGER NOT NULL DEFAULT 0,
    saved_by TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX knowledge_revision_entry ON knowledge_revision (knowledge, entry, revision);
CREATE INDEX knowledge_revision_base ON knowledge_revision (knowledge, revision);

-- The latest revision of each entry that is not deleted.
CREATE TABLE entry (
    knowledge TEXT NOT NULL,
    entry TEXT NOT NULL,
    revision INTEGER NOT NULL REFERENCES knowledge_revision (revision),
    PRIMARY KEY (knowledge, entry)
);

-- Facts about the store itself, such as the version of the search tokeniser.
CREATE TABLE store_fact (
    name TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
);

-- The lists that screens page through by key, one index each, so that a page costs the same at any
-- depth: (priority, waiting_key, id) ascending; the list of all by (updated_at, id), newest first.
CREATE INDEX conversation_waiting
    ON conversation (priority, waiting_key, id) WHERE state = 'open' AND owner = 'queue';
CREATE INDEX conversation_flagged
    ON conversation (priority, waiting_key, id) WHERE state = 'open' AND owner <> 'bot';
CREATE INDEX conversation_agent
    ON conversation (agent, priority, waiting_key, id) WHERE state = 'open' AND owner = 'agent';
CREATE INDEX conversation_reason
    ON conversation (reason, priority, waiting_key, id) WHERE state = 'open' AND owner = 'queue';
CREATE INDEX conversation_failures
    ON conversation (priority, waiting_key, id)
    WHERE state = 'open' AND has_delivery_failure <> 0;
CREATE INDEX conversation_recent ON conversation (updated_at, id) WHERE state = 'open';
-- How long people wait, for the dashboard.
CREATE INDEX conversation_age
    ON conversation (waiting_since) WHERE state = 'open' AND owner = 'queue';

-- The queue's counters: each row below is counted while its condition holds.
CREATE TRIGGER conversation_counted_insert AFTER INSERT ON conversation
WHEN NEW.state = 'open'
BEGIN
    INSERT INTO counter (name, label, value)
    SELECT name, label, 1 FROM (
        SELECT 'queue.waiting' AS name, '' AS label WHERE NEW.owner = 'queue'
        UNION ALL SELECT 'queue.reason', COALESCE(NEW.reason, '') WHERE NEW.owner = 'queue'
        UNION ALL SELECT 'queue.held', '' WHERE NEW.owner = 'agent'
        UNION ALL SELECT 'queue.agent', COALESCE(NEW.agent, '') WHERE NEW.owner = 'agent'
        UNION ALL SELECT 'queue.bot', '' WHERE NEW.owner = 'bot'
        UNION ALL SELECT 'queue.failures', '' WHERE NEW.has_delivery_failure <> 0
    ) AS counted
    WHERE NEW.state = 'open'
    ON CONFLICT (name, label) DO UPDATE SET value = counter.value + excluded.value;
END;
CREATE TRIGGER conversation_counted_delete AFTER DELETE ON conversation
WHEN OLD.state = 'open'
BEGIN
    INSERT INTO counter (name, label, value)
    SELECT name, label, -1 FROM (
        SELECT 'queue.waiting' AS name, '' AS label WHERE OLD.owner = 'queue'
        UNION ALL SELECT 'queue.reason', COALESCE(OLD.reason, '') WHERE OLD.owner = 'queue'
        UNION ALL SELECT 'queue.held', '' WHERE OLD.owner = 'agent'
        UNION ALL SELECT 'queue.agent', COALESCE(OLD.agent, '') WHERE OLD.owner = 'agent'
        UNION ALL SELECT 'queue.bot', '' WHERE OLD.owner = 'bot'
        UNION ALL SELECT 'queue.failures', '' WHERE OLD.has_delivery_failure <> 0
    ) AS counted
    WHERE OLD.state = 'open'
    ON CONFLICT (name, label) DO UPDATE SET value = counter.value + excluded.value;
END;
CREATE TRIGGER conversation_counted_update
AFTER UPDATE OF state, owner, agent, reason, has_delivery_failure ON conversation
WHEN OLD.state IS NOT NEW.state OR OLD.owner IS NOT NEW.owner OR OLD.agent IS NOT NEW.agent
    OR OLD.reason IS NOT NEW.reason OR OLD.has_delivery_failure IS NOT NEW.has_delivery_failure
BEGIN
    INSERT INTO counter (name, label, value)
    SELECT name, label, -1 FROM (
        SELECT 'queue.waiting' AS name, '' AS label WHERE OLD.owner = 'queue'
        UNION ALL SELECT 'queue.reason', COALESCE(OLD.reason, '') WHERE OLD.owner = 'queue'
        UNION ALL SELECT 'queue.held', '' WHERE OLD.owner = 'agent'
        UNION ALL SELECT 'queue.agent', COALESCE(OLD.agent, '') WHERE OLD.owner = 'agent'
        UNION ALL SELECT 'queue.bot', '' WHERE OLD.owner = 'bot'
        UNION ALL SELECT 'queue.failures', '' WHERE OLD.has_delivery_failure <> 0
    ) AS counted
    WHERE OLD.state = 'open'
    ON CONFLICT (name, label) DO UPDATE SET value = counter.value + excluded.value;
    INSERT INTO counter (name, label, value)
    SELECT name, label, 1 FROM (
        SELECT 'queue.waiting' AS name, '' AS label WHERE NEW.owner = 'queue'
        UNION ALL SELECT 'queue.reason', COALESCE(NEW.reason, '') WHERE NEW.owner = 'queue'
        UNION ALL SELECT 'queue.held', '' WHERE NEW.owner = 'agent'
        UNION ALL SELECT 'queue.agent', COALESCE(NEW.agent, '') WHERE NEW.owner = 'agent'
        UNION ALL SELECT 'queue.bot', '' WHERE NEW.owner = 'bot'
        UNION ALL SELECT 'queue.failures', '' WHERE NEW.has_delivery_failure <> 0
    ) AS counted
    WHERE NEW.state = 'open'
    ON CONFLICT (name, label) DO UPDATE SET value = counter.value + excluded.value;
END;

-- The log only grows: a row is never removed, and only its salt and payload may be erased.
CREATE TRIGGER event_log_counted AFTER INSERT ON event_log
BEGIN
    INSERT INTO counter (name, label, value) VALUES ('event_log', '', 1)
    ON CONFLICT (name, label) DO UPDATE SET value = counter.value + excluded.value;
END;
CREATE TRIGGER event_log_keeps_rows BEFORE DELETE ON event_log
BEGIN
    SELECT RAISE(ABORT, 'the event log only grows');
END;
CREATE TRIGGER event_log_keeps_fields
BEFORE UPDATE OF sequence, conversation, at, actor, kind, digest, chain ON event_log
BEGIN
    SELECT RAISE(ABORT, 'the event log only grows; salt and payload alone may be erased');
END;
