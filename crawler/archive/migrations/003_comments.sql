-- Readers' comments: each row names its parent (adjacency) and stores its place in the reading order.

CREATE TABLE commenters (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    site_id INTEGER NOT NULL REFERENCES sites (id),
    name TEXT NOT NULL,                     -- personal data
    comment_count INTEGER NOT NULL DEFAULT 0,               -- these three are refreshed when a run ends:
    first_comment_at TEXT,                  -- counting them on each reading is too slow
    last_comment_at TEXT,
    UNIQUE (site_id, name)
) STRICT;

CREATE TABLE comments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    external_id TEXT NOT NULL,              -- the site's own id, or a stable hash: NULLs would never collide
    parent_id INTEGER REFERENCES comments (id) DEFERRABLE INITIALLY DEFERRED,
    parent_external_id TEXT,                -- kept even where the archive does not hold the parent
    parent_from TEXT CHECK (parent_from IN
        ('nesting', 'depth', 'reply-link', 'id', 'indent', 'api', 'lost')),
    depth INTEGER NOT NULL,                 -- as shown, 0 for a top comment
    position INTEGER NOT NULL,              -- from 1, in page order, at the last fetch that showed it
    sort_path TEXT NOT NULL,                -- '00002.00001': text order is reading order
    commenter_id INTEGER REFERENCES commenters (id),
    author TEXT,
    author_url TEXT,
    is_staff INTEGER NOT NULL DEFAULT 0 CHECK (is_staff IN (0, 1)),
    date_published TEXT,
    date_published_utc TEXT,
    date_published_raw TEXT,
    text TEXT NOT NULL,
    first_seen_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    edited_at TEXT,
    removed_at TEXT,                        -- absent from a thread that was fetched whole
    UNIQUE (article_id, external_id)
) STRICT;
CREATE INDEX comments_in_reading_order ON comments (article_id, sort_path);
CREATE INDEX comments_by_parent ON comments (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX comments_by_commenter ON comments (commenter_id, date_published_utc DESC);
CREATE INDEX comments_by_date ON comments (date_published_utc DESC);
