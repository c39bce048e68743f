-- Others may quote what an erased person wrote: the list holds digests of these passages, too, so that a later
-- visit does not bring them back. And which key the pseudonyms were made with, as a digest that says nothing of
-- it: with another key, or with none, a crawl would store names that were to be replaced.
CREATE TABLE suppressions_wider (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('commenter', 'commenter_url', 'article', 'words')),
    digest TEXT NOT NULL UNIQUE,
    erased_at TEXT NOT NULL
) STRICT;
INSERT INTO suppressions_wider (id, kind, digest, erased_at) SELECT id, kind, digest, erased_at FROM suppressions;
DROP TABLE suppressions;
ALTER TABLE suppressions_wider RENAME TO suppressions;

CREATE TABLE pseudonym_keys (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    digest TEXT NOT NULL,
    since TEXT NOT NULL
) STRICT;
