-- title: État des commentaires
-- description: Combien de commentaires sont en ligne, modifiés, retirés ou n’ont pas été revus, par site.
-- param site: nom ou titre du site ; vide pour tous
-- The view comment_states judges comment after comment. Where nothing has happened in a thread since it was
-- first read, all its comments are online, and it need not be asked.
WITH threads AS MATERIALIZED (
    SELECT a.site_id, t.article_id, t.comments, t.oldest,
        t.events > 0 OR (t.newest = a.last_seen_at AND a.first_seen_at < a.last_seen_at) AS stirred
    FROM (
        SELECT article_id, count(*) AS comments, min(first_seen_at) AS oldest, max(first_seen_at) AS newest,
            count(removed_at) + count(unseen_since) + count(edited_at) AS events
        FROM comments GROUP BY article_id
    ) t JOIN articles a ON a.id = t.article_id
), judged AS (
    SELECT site_id, 'shown' AS state, 'en ligne' AS told, sum(comments) AS comments, min(oldest) AS since
    FROM threads WHERE NOT stirred GROUP BY site_id
    UNION ALL
    SELECT t.site_id, c.state, c.told, count(*), min(c.since)
    FROM threads t CROSS JOIN comment_states c ON c.article_id = t.article_id WHERE t.stirred
    GROUP BY t.site_id, c.state, c.told
)
SELECT coalesce(s.title, s.name) AS site, j.told AS etat, sum(j.comments) AS commentaires,
    substr(min(j.since), 1, 10) AS depuis
FROM judged j JOIN sites s ON s.id = j.site_id
WHERE :site = '' OR :site IN (s.name, s.title)
GROUP BY s.id, j.state, j.told
ORDER BY site, s.name, commentaires DESC, j.state, j.told
