-- What a contact stopped or allowed, on every number of the business: the last word counts, the log
-- keeps all of them.
CREATE TABLE contact_consent (
    contact TEXT NOT NULL REFERENCES contact (id),
    -- automatic: whether the bot may write; else the provider's own word.
    category TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('stopped', 'granted')),
    at INTEGER NOT NULL,
    PRIMARY KEY (contact, category)
);

-- How often a conversation asked for what is not about the business and was declined.
CREATE TABLE policy_strike (
    conversation TEXT PRIMARY KEY NOT NULL REFERENCES conversation (id),
    strikes INTEGER NOT NULL
);

-- What a number sent in a month, and what that costs by the policy's prices.
CREATE TABLE message_charge (
    connection TEXT NOT NULL,
    account TEXT NOT NULL,
    -- yyyy-mm, by the business's clock
    month TEXT NOT NULL,
    -- service, utility, marketing, authentication
    category TEXT NOT NULL,
    -- ISO 4217; empty where no price was known
    currency TEXT NOT NULL,
    messages INTEGER NOT NULL,
    -- millionths of the currency's unit
    micros INTEGER NOT NULL,
    PRIMARY KEY (connection, account, month, category, currency)
);

-- Every set of policy files that came into force; body is the business's own files as JSON.
CREATE TABLE policy_version (
    sequence INTEGER PRIMARY KEY,
    digest TEXT NOT NULL,
    at INTEGER NOT NULL,
    body TEXT NOT NULL
);

-- A WhatsApp user id is the same person by whichever provider it comes: of an id that two contacts
-- have by two providers, the one seen last keeps it.
UPDATE contact_identity SET retired_at = since
WHERE kind IN ('bsuid', 'parent_bsuid') AND retired_at IS NULL AND EXISTS (
    SELECT 1 FROM contact_identity other
    WHERE other.kind = contact_identity.kind AND other.value = contact_identity.value
        AND other.retired_at IS NULL AND other.channel <> contact_identity.channel
        AND (other.since, other.contact, other.channel)
            > (contact_identity.since, contact_identity.contact, contact_identity.channel));
UPDATE contact_identity SET channel = '' WHERE kind IN ('bsuid', 'parent_bsuid');
