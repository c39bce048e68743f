-- What a page says: one article and its parts.

CREATE TABLE articles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,   -- a permalink: AUTOINCREMENT never gives an id twice
    site_id INTEGER NOT NULL REFERENCES sites (id),
    -- The address without scheme, www. and closing slash: a blog that moves to https keeps its articles.
    identity TEXT NOT NULL,
    url TEXT NOT NULL CHECK (url LIKE 'http://%' OR url LIKE 'https://%' OR url LIKE 'file:%'),
    canonical_url TEXT,
    headline TEXT NOT NULL,
    description TEXT,
    date_published TEXT,                    -- as the page gives it, with its own offset
    date_published_utc TEXT,                -- the same moment, to sort by
    date_published_raw TEXT,                -- the proof: the text that was read
    date_modified TEXT,
    section TEXT,
    in_language TEXT,
    layout TEXT,                            -- which rules read it
    comment_system TEXT,
    comment_count INTEGER,                  -- declared by the page
    archived_comment_count INTEGER NOT NULL DEFAULT 0,      -- held and still shown by the site
    pings INTEGER NOT NULL DEFAULT 0,
    comment_pages TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(comment_pages)),
    thread_complete INTEGER NOT NULL DEFAULT 1 CHECK (thread_complete IN (0, 1)),
    has_opinion INTEGER NOT NULL DEFAULT 0 CHECK (has_opinion IN (0, 1)),
    source_count INTEGER NOT NULL DEFAULT 0,
    word_count INTEGER NOT NULL DEFAULT 0,  -- of the body
    revision_count INTEGER NOT NULL DEFAULT 0,
    capture_id INTEGER REFERENCES captures (id),            -- the page these rows were read from
    first_seen_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    changed_at TEXT,                        -- last revision
    gone_at TEXT,                           -- the site answers 404 or 410 since then
    opinion TEXT,                           -- paragraphs joined by a blank line, for search and reading
    body TEXT NOT NULL,                     -- last: whoever scans the other columns never reads this one
    UNIQUE (site_id, identity)
) STRICT;
CREATE INDEX articles_by_date ON articles (date_published_utc DESC);
CREATE INDEX articles_by_site_and_date ON articles (site_id, date_published_utc DESC);
CREATE INDEX articles_by_facets ON articles (site_id, section, has_opinion);    -- covers the facet counts

-- AUTOINCREMENT on small tables too: their ids appear in addresses of the reading pages.
CREATE TABLE authors (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    site_id INTEGER NOT NULL REFERENCES sites (id),
    name TEXT NOT NULL,
    UNIQUE (site_id, name)
) STRICT;

CREATE TABLE article_authors (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    author_id INTEGER NOT NULL REFERENCES authors (id),
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_authors_by_author ON article_authors (author_id);

CREATE TABLE keywords (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE article_keywords (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    keyword_id INTEGER NOT NULL REFERENCES keywords (id),
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_keywords_by_keyword ON article_keywords (keyword_id);

-- Every word of the article container, in page order.
CREATE TABLE blocks (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    part TEXT NOT NULL CHECK (part IN
        ('lead', 'body', 'opinion', 'source', 'credit', 'caption', 'furniture', 'unclaimed')),
    kind TEXT NOT NULL CHECK (kind IN
        ('paragraph', 'heading', 'list_item', 'quote', 'table', 'code', 'embed')),
    level INTEGER,
    url TEXT,
    rule TEXT,                              -- the rule that decided the part
    text TEXT NOT NULL,
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;

-- A source under one name, however it was printed.
CREATE TABLE sources (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL DEFAULT 'other'
        CHECK (kind IN ('agency', 'press', 'manufacturer', 'organisation', 'other'))
) STRICT;

-- 'agence france-presse' -> AFP. Keys are folded: no capitals, accents or points. One INSERT teaches a name.
CREATE TABLE source_aliases (
    alias TEXT PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX source_aliases_by_source ON source_aliases (source_id);

CREATE TABLE citations (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    source_id INTEGER NOT NULL REFERENCES sources (id),
    name TEXT NOT NULL,                     -- as printed
    url TEXT,
    raw TEXT NOT NULL,                      -- the whole printed line
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX citations_by_source ON citations (source_id, article_id);

-- The newsroom's own view inside a news article. One today; the position leaves room for more.
CREATE TABLE opinions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    position INTEGER NOT NULL DEFAULT 1,
    heading TEXT,
    text TEXT NOT NULL,                     -- paragraphs joined by a blank line
    UNIQUE (article_id, position)
) STRICT;

-- Wishes not to be copied or mined, as printed, one row for each fetch that showed them.
CREATE TABLE opt_outs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    capture_id INTEGER REFERENCES captures (id),
    article_id INTEGER REFERENCES articles (id) ON DELETE CASCADE,
    signal TEXT NOT NULL,
    value TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    decision TEXT,                          -- what was done because of it, and why
    reason TEXT
) STRICT;
CREATE INDEX opt_outs_by_article ON opt_outs (article_id, capture_id);
CREATE INDEX opt_outs_by_capture ON opt_outs (capture_id);
