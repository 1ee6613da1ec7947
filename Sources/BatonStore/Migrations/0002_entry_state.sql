-- An entry is written down, used, or no longer used: drafts are revisions that the bot passes over.
ALTER TABLE knowledge_revision ADD COLUMN state TEXT NOT NULL DEFAULT 'published'
    CHECK (state IN ('published', 'draft', 'retired'));
-- What the bot follows: every save but drafts.
CREATE INDEX knowledge_revision_live
    ON knowledge_revision (knowledge, revision) WHERE state <> 'draft';
DROP INDEX knowledge_revision_base;
-- Questions that were handed over, newest first, for what the knowledge base lacks.
CREATE INDEX decision_unanswered
    ON decision (at) WHERE outcome IN ('handover', 'draft');
-- A status, a takeover or a health check asks for one message's send.
CREATE INDEX outbox_message ON outbox (message);
