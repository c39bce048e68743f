-- title: Commentaires par mois et par site
-- description: Combien de commentaires chaque site a reçus chaque mois, d’après la date de chaque commentaire (en temps universel).
-- param site: nom ou titre du site ; vide pour tous
-- A comment's site is its commenter's: one index holds both and the dates. Only the unsigned ask their article.
SELECT x.month AS mois, coalesce(s.title, s.name) AS site, sum(x.comments) AS commentaires,
    sum(x.commenters) AS auteurs
FROM (
    SELECT k.site_id, substr(c.date_published_utc, 1, 7) AS month, count(*) AS comments,
        count(DISTINCT k.id) AS commenters
    FROM commenters k CROSS JOIN comments c ON c.commenter_id = k.id
    WHERE c.date_published_utc IS NOT NULL
    GROUP BY k.site_id, month
    UNION ALL
    SELECT a.site_id, substr(c.date_published_utc, 1, 7) AS month, count(*), 0
    FROM comments c CROSS JOIN articles a ON a.id = c.article_id
    WHERE c.commenter_id IS NULL AND c.date_published_utc IS NOT NULL
    GROUP BY a.site_id, month
) x JOIN sites s ON s.id = x.site_id
WHERE :site = '' OR :site IN (s.name, s.title)
GROUP BY x.month, s.id
ORDER BY x.month, site, s.name
