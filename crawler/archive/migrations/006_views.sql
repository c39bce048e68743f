-- The stable way to read the archive. Columns may be added at the end, never lost, renamed or reordered.

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
    a.first_seen_at, a.last_seen_at, a.changed_at, a.gone_at
FROM articles a JOIN sites s ON s.id = a.site_id;

-- parent_id says what the comment answers, even where the archive does not hold that comment.
CREATE VIEW comment_threads AS
SELECT c.article_id, a.url AS article_url, c.external_id AS comment_id, c.parent_external_id AS parent_id,
    c.depth, c.sort_path, c.author, c.date_published, c.text,
    c.first_seen_at, c.last_seen_at, c.edited_at, c.removed_at
FROM comments c JOIN articles a ON a.id = c.article_id;

CREATE VIEW source_citations AS
SELECT c.article_id, a.url AS article_url, s.name, c.url AS source_url, c.raw
FROM citations c JOIN articles a ON a.id = c.article_id JOIN sources s ON s.id = c.source_id;

CREATE VIEW opinion_list AS
SELECT o.article_id, a.url AS article_url, s.name AS site, a.date_published, o.heading, o.text
FROM opinions o JOIN articles a ON a.id = o.article_id JOIN sites s ON s.id = a.site_id;

CREATE VIEW revision_history AS
SELECT r.article_id, a.url AS article_url, r.number, r.seen_at, f.field, f.before, f.after
FROM revisions r JOIN revision_fields f ON f.revision_id = r.id JOIN articles a ON a.id = r.article_id;

-- Only articles whose thread is not what the page announces. Many themes count pingbacks among the comments:
-- a difference that they explain is no gap. 'held' is what the site still shows, 'removed' what it took back.
CREATE VIEW archive_gaps AS
SELECT article_id, article_url, declared, held, removed, verdict,
    CASE verdict
        WHEN 'incomplete' THEN 'une page de commentaires n’a pas pu être lue : '
            || held || CASE WHEN held > 1 THEN ' commentaires archivés' ELSE ' commentaire archivé' END
            || coalesce(' sur ' || declared || ' annoncés', '')
        WHEN 'short' THEN held || CASE WHEN held > 1 THEN ' commentaires' ELSE ' commentaire' END
            || ' sur ' || declared || CASE WHEN declared > 1 THEN ' annoncés' ELSE ' annoncé' END
        ELSE held || CASE WHEN held > 1 THEN ' commentaires archivés' ELSE ' commentaire archivé' END
            || CASE declared WHEN 0 THEN ', la page n’en annonce aucun'
                ELSE ', la page n’en annonce que ' || declared END
    END
    || CASE pings WHEN 0 THEN '' WHEN 1 THEN ' (et 1 rétrolien)' ELSE ' (et ' || pings || ' rétroliens)' END
    || CASE removed WHEN 0 THEN '' WHEN 1 THEN ' ; 1 commentaire retiré par le site'
        ELSE ' ; ' || removed || ' commentaires retirés par le site' END AS why
FROM (
    SELECT a.id AS article_id, a.url AS article_url, a.comment_count AS declared,
        a.archived_comment_count AS held, a.pings,
        (SELECT count(*) FROM comments c WHERE c.article_id = a.id AND c.removed_at IS NOT NULL) AS removed,
        CASE WHEN a.thread_complete = 0 THEN 'incomplete'
            WHEN a.comment_count > a.archived_comment_count THEN 'short' ELSE 'over' END AS verdict
    FROM articles a
    WHERE a.thread_complete = 0
        OR a.comment_count NOT IN (a.archived_comment_count, a.archived_comment_count + a.pings)
);

CREATE VIEW crawl_log AS
SELECT r.id AS run_id, s.name AS site, r.started_at, r.finished_at, r.status, r.finish_reason, r.requests,
    r.articles_new, r.articles_changed, r.articles_unchanged, r.articles_failed,
    r.comments_new, r.comments_removed
FROM crawl_runs r JOIN sites s ON s.id = r.site_id;

-- What is wrong now: a failure that a later fetch made good stays in the table, with its date, not here.
CREATE VIEW failure_list AS
SELECT f.url, s.name AS site, f.stage, f.error, f.detail, f.seen_at, f.capture_id
FROM failures f JOIN sites s ON s.id = f.site_id
WHERE f.resolved_at IS NULL;
