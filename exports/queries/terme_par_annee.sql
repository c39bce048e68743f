-- title: Un mot au fil des ans
-- description: Combien d’articles de chaque année contiennent le mot, et quelle part de l’année c’est.
-- param mots: un ou plusieurs mots, ou une "phrase exacte"
SELECT y.annee, coalesce(m.articles, 0) AS articles_avec_le_mot, y.articles,
    round(100.0 * coalesce(m.articles, 0) / y.articles, 1) AS pour_cent
FROM (
    SELECT substr(date_published_utc, 1, 4) AS annee, count(*) AS articles
    FROM articles WHERE date_published_utc IS NOT NULL GROUP BY annee
) y LEFT JOIN (
    SELECT substr(a.date_published_utc, 1, 4) AS annee, count(*) AS articles
    FROM articles_fts JOIN articles a ON a.id = articles_fts.rowid
    WHERE articles_fts MATCH CASE WHEN trim(:mots) = '' THEN '""' ELSE escape_fts(:mots) END
    GROUP BY annee
) m ON m.annee = y.annee
ORDER BY y.annee
