-- Vectors of knowledge's texts, so that each is made once: key is the text's hash, vector its numbers
-- as 32-bit floats, low byte first. Whole floats, not halves: a restart then ranks exactly as before.
CREATE TABLE vector (
    model TEXT NOT NULL,
    key TEXT NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (model, key)
);
