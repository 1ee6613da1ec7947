-- The version that was in force before, to go back to; and the share of messages that is drawn for
-- people to judge, where a supervisor has set one.
ALTER TABLE gate_inbox ADD COLUMN previous_version TEXT;
ALTER TABLE gate_inbox ADD COLUMN review_rate REAL;

-- How customers rate conversations: asked once, after a person has resolved one.
CREATE TABLE rating (
    conversation TEXT PRIMARY KEY NOT NULL REFERENCES conversation (id),
    contact TEXT NOT NULL REFERENCES contact (id),
    connection TEXT NOT NULL,
    account TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    -- 1 to 5; NULL while the customer has not said.
    score INTEGER CHECK (score BETWEEN 1 AND 5),
    rated_at INTEGER
);
CREATE INDEX rating_contact ON rating (contact, connection, account, asked_at);
CREATE INDEX rating_inbox ON rating (connection, account, asked_at);

-- Which conversations an inbox had over some days.
CREATE INDEX conversation_inbox ON conversation (connection, account, opened_at);
