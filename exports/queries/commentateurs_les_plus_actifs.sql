-- title: Commentateurs les plus actifs
-- description: Les noms qui signent le plus de commentaires, site par site. Les comptes sont tenus à jour à la fin de chaque collecte. Un même nom peut cacher plusieurs personnes.
-- param site: nom ou titre du site ; vide pour tous
SELECT coalesce(s.title, s.name) AS site, c.name AS nom, c.comment_count AS commentaires,
    substr(c.first_comment_at, 1, 10) AS premier, substr(c.last_comment_at, 1, 10) AS dernier
FROM commenters c JOIN sites s ON s.id = c.site_id
WHERE :site = '' OR :site IN (s.name, s.title)
ORDER BY c.comment_count DESC, c.name
LIMIT 200
