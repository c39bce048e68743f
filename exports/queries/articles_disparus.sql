-- title: Articles disparus du site
-- description: Les articles dont l’adresse ne répond plus (404 ou 410), que l’archive garde.
SELECT a.id AS article_id, coalesce(s.title, s.name) AS site, substr(a.date_published, 1, 10) AS date,
    a.headline AS titre, substr(a.last_seen_at, 1, 10) AS vu_pour_la_derniere_fois,
    substr(a.gone_at, 1, 10) AS disparu_le, a.url
FROM articles a JOIN sites s ON s.id = a.site_id
WHERE a.gone_at IS NOT NULL AND a.withheld IS NULL
ORDER BY a.gone_at DESC
