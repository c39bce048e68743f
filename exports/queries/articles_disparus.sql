-- title: Articles disparus du site
-- description: Les articles dont l’adresse ne répond plus (404 ou 410), que l’archive garde.
SELECT article_id, site, substr(date_published, 1, 10) AS date, headline AS titre,
    substr(last_seen_at, 1, 10) AS vu_pour_la_derniere_fois, substr(gone_at, 1, 10) AS disparu_le, url
FROM article_overview
WHERE gone_at IS NOT NULL
ORDER BY gone_at DESC
