-- title: Sources les plus citées
-- description: Chaque source sous son nom habituel (« Agence France-Presse » compte pour AFP), avec le nombre d’articles qui la citent, celui des citations munies d’un lien, et la première et la dernière date.
SELECT s.name AS source,
    CASE s.kind WHEN 'agency' THEN 'agence' WHEN 'press' THEN 'presse' WHEN 'manufacturer' THEN 'constructeur'
        WHEN 'organisation' THEN 'organisme' ELSE 'autre' END AS nature,
    count(DISTINCT c.article_id) AS articles,
    count(c.url) AS avec_lien,
    min(substr(a.date_published, 1, 10)) AS premiere_fois,
    max(substr(a.date_published, 1, 10)) AS derniere_fois
FROM citations c JOIN sources s ON s.id = c.source_id JOIN articles a ON a.id = c.article_id
GROUP BY s.id
ORDER BY articles DESC, source
