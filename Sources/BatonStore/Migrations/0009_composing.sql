-- What composing with a language model has used on each day of the business's own calendar: what was
-- set aside before a request, corrected by what the server counted after it.
CREATE TABLE composing_use (
    day TEXT PRIMARY KEY NOT NULL,
    tokens INTEGER NOT NULL,
    -- In millionths of the currency that the configuration's prices are in.
    cost_micros INTEGER NOT NULL,
    requests INTEGER NOT NULL
);
