-- title: Mots-clés
-- description: Les étiquettes que les sites donnent à leurs articles, avec la première et la dernière date.
SELECT k.name AS mot_cle, count(*) AS articles, min(substr(a.date_published, 1, 10)) AS premiere_fois,
    max(substr(a.date_published, 1, 10)) AS derniere_fois
FROM article_keywords x JOIN keywords k ON k.id = x.keyword_id JOIN articles a ON a.id = x.article_id
GROUP BY k.id
ORDER BY articles DESC, mot_cle
LIMIT 1000
