-- How it is known that an article is gone. Not every site says so by 404 or 410: some lead what they deleted to
-- their home page, others answer 200 and "page introuvable". Both are told as gone only when it has been so for
-- long, and other articles of the site still stand where they stood (see vanishing.py).
ALTER TABLE articles ADD COLUMN gone_reason TEXT CHECK (gone_reason IN
    ('http_404', 'http_410', 'redirect_home', 'redirect_elsewhere', 'not_found', 'unavailable_after'));
UPDATE articles SET gone_reason = (
    SELECT CASE detail WHEN 'HTTP 404' THEN 'http_404' WHEN 'HTTP 410' THEN 'http_410' END
    FROM article_events WHERE article_id = articles.id AND event = 'gone' ORDER BY id DESC LIMIT 1)
WHERE gone_at IS NOT NULL;

-- Columns are added at the end.
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
    a.first_seen_at, a.last_seen_at, a.changed_at, a.gone_at, a.withheld, a.gone_reason
FROM articles a JOIN sites s ON s.id = a.site_id;

-- What the site no longer shows and the archive keeps, and how that is known, in words for readers.
CREATE VIEW gone_list AS
SELECT a.id AS article_id, a.url, s.name AS site, a.gone_at, a.gone_reason,
    CASE a.gone_reason
        WHEN 'http_404' THEN 'le site répond 404 : page introuvable'
        WHEN 'http_410' THEN 'le site répond 410 : page supprimée'
        WHEN 'redirect_home' THEN 'son adresse mène à la page d’accueil'
        WHEN 'redirect_elsewhere' THEN 'son adresse mène à une autre page'
        WHEN 'not_found' THEN 'le site dit à cette adresse qu’il n’y a rien'
        WHEN 'unavailable_after' THEN 'la page demandait à être tenue pour disparue à cette date'
        ELSE 'le site ne la montre plus'
    END AS told
FROM articles a JOIN sites s ON s.id = a.site_id WHERE a.gone_at IS NOT NULL;

-- A comment in whose place the site says that it took it back is 'removed with replies' only where replies
-- remain. Without any it is removed, as one that went without a word; only the telling differs.
DROP VIEW comment_states;
CREATE VIEW comment_states AS
SELECT article_id, article_url, comment_id, state, since,
    CASE state
        WHEN 'new' THEN 'nouveau'
        WHEN 'shown' THEN 'en ligne'
        WHEN 'edited' THEN 'modifié'
        WHEN 'removed' THEN iif(place_kept, 'retiré par le site, qui le dit à sa place', 'retiré par le site')
        WHEN 'removed_with_replies' THEN 'retiré par le site, ses réponses restent'
        WHEN 'closed' THEN 'masqué avec le fil, fermé'
        WHEN 'unreadable' THEN 'sur la page, qui ne se laisse plus lire'
        ELSE 'pas revu : la page était incomplète'
    END AS told
FROM (
    SELECT c.article_id, a.url AS article_url, c.external_id AS comment_id, c.place_kept,
        CASE
            WHEN c.removed_at IS NOT NULL THEN iif(EXISTS (SELECT 1 FROM comments r WHERE r.parent_id = c.id
                AND r.removed_at IS NULL), 'removed_with_replies', 'removed')
            WHEN c.unseen_since IS NOT NULL THEN c.unseen_because
            WHEN c.edited_at IS NOT NULL THEN 'edited'
            WHEN c.first_seen_at = a.last_seen_at AND a.first_seen_at < a.last_seen_at THEN 'new'
            ELSE 'shown'
        END AS state,
        coalesce(c.removed_at, c.unseen_since, c.edited_at, c.first_seen_at) AS since
    FROM comments c JOIN articles a ON a.id = c.article_id
);
