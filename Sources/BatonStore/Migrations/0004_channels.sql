-- How far a provider was asked for events: moved in the transaction that stores them.
CREATE TABLE pull_cursor (
    connection TEXT NOT NULL,
    account TEXT NOT NULL,
    -- The provider's own word for the place; NULL where it keeps none.
    cursor TEXT,
    -- All that happened before this is known.
    since INTEGER NOT NULL,
    PRIMARY KEY (connection, account)
);

-- The files that customers sent, one row a message; the bytes lie in the data folder by their hash.
CREATE TABLE media (
    message TEXT PRIMARY KEY NOT NULL REFERENCES message (id),
    connection TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'fetched', 'refused')),
    attempts INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER NOT NULL,
    -- SHA-256 in hexadecimal, once fetched.
    hash TEXT,
    -- By its first bytes, whatever the sender called it.
    mime TEXT,
    bytes INTEGER,
    -- Why it is refused, or why the last attempt failed.
    why TEXT
);
CREATE INDEX media_due ON media (not_before) WHERE state = 'pending';
