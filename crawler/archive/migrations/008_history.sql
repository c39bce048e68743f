-- States that are not the same are told apart, and remembered when they have passed.

-- What happened to an article beside its words: gone and back again, moved, its thread closed.
CREATE TABLE article_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    run_id INTEGER REFERENCES crawl_runs (id),
    at TEXT NOT NULL,
    event TEXT NOT NULL CHECK (event IN ('gone', 'back', 'moved', 'thread_closed', 'thread_open')),
    detail TEXT,                            -- the status that said so, or the address it was found at before
    address TEXT                            -- the address at that moment
) STRICT;
CREATE INDEX article_events_by_article ON article_events (article_id, at);

-- An article that moved may be met at its new address before the old one tells so: then it has two rows for a
-- while. They become one, and the younger id leads to it.
CREATE TABLE merged_articles (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    at TEXT NOT NULL
) STRICT;

-- A digest of the body's words: the same text at two addresses is one article.
ALTER TABLE articles ADD COLUMN body_digest TEXT;
CREATE INDEX articles_by_body ON articles (site_id, body_digest) WHERE body_digest IS NOT NULL;
ALTER TABLE articles ADD COLUMN thread_closed_at TEXT;      -- the page takes no more comments since then
-- Parts that a redesigned page no longer shows as we read it: the rows keep what was read before.
ALTER TABLE articles ADD COLUMN kept_parts TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(kept_parts));

-- A comment that the site took back but whose place it keeps ("Commentaire supprimé"); and one that was not
-- on a page that could not be trusted to show all: since when, and why nothing follows from that.
ALTER TABLE comments ADD COLUMN place_kept INTEGER NOT NULL DEFAULT 0 CHECK (place_kept IN (0, 1));
ALTER TABLE comments ADD COLUMN unseen_since TEXT;
ALTER TABLE comments ADD COLUMN unseen_because TEXT
    CHECK (unseen_because IN ('short', 'closed', 'unreadable'));

CREATE TABLE comment_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    comment_id INTEGER NOT NULL REFERENCES comments (id) ON DELETE CASCADE,
    run_id INTEGER REFERENCES crawl_runs (id),
    at TEXT NOT NULL,
    event TEXT NOT NULL
        CHECK (event IN ('removed', 'emptied', 'back', 'short', 'closed', 'unreadable'))   -- the last three: unseen
) STRICT;
CREATE INDEX comment_events_by_comment ON comment_events (comment_id, at);

-- Each comment's state in a word for programs and in one for readers.
CREATE VIEW comment_states AS
SELECT article_id, article_url, comment_id, state, since,
    CASE state
        WHEN 'new' THEN 'nouveau'
        WHEN 'shown' THEN 'en ligne'
        WHEN 'edited' THEN 'modifié'
        WHEN 'removed' THEN 'retiré par le site'
        WHEN 'removed_with_replies' THEN 'retiré par le site, ses réponses restent'
        WHEN 'closed' THEN 'masqué avec le fil, fermé'
        WHEN 'unreadable' THEN 'sur la page, qui ne se laisse plus lire'
        ELSE 'pas revu : la page était incomplète'
    END AS told
FROM (
    SELECT c.article_id, a.url AS article_url, c.external_id AS comment_id,
        CASE
            WHEN c.removed_at IS NOT NULL THEN CASE
                WHEN c.place_kept OR EXISTS (SELECT 1 FROM comments r WHERE r.parent_id = c.id
                    AND r.removed_at IS NULL) THEN 'removed_with_replies' ELSE 'removed' END
            WHEN c.unseen_since IS NOT NULL THEN c.unseen_because
            WHEN c.edited_at IS NOT NULL THEN 'edited'
            WHEN c.first_seen_at = a.last_seen_at AND a.first_seen_at < a.last_seen_at THEN 'new'
            ELSE 'shown'
        END AS state,
        coalesce(c.removed_at, c.unseen_since, c.edited_at, c.first_seen_at) AS since
    FROM comments c JOIN articles a ON a.id = c.article_id
);

CREATE VIEW article_history AS
SELECT e.article_id, a.url AS article_url, e.at, e.event, e.detail, e.address
FROM article_events e JOIN articles a ON a.id = e.article_id;

CREATE VIEW comment_history AS
SELECT c.article_id, c.external_id AS comment_id, e.at, e.event, NULL AS before, NULL AS after
FROM comment_events e JOIN comments c ON c.id = e.comment_id
UNION ALL
SELECT c.article_id, c.external_id, r.seen_at, 'edited', r.before, r.after
FROM comment_revisions r JOIN comments c ON c.id = r.comment_id;
