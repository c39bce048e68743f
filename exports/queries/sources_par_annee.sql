-- title: Sources, année par année
-- description: Combien d’articles de chaque année citent chaque source.
-- param source: nom habituel de la source, comme « AFP » ; vide pour toutes
SELECT substr(a.date_published_utc, 1, 4) AS annee, s.name AS source, count(DISTINCT c.article_id) AS articles
FROM citations c JOIN sources s ON s.id = c.source_id JOIN articles a ON a.id = c.article_id
WHERE a.date_published_utc IS NOT NULL AND (:source = '' OR s.name = :source)
GROUP BY annee, s.id
ORDER BY annee, articles DESC, source
