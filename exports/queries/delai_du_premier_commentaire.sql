-- title: Délai du premier commentaire
-- description: Minutes entre la publication d’un article et son premier commentaire archivé, par site : le plus court, la médiane, le plus long. Seulement où l’heure est connue.
WITH delays AS (
    SELECT a.site_id,
        (julianday(min(c.date_published_utc)) - julianday(a.date_published_utc)) * 1440 AS minutes
    FROM articles a JOIN comments c ON c.article_id = a.id
    WHERE length(a.date_published_utc) > 10 AND length(c.date_published_utc) > 10
    GROUP BY a.id
), ranked AS (
    SELECT site_id, minutes, row_number() OVER (PARTITION BY site_id ORDER BY minutes) AS place,
        count(*) OVER (PARTITION BY site_id) AS articles
    FROM delays WHERE minutes >= 0
)
SELECT coalesce(s.title, s.name) AS site, articles, round(min(minutes)) AS le_plus_court,
    round(avg(minutes) FILTER (WHERE place IN ((articles + 1) / 2, articles / 2 + 1))) AS mediane,
    round(max(minutes)) AS le_plus_long
FROM ranked JOIN sites s ON s.id = ranked.site_id
GROUP BY site_id
ORDER BY site, s.name
