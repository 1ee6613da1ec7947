-- When the customer last came by an advertisement or a page's button, and when we first answered
-- after that: messages are free for a while from then on.
ALTER TABLE conversation ADD COLUMN entry_point_at INTEGER;
ALTER TABLE conversation ADD COLUMN entry_reply_at INTEGER;
