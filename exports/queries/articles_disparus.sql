-- title: Articles disparus du site
-- description: Les articles que leur site ne montre plus, à quoi on le sait, et que l’archive garde.
SELECT a.id AS article_id, coalesce(s.title, s.name) AS site, substr(a.date_published, 1, 10) AS date,
    a.headline AS titre, substr(a.last_seen_at, 1, 10) AS vu_pour_la_derniere_fois,
    substr(g.gone_at, 1, 10) AS disparu_le, g.told AS on_le_sait, a.url
FROM gone_list g JOIN articles a ON a.id = g.article_id JOIN sites s ON s.id = a.site_id
WHERE a.withheld IS NULL
ORDER BY g.gone_at DESC
