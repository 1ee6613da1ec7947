-- Decisions drawn by lot for people to judge, in the transaction that made them.
CREATE TABLE review (
    decision TEXT PRIMARY KEY NOT NULL REFERENCES decision (id),
    conversation TEXT NOT NULL REFERENCES conversation (id),
    connection TEXT NOT NULL,
    account TEXT NOT NULL,
    -- What its label will count as.
    source TEXT NOT NULL CHECK (source IN ('random_sample', 'review')),
    -- The share of messages that were drawn when this one was.
    rate REAL NOT NULL,
    drawn_at INTEGER NOT NULL,
    -- NULL while nobody has judged it.
    labelled_at INTEGER
);
CREATE INDEX review_waiting
    ON review (drawn_at, decision) WHERE labelled_at IS NULL;
CREATE INDEX review_inbox
    ON review (connection, account, drawn_at, decision) WHERE labelled_at IS NULL;
CREATE INDEX review_conversation ON review (conversation);

-- Verdicts on decisions; a person's newer one takes the older one's place, the log keeps both.
CREATE TABLE label (
    decision TEXT NOT NULL REFERENCES decision (id),
    source TEXT NOT NULL
        CHECK (source IN ('random_sample', 'review', 'chosen', 'implicit')),
    conversation TEXT NOT NULL REFERENCES conversation (id),
    connection TEXT NOT NULL,
    account TEXT NOT NULL,
    -- NULL for a sign read from what the customer did.
    person TEXT,
    at INTEGER NOT NULL,
    verdict TEXT NOT NULL
        CHECK (verdict IN ('right', 'wrong', 'should_have_handed_over')),
    reason TEXT,
    note TEXT,
    PRIMARY KEY (decision, source)
);
CREATE INDEX label_inbox ON label (connection, account, at);
CREATE INDEX label_conversation ON label (conversation);

-- Every gate that an inbox ever had; body is the gate's file.
CREATE TABLE gate_version (
    connection TEXT NOT NULL,
    account TEXT NOT NULL,
    version TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    person TEXT,
    body TEXT NOT NULL,
    PRIMARY KEY (connection, account, version)
);

-- What an inbox's gate is now. `revision` rises with every change: who decided on an older one
-- decides again.
CREATE TABLE gate_inbox (
    connection TEXT NOT NULL,
    account TEXT NOT NULL,
    revision INTEGER NOT NULL,
    -- The version in force; NULL where none was ever chosen.
    version TEXT,
    -- Whether the bot may answer alone, as JSON.
    state TEXT NOT NULL,
    -- Since when the error budget counts.
    opened_at INTEGER NOT NULL,
    -- The meter as it stood at the last label, as JSON; counted again from the labels.
    budget TEXT,
    PRIMARY KEY (connection, account)
);
