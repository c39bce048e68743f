-- title: Auteurs des articles
-- description: Qui signe, combien, depuis quand et jusqu’à quand, site par site.
SELECT au.name AS auteur, coalesce(s.title, s.name) AS site, count(*) AS articles,
    sum(a.has_opinion) AS avec_avis,
    min(substr(a.date_published, 1, 10)) AS premier, max(substr(a.date_published, 1, 10)) AS dernier
FROM article_authors x JOIN authors au ON au.id = x.author_id JOIN articles a ON a.id = x.article_id
JOIN sites s ON s.id = au.site_id
GROUP BY au.id
ORDER BY articles DESC, auteur
LIMIT 1000
