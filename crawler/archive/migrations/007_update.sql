-- What the daily update remembers: when each address is due, what announced it, how each site behaves, and
-- how long it wants to be left alone.

-- Events that visits found and nothing had announced, over the time looked at (see schedule.py). A site's
-- rest: no request before rest_until. rest_said_at tells a clock that was set back from a rest still running.
ALTER TABLE sites ADD COLUMN surprises REAL NOT NULL DEFAULT 0;
ALTER TABLE sites ADD COLUMN exposure REAL NOT NULL DEFAULT 0;
ALTER TABLE sites ADD COLUMN rest_until TEXT;
ALTER TABLE sites ADD COLUMN rest_said_at TEXT;
ALTER TABLE sites ADD COLUMN rest_reason TEXT;
ALTER TABLE sites ADD COLUMN rest_asked INTEGER NOT NULL DEFAULT 0 CHECK (rest_asked IN (0, 1));   -- by the site
ALTER TABLE sites ADD COLUMN broken_runs INTEGER NOT NULL DEFAULT 0;    -- in a row that got no good answer

-- robots.txt by host, so that several runs a day need not ask again. A copy is never used for 24 hours.
CREATE TABLE robots (
    netloc TEXT PRIMARY KEY,
    status INTEGER NOT NULL,
    body BLOB NOT NULL,
    fetched_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE known_urls ADD COLUMN last_event_at TEXT;   -- articles: the last thing that happened to it
ALTER TABLE known_urls ADD COLUMN woken_by TEXT;        -- the signal that announced something since the last visit
ALTER TABLE known_urls ADD COLUMN named INTEGER;        -- sources: how many articles it named at its last fetch
CREATE INDEX known_urls_woken ON known_urls (site_id) WHERE woken_by IS NOT NULL;

-- What a feed, sitemap, listing or comment feed said of an address, by source: two sources may say different
-- things of one article every day, and neither is news.
CREATE TABLE hints (
    source TEXT NOT NULL,                   -- the address that said it
    url TEXT NOT NULL,                      -- of what: an article, or a comment (its link with the fragment)
    lastmod TEXT,
    comments INTEGER,
    words TEXT,                             -- digest of the title and text given
    guid TEXT,                              -- the feed's own name of the entry: it stays when the address moves
    said_at TEXT NOT NULL,                  -- since when it says so
    PRIMARY KEY (source, url)
) STRICT, WITHOUT ROWID;
CREATE INDEX hints_by_url ON hints (url);

-- Whether a kind of signal is right at this site: visits that it caused and that found something, or did not.
CREATE TABLE signals (
    site_id INTEGER NOT NULL REFERENCES sites (id),
    signal TEXT NOT NULL,
    hits INTEGER NOT NULL DEFAULT 0,
    misses INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (site_id, signal)
) STRICT, WITHOUT ROWID;

-- What a run cost the site, beside its requests.
ALTER TABLE crawl_runs ADD COLUMN not_modified INTEGER NOT NULL DEFAULT 0;
ALTER TABLE crawl_runs ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
