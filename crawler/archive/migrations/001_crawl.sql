-- What was fetched and what is known of each address, before anything is interpreted.
-- All times that we set are UTC, ISO 8601 with Z.

CREATE TABLE sites (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,              -- a site file's name, or the host (and port) of a blog given by URL
    url TEXT,
    title TEXT,
    in_language TEXT,
    time_zone TEXT NOT NULL DEFAULT 'Europe/Paris',
    first_seen_at TEXT NOT NULL
) STRICT;

-- One row a run, written as 'running' before the first request: a killed run is still there, and the next
-- run of the site closes it. The counts grow with each visit's own transaction, so they hold at any moment.
CREATE TABLE crawl_runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    site_id INTEGER NOT NULL REFERENCES sites (id),
    spider TEXT NOT NULL,
    arguments TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(arguments)),
    program TEXT,                           -- version of the program that ran
    started_at TEXT NOT NULL,
    finished_at TEXT,
    status TEXT NOT NULL DEFAULT 'running'
        CHECK (status IN ('running', 'ok', 'partial', 'failed', 'interrupted')),
    finish_reason TEXT,
    requests INTEGER NOT NULL DEFAULT 0,
    articles_new INTEGER NOT NULL DEFAULT 0,
    articles_changed INTEGER NOT NULL DEFAULT 0,
    articles_unchanged INTEGER NOT NULL DEFAULT 0,
    articles_failed INTEGER NOT NULL DEFAULT 0,
    comments_new INTEGER NOT NULL DEFAULT 0,
    comments_edited INTEGER NOT NULL DEFAULT 0,
    comments_removed INTEGER NOT NULL DEFAULT 0,
    stats TEXT CHECK (stats IS NULL OR json_valid(stats))
) STRICT;
CREATE INDEX crawl_runs_by_site ON crawl_runs (site_id, started_at);

-- An earlier page of the same site, used as raw-content dictionary: a template repeats on every page, and
-- zstd then stores only what differs. A redesign starts a new one; old ones stay, old bodies need them.
CREATE TABLE dictionaries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    site_id INTEGER NOT NULL REFERENCES sites (id),
    role TEXT NOT NULL,                     -- as in captures: a feed says nothing about an article's page
    digest TEXT NOT NULL,                   -- SHA-256 of the page it was made from
    created_at TEXT NOT NULL,
    misses INTEGER NOT NULL DEFAULT 0,      -- pages in a row that it hardly helped
    size INTEGER NOT NULL,
    content BLOB NOT NULL                   -- zstd, without a dictionary
) STRICT;
CREATE INDEX dictionaries_by_site ON dictionaries (site_id, role, id);

-- The exact bytes received, each kept once. The digest is of the bytes themselves, not of what we store.
CREATE TABLE raw_bodies (
    digest TEXT PRIMARY KEY,                -- SHA-256, lower-case hexadecimal
    size INTEGER NOT NULL,                  -- of the bytes received
    dictionary_id INTEGER REFERENCES dictionaries (id),
    content BLOB NOT NULL                   -- zstd
) STRICT;

-- One row an answer: the address, the moment, the headers, and which bytes came.
CREATE TABLE captures (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    site_id INTEGER NOT NULL REFERENCES sites (id),
    run_id INTEGER REFERENCES crawl_runs (id),
    article_id INTEGER REFERENCES articles (id),
    role TEXT NOT NULL CHECK (role IN ('article', 'comments', 'listing', 'feed', 'sitemap', 'other')),
    url TEXT NOT NULL,                      -- after redirects
    requested_url TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    status INTEGER NOT NULL,
    content_type TEXT,
    headers TEXT NOT NULL CHECK (json_valid(headers)),      -- [[name, value], …] as received
    digest TEXT NOT NULL REFERENCES raw_bodies (digest)
) STRICT;
CREATE INDEX captures_by_url ON captures (url, fetched_at);
CREATE INDEX captures_by_article ON captures (article_id, fetched_at) WHERE article_id IS NOT NULL;
CREATE INDEX captures_by_digest ON captures (digest);       -- erasing a body asks who else holds it
CREATE INDEX captures_by_run ON captures (run_id);

-- The crawl's memory: every address that was ever found, who found it, and what the last fetch said.
CREATE TABLE known_urls (
    url TEXT PRIMARY KEY,
    site_id INTEGER NOT NULL REFERENCES sites (id),
    kind TEXT NOT NULL
        CHECK (kind IN ('unknown', 'article', 'listing', 'feed', 'sitemap', 'robots', 'comments', 'other')),
    discovered_by TEXT,                     -- the address (feed, sitemap, listing) that named it
    discovered_at TEXT NOT NULL,
    article_id INTEGER REFERENCES articles (id),
    lastmod TEXT,                           -- hint: what the sitemap or feed says of its last change
    comment_hint INTEGER,                   -- hint: what a feed or listing counts
    last_fetched_at TEXT,
    last_status INTEGER,                    -- NULL when no answer came
    last_changed_at TEXT,                   -- last fetch that brought something new
    etag TEXT,
    last_modified TEXT,                     -- the header's own text, to be sent back as it came
    failures INTEGER NOT NULL DEFAULT 0,    -- in a row
    next_due_at TEXT                        -- NULL: at the next run
) STRICT, WITHOUT ROWID;
CREATE INDEX known_urls_by_site ON known_urls (site_id, kind, next_due_at);
CREATE INDEX known_urls_by_article ON known_urls (article_id) WHERE article_id IS NOT NULL;

-- What could not be fetched, read, split or stored. The same failure met again is counted, not repeated;
-- it is resolved when the address gives an article again.
CREATE TABLE failures (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    site_id INTEGER NOT NULL REFERENCES sites (id),
    run_id INTEGER REFERENCES crawl_runs (id),
    url TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('fetch', 'read', 'split', 'store')),
    error TEXT NOT NULL,
    detail TEXT NOT NULL,
    seen_at TEXT NOT NULL,                  -- the last time
    first_seen_at TEXT NOT NULL,
    times INTEGER NOT NULL DEFAULT 1,
    resolved_at TEXT,
    capture_id INTEGER REFERENCES captures (id)
) STRICT;
CREATE UNIQUE INDEX failures_open ON failures (site_id, url, stage, error) WHERE resolved_at IS NULL;
CREATE INDEX failures_by_run ON failures (run_id);
