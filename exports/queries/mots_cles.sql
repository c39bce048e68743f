-- title: Mots-clés
-- description: Les étiquettes que les sites donnent à leurs articles, avec la première et la dernière date.
-- The articles are read through once: looking one up for each of its keywords takes twice as long.
WITH dated AS MATERIALIZED (
    SELECT id, date_published FROM articles
), used AS (
    SELECT x.keyword_id, count(*) AS articles, min(d.date_published) AS first, max(d.date_published) AS last
    FROM article_keywords x JOIN dated d ON d.id = x.article_id
    GROUP BY x.keyword_id
)
SELECT k.name AS mot_cle, u.articles, substr(u.first, 1, 10) AS premiere_fois, substr(u.last, 1, 10) AS derniere_fois
FROM used u JOIN keywords k ON k.id = u.keyword_id
ORDER BY u.articles DESC, mot_cle
LIMIT 1000
