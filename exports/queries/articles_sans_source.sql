-- title: Articles sans source
-- description: Les articles dans lesquels aucune source n’a été reconnue, les plus récents d’abord.
-- param site: nom ou titre du site ; vide pour tous
SELECT a.id AS article_id, coalesce(s.title, s.name) AS site, substr(a.date_published, 1, 10) AS date,
    a.section AS rubrique, a.headline AS titre, a.word_count AS mots, a.url
FROM articles a JOIN sites s ON s.id = a.site_id
WHERE a.source_count = 0 AND a.withheld IS NULL AND (:site = '' OR :site IN (s.name, s.title))
ORDER BY a.date_published_utc DESC
LIMIT 1000
