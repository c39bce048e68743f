-- title: Articles et commentaires par mois
-- description: Un mois par ligne, y compris les mois sans article, d’après la date de publication affichée. Les commentaires sont ceux que portent les articles de ce mois.
-- param site: nom ou titre du site ; vide pour tous
WITH RECURSIVE held AS (
    SELECT substr(date_published, 1, 7) AS month, archived_comment_count AS comments
    FROM articles
    WHERE date_published IS NOT NULL
        AND (:site = '' OR site_id IN (SELECT id FROM sites WHERE :site IN (name, title)))
), calendar (month) AS (
    SELECT min(month) FROM held
    UNION ALL
    SELECT strftime('%Y-%m', month || '-01', '+1 month') FROM calendar
    WHERE month < (SELECT max(month) FROM held)
), counted AS (
    SELECT month, count(*) AS articles, sum(comments) AS comments FROM held GROUP BY month
)
SELECT calendar.month AS mois, coalesce(articles, 0) AS articles, coalesce(comments, 0) AS commentaires
FROM calendar LEFT JOIN counted ON counted.month = calendar.month
WHERE calendar.month IS NOT NULL
ORDER BY calendar.month
