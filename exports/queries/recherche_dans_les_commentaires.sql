-- title: Rechercher dans les commentaires
-- description: Les commentaires qui contiennent tous les mots, les plus proches d’abord, avec leur article.
-- param mots: un ou plusieurs mots, ou une "phrase exacte"
SELECT c.article_id, c.author AS auteur, substr(c.date_published, 1, 10) AS date,
    replace(snippet(comments_fts, 0, '[', ']', ' … ', 40), char(10), ' ') AS extrait, a.headline AS titre, a.url
FROM comments_fts JOIN comments c ON c.id = comments_fts.rowid JOIN articles a ON a.id = c.article_id
WHERE comments_fts MATCH CASE WHEN trim(:mots) = '' THEN '""' ELSE escape_fts(:mots) END
    AND a.withheld IS NULL
ORDER BY rank
LIMIT 200
