-- Where documents of a knowledge base come from; body is the source as JSON.
CREATE TABLE knowledge_source (
    knowledge TEXT NOT NULL,
    location TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (knowledge, location)
);

-- The documents whose passages a knowledge base holds; body is the document as JSON.
CREATE TABLE knowledge_document (
    knowledge TEXT NOT NULL,
    name TEXT NOT NULL,
    location TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (knowledge, name)
);
