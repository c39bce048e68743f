-- People's rights: who was erased stays erased.

-- Whom and what never to store again, as digests salted for this archive: the list does not say who is on it.
CREATE TABLE suppressions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('commenter', 'commenter_url', 'article')),
    digest TEXT NOT NULL UNIQUE,
    erased_at TEXT NOT NULL
) STRICT;
CREATE TABLE salt (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    value BLOB NOT NULL
) STRICT;

-- An erased comment keeps its place in the thread, without name, address or words.
ALTER TABLE comments ADD COLUMN erased_at TEXT;

-- What was erased, when and how much of it: the proof that a request was answered, without what it was about.
CREATE TABLE erasures (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('commenter', 'article')),
    comments INTEGER NOT NULL,
    raw_pages INTEGER NOT NULL,
    mentions INTEGER NOT NULL               -- of the name, in other people's comments, taken out too
) STRICT;
