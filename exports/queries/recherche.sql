-- title: Rechercher dans les articles
-- description: Les articles qui contiennent tous les mots, les plus proches d’abord, avec un extrait.
-- param mots: un ou plusieurs mots, ou une "phrase exacte"
-- param du: AAAA-MM-JJ ; vide pour le début
-- param au: AAAA-MM-JJ ; vide pour la fin
SELECT a.id AS article_id, substr(a.date_published, 1, 10) AS date, coalesce(s.title, s.name) AS site,
    a.headline AS titre, replace(snippet(articles_fts, -1, '[', ']', ' … ', 24), char(10), ' ') AS extrait,
    a.archived_comment_count AS commentaires, a.url
FROM articles_fts JOIN articles a ON a.id = articles_fts.rowid JOIN sites s ON s.id = a.site_id
WHERE articles_fts MATCH CASE WHEN trim(:mots) = '' THEN '""' ELSE escape_fts(:mots) END
    AND a.withheld IS NULL
    AND (:du = '' OR a.date_published >= :du) AND (:au = '' OR a.date_published < date(:au, '+1 day'))
ORDER BY rank
LIMIT 200
