-- title: Avis de la rédaction
-- description: Les passages où la rédaction donne son propre avis à l’intérieur d’un article, avec les mots demandés s’il y en a.
-- param contient: des mots de l’avis ; vide pour tous
SELECT article_id, site, substr(date_published, 1, 10) AS date, heading AS intertitre, text AS avis,
    article_url AS url
FROM opinion_list
WHERE :contient = '' OR text LIKE '%' || :contient || '%'
ORDER BY date_published DESC
LIMIT 500
