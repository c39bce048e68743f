-- title: Commentaires par mois et par site
-- description: Combien de commentaires chaque site a reçus chaque mois, d’après la date de chaque commentaire (en temps universel).
-- param site: nom du site ; vide pour tous
SELECT substr(c.date_published_utc, 1, 7) AS mois, s.name AS site, count(*) AS commentaires,
    count(DISTINCT c.commenter_id) AS auteurs
FROM comments c JOIN articles a ON a.id = c.article_id JOIN sites s ON s.id = a.site_id
WHERE c.date_published_utc IS NOT NULL AND (:site = '' OR s.name = :site)
GROUP BY mois, s.id
ORDER BY mois, site
