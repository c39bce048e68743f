-- title: Journal des collectes
-- description: Chaque collecte, la plus récente d’abord, avec ce qu’elle a apporté.
SELECT l.run_id AS collecte, coalesce(s.title, s.name) AS site, l.started_at AS debut, l.finished_at AS fin,
    CASE status WHEN 'ok' THEN 'réussie' WHEN 'partial' THEN 'partielle' WHEN 'failed' THEN 'échouée'
        WHEN 'interrupted' THEN 'interrompue' ELSE 'en cours' END AS etat,
    requests AS requetes, articles_new AS nouveaux, articles_changed AS modifies,
    articles_unchanged AS inchanges, articles_failed AS echecs, comments_new AS commentaires_nouveaux,
    comments_removed AS commentaires_retires
FROM crawl_log l JOIN sites s ON s.name = l.site
ORDER BY run_id DESC
LIMIT 500
