-- Wishes not to be copied, mined or published: what was decided, and what follows for rows and raw pages.

-- A wish may concern an address that was not fetched because of it: then there is no capture.
ALTER TABLE opt_outs ADD COLUMN url TEXT;
ALTER TABLE opt_outs ADD COLUMN run_id INTEGER REFERENCES crawl_runs (id);

-- The signal that keeps the article out of everything that is published (noindex, noarchive, …); NULL where
-- none does. It stays in the archive, and whoever publishes leaves it out.
ALTER TABLE articles ADD COLUMN withheld TEXT;
-- Since when the page asks not to be copied. What was held before that stays as it was, and nothing is added.
ALTER TABLE articles ADD COLUMN copy_refused_at TEXT;

-- The digest of a body stays when its bytes go (content is then empty), with the reason: 'noarchive' and other
-- signals, 'retention', 'forgotten' (never stored again).
ALTER TABLE raw_bodies ADD COLUMN erased_at TEXT;
ALTER TABLE raw_bodies ADD COLUMN erased_why TEXT;

-- /.well-known/tdmrep.json by host, as robots.txt: a copy is never used for 24 hours.
CREATE TABLE tdm_files (
    netloc TEXT PRIMARY KEY,
    status INTEGER NOT NULL,
    body BLOB NOT NULL,
    fetched_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The overview says which articles are not to be published; columns are added at the end.
DROP VIEW article_overview;
CREATE VIEW article_overview AS
SELECT a.id AS article_id, s.name AS site, a.url, a.headline, a.description,
    (SELECT group_concat(name, ', ') FROM (
        SELECT au.name FROM article_authors x JOIN authors au ON au.id = x.author_id
        WHERE x.article_id = a.id ORDER BY x.position)) AS authors,
    a.date_published, a.date_modified, a.section,
    (SELECT group_concat(name, ', ') FROM (
        SELECT k.name FROM article_keywords x JOIN keywords k ON k.id = x.keyword_id
        WHERE x.article_id = a.id ORDER BY x.position)) AS keywords,
    (SELECT group_concat(name, ', ') FROM (     -- each source once, however often and however it is printed
        SELECT so.name FROM citations c JOIN sources so ON so.id = c.source_id
        WHERE c.article_id = a.id GROUP BY so.id ORDER BY min(c.position))) AS sources,
    a.opinion, a.body, a.comment_count, a.archived_comment_count, a.revision_count,
    a.first_seen_at, a.last_seen_at, a.changed_at, a.gone_at, a.withheld
FROM articles a JOIN sites s ON s.id = a.site_id;
