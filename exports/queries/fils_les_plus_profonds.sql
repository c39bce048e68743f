-- title: Fils les plus profonds
-- description: Les articles où les réponses s’emboîtent le plus loin. Une profondeur de 1 est une réponse à un commentaire de premier niveau.
SELECT c.article_id, coalesce(s.title, s.name) AS site, a.headline AS titre, max(c.depth) AS profondeur,
    count(*) AS commentaires, count(DISTINCT c.commenter_id) AS auteurs, a.url
FROM comments c JOIN articles a ON a.id = c.article_id JOIN sites s ON s.id = a.site_id
WHERE a.withheld IS NULL
GROUP BY c.article_id
ORDER BY profondeur DESC, commentaires DESC
LIMIT 100
