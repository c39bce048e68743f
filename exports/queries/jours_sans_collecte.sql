-- title: Jours sans collecte
-- description: Les trous de plus de deux jours entre deux collectes d’un même site : ce qui a paru et disparu entre-temps n’est pas dans l’archive.
SELECT coalesce(s.title, s.name) AS site, substr(previous, 1, 10) AS du, substr(started_at, 1, 10) AS au,
    CAST(julianday(started_at) - julianday(previous) AS INTEGER) AS jours
FROM (
    SELECT site_id, started_at, lag(started_at) OVER (PARTITION BY site_id ORDER BY started_at) AS previous
    FROM crawl_runs
) r JOIN sites s ON s.id = r.site_id
WHERE julianday(started_at) - julianday(previous) > 2
ORDER BY jours DESC, site
