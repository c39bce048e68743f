-- title: Articles les plus commentés
-- description: Les cent articles qui portent le plus de commentaires archivés, entre deux dates si l’on veut.
-- param du: AAAA-MM-JJ ; vide pour le début
-- param au: AAAA-MM-JJ ; vide pour la fin
SELECT a.id AS article_id, coalesce(s.title, s.name) AS site, substr(a.date_published, 1, 10) AS date,
    a.headline AS titre, a.archived_comment_count AS commentaires, a.comment_count AS annonces, a.url
FROM articles a JOIN sites s ON s.id = a.site_id
WHERE a.withheld IS NULL AND (:du = '' OR a.date_published >= :du)
    AND (:au = '' OR a.date_published < date(:au, '+1 day'))
ORDER BY a.archived_comment_count DESC, a.id
LIMIT 100
