-- title: Avis de la rédaction
-- description: Les passages où la rédaction donne son propre avis à l’intérieur d’un article, avec les mots demandés s’il y en a.
-- param contient: des mots de l’avis ; vide pour tous
SELECT o.article_id, coalesce(s.title, s.name) AS site, substr(a.date_published, 1, 10) AS date,
    o.heading AS intertitre, o.text AS avis, a.url
FROM opinions o JOIN articles a ON a.id = o.article_id JOIN sites s ON s.id = a.site_id
WHERE a.withheld IS NULL AND (:contient = '' OR o.text LIKE '%' || :contient || '%')
ORDER BY a.date_published DESC
LIMIT 500
